"""Outside things that are no database: the clock, page cursors, and the intake's own lines to the broker."""
