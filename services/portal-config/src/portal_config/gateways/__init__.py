"""Outside things that are not the database."""
