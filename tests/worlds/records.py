"""Stored records, well-formed and not: every declared field may be missing, null, mistyped, NaN or an array."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from hypothesis import strategies as st

from policy import stamp
from policy.value import FieldType
from worlds.people import ACCOUNTS, CONTACTS, MEMBERSHIPS, NOW, TENANTS
from worlds.portals import KINDS, TEXTS

Record = dict[str, object]
BATCH: Final = 30
MISSING: Final = object()
_STRINGS: Final = (*TEXTS, "", "a\x00b", "\x00", "a\nb", "A.B", "aXb", "ab/c", "b/c")
_NUMBERS: Final = (
    *(Decimal(text) for text in ("0", "1", "-1", "10", "1E+1", "0.1", "121", "121.00", "Infinity", "-Infinity")),
    *(Decimal(text) for text in ("NaN", "sNaN", "-0", "9" * 34, "0.3", "9007199254740993")),
    *(0, 1, 10, 121, 2**63 - 1, 2**53 + 1, -(2**63)),
)
JUNK: Final[tuple[object, ...]] = (
    None,
    MISSING,
    [],
    [None],
    True,
    1,
    1.0,
    0.1,
    float("nan"),
    Decimal(1),
    "a",
    {"a": "a"},
    ["a"],
    [["a"]],
    NOW,
)
_MOMENTS: Final = (
    NOW,
    datetime(2026, 11, 22, 10, tzinfo=UTC),
    datetime(1960, 1, 1, tzinfo=UTC),
    datetime(2026, 1, 1, tzinfo=UTC),
)
POOLS: Final[Mapping[FieldType, tuple[object, ...]]] = {
    "string": _STRINGS,
    "text": _STRINGS,
    "choice": _STRINGS,
    "number": _NUMBERS,
    "money": _NUMBERS,
    "date": ("2026-11-01", "2026-11-22", "2026-08-24", "2026-12-22", "2024-02-29", "", "9999-12-31", "soon"),
    "datetime": _MOMENTS,
    "boolean": (True, False, 0, 1, 1.0, "true"),
}
_EDGES: Final = (
    None,
    NOW,
    NOW - timedelta(microseconds=400),
    NOW + timedelta(microseconds=400),
    NOW + timedelta(milliseconds=1),
    NOW - timedelta(days=1),
    NOW + timedelta(days=1),
)


_FIELDS: Final = tuple((name.removeprefix("fields."), name, POOLS[kind]) for name, kind in KINDS.items())


def _value(rng: Random, pool: tuple[object, ...]) -> object:
    turn = rng.random()
    if turn < 0.75:
        return rng.choice(pool)
    return [rng.choice(pool), rng.choice(pool)] if turn < 0.8 else rng.choice(JUNK)


def _values(rng: Random) -> object:
    values: Record = {}
    fields: Record = {}
    for short, name, pool in _FIELDS:
        value = _value(rng, pool)
        if value is not MISSING:
            (values if short == name else fields)[short] = value
    odd = rng.randrange(40)
    values["fields"] = {0: [fields], 1: None, 2: "a", 3: [fields, {}]}.get(odd, fields)
    values["lines"] = rng.choice(([], [{"sku": "A", "cost": Decimal(1)}], "a", None))
    values["related"] = [{"module": "jobs", "record_id": "1", "secret": "s"}, {"module": "parts", "record_id": "2"}]
    return [values] if odd == 4 else values


def record(rng: Random) -> Record:
    """A record as storage keeps it, without its `_id`."""
    accounts = rng.sample(ACCOUNTS, rng.randint(0, 2))
    ancestors = rng.sample(ACCOUNTS, rng.randint(0, 1))
    creator = rng.choice((None, None, *MEMBERSHIPS))
    return {
        "tenant": TENANTS[rng.random() < 0.2],
        "module": rng.choice(("jobs", "parts")),
        "record_id": "R/1",
        "revision": 1,
        "audience": list(stamp(accounts, rng.sample(CONTACTS, rng.randint(0, 1)), ancestors, creator)),
        "deleted": rng.random() < 0.1,
        "hidden": rng.random() < 0.1,
        "visible_from": rng.choice((None, None, *_EDGES)),
        "visible_until": rng.choice((None, None, *_EDGES)),
        "values": _values(rng),
    }


def _batch(rng: Random) -> list[Record]:
    return [record(rng) for _ in range(BATCH)]


records = st.randoms(use_true_random=True).map(_batch)
"""A batch drawn by one seed: drawing value by value costs ten times as much and meets the rules a tenth as often."""
