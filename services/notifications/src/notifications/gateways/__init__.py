"""Outside things that are not the database: the mail server, the templates, the clock."""
