"""Use cases of records, one file per verb."""
