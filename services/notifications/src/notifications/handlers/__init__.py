"""Doors: events from the bus, and the sender, which finds its own work."""
