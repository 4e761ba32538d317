"""Pages of records: lists, one record, and how a value of each type is drawn."""
