"""People in the console: who is invited, who is in, as what; staff and their roles."""
