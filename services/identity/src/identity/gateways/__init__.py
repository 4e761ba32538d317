"""What identity reaches beside its database: hashing, chance, the clock, sealed cursors."""
