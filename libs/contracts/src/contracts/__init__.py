"""What the services say to each other: every message, its schema, and the topology they imply. No I/O."""
