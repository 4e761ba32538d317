"""Chance that is always the same: what is drawn depends only on the names it is drawn for."""

import random


def dice(*names: object) -> random.Random:
    """A source of its own for each thing, so that one more line somewhere changes nothing elsewhere."""
    return random.Random("/".join(str(name) for name in ("nordlicht", *names)))  # noqa: S311 - invoices, not secrets
