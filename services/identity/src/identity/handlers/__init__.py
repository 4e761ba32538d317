"""Doors of identity on the bus: translate, call one use case, return its answer."""
