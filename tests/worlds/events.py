"""What a backoffice could have said of the modules of `worlds.portals`: well-formed, small, and alike."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from worlds.people import ACCOUNTS, CONTACTS
from worlds.portals import TEXTS

SECRET = "secret-of-the-backoffice"
"""Stands where no portal drawn here grants anything, and in a field that no module declares."""
CANARY_FIELD = "secret"
"""A declared field that no filter asks about."""
PLAIN = 0.65
"""Share of records that nothing but scope and filter may keep back."""
STATUSES = ("a", "A", "b", "ab")
FIELDS: dict[str, tuple[object, ...]] = {
    "string": TEXTS[:9],
    "text": TEXTS,
    "choice": TEXTS[:6],
    "number": ("0", "1", "10", "0.1", "-1"),
    "money": ("0", "121.00", "-5.5", "0.1"),
    "date": ("2026-11-01", "2026-11-22", "2024-02-29"),
    "datetime": ("2026-11-22T10:00:00Z", "1960-01-01T00:00:00Z"),
    "boolean": (True, False),
}


def record(rng: Random, number: int, now: datetime) -> dict[str, Any]:
    """The data of one upserted record; embargoes lie an hour from `now`."""
    past, future = now - timedelta(hours=1), now + timedelta(hours=1)
    plain = rng.random() < PLAIN
    start = None if plain else rng.choice((None, None, None, past, future))
    end = None if plain else rng.choice((None, None, None, past, future))
    said: dict[str, Any] = {
        "module": rng.choice(("jobs", "parts")),
        "record_id": f"R/{number}",
        "revision": 1,
        "accounts": rng.sample(ACCOUNTS, rng.randint(1, 3)),
        "contacts": rng.sample(CONTACTS, rng.randint(0, 2)),
        "title": rng.choice((None, *TEXTS)),
        "status": rng.choice((None, *STATUSES)),
        "issued_on": rng.choice((None, "2026-11-01", "2026-11-22")),
        "currency": "EUR",
        "total": rng.choice(("0", "121.00", "-5.5", "0.1")),
        "hidden": not plain and rng.random() < 0.2,
        "visible_from": start.isoformat() if start else None,
        "visible_until": end.isoformat() if end else None,
        "fields": {name: rng.choice(pool) for name, pool in FIELDS.items() if rng.random() < 0.7},
        "terms": SECRET,
        "notes": [SECRET],
        "lines": [{"line_id": "1", "sku": "A-9"}] if rng.random() < 0.5 else [],
        "related": [{"module": rng.choice(("jobs", "parts")), "record_id": f"R/{rng.randrange(16)}"}],
    }
    said["fields"]["internal_note"] = SECRET
    return {name: value for name, value in said.items() if value is not None}


def canary(tenant: str, number: int) -> str:
    """A word that one record of one tenant has, and nothing else."""
    return f"canary{tenant}n{number}"
