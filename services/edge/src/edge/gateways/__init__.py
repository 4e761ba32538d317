"""The edge's only outside thing: the bus."""
