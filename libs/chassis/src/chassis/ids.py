"""Identifiers that we make."""

import secrets

from bson import ObjectId


def new_event_id() -> str:
    """Make an id that sorts by the time it was made: for events and outbox rows."""
    return str(ObjectId())


def new_id() -> str:
    """Make an id that nobody can guess: for what people see."""
    return secrets.token_urlsafe(16)
