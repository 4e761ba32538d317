"""Portico records: record projections and visibility, the only one that decides it."""
