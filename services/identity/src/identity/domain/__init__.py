"""The rules of identity. Standard library only: no clock, no I/O, no framework."""
