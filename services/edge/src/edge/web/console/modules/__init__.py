"""Module definitions in the console: the presets to read, and the tenant's own to write."""
