"""Portico edge: the only public door."""
