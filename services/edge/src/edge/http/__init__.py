"""The JSON API: a table of routes, and one dispatcher that turns each into a call on the bus."""
