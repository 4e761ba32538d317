"""Doors on the bus: translate, call one use case, answer."""
