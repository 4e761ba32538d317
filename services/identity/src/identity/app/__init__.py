"""What identity does: one file per verb, listed in `use_cases`."""
