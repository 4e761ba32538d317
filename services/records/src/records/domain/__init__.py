"""Rules of records. Standard library only: no clock, no I/O, nothing of ours."""
