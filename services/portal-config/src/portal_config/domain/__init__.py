"""Rules of tenants, modules, portals and their versions. Standard library only: no clock, no I/O."""
