"""Property: each operator with each operand on each kind of stored value, and drawn filters, answer alike twice."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pymongo
import pytest
from hypothesis import given, settings
from pymongo.collection import Collection

from policy import Viewer, compile_policy, decide, mongo_filter, parse_portal
from policy.parse_filter import OPERATORS
from worlds import MODULES, NOW, OPTIONS
from worlds.portals import KINDS, OPERANDS, TEXTS, filters
from worlds.records import JUNK, MISSING, POOLS

FAST = 150
SAME_AS_STRING = ("fields.text", "fields.choice", "fields.money")
SLOW = 8_000
Record = dict[str, object]
Condition = dict[str, object]
VIEWERS = tuple(Viewer("acme", "m1", "a/b", contact, date(2026, 11, 22)) for contact in ("b/c", None))


def _put(name: str, value: object) -> Record:
    short = name.removeprefix("fields.")
    at = {} if value is MISSING else {short: value}
    return at | {"fields": {}} if short == name else {"fields": at}


def _shelf() -> Iterator[object]:
    """Values: each kind of value in each field, then mixtures, then what no intake would write."""
    pools = {name: (*POOLS[kind], *JUNK, [POOLS[kind][0]]) for name, kind in KINDS.items()}
    for name, pool in pools.items():
        yield from (_put(name, value) for value in pool)
    for turn in range(25):
        mixture: Record = {"fields": {}}
        for step, (name, pool) in enumerate(pools.items()):
            put = _put(name, pool[(turn * (step + 3) + step) % len(pool)])
            mixture = {**mixture, **put, "fields": {**mixture["fields"], **put["fields"]}}  # type: ignore[dict-item]
        yield mixture
        yield {**mixture, "fields": [mixture["fields"]]}
    yield from ({"fields": None}, {"fields": "a"}, {"fields": []}, {}, None)
    yield [{"title": "a", "fields": {"string": "a"}}]


@dataclass(frozen=True)
class Shelf:
    collection: Collection[Record]
    records: tuple[Record, ...]


@pytest.fixture(scope="module")
def shelf(mongo_url: str) -> Iterator[Shelf]:
    client: pymongo.MongoClient[Record] = pymongo.MongoClient(mongo_url)
    name = f"policy_{secrets.token_hex(6)}"
    envelope = {"tenant": "acme", "module": "jobs", "audience": ["e"], "deleted": False, "hidden": False}
    kept = tuple({"_id": str(number), **envelope, "values": values} for number, values in enumerate(_shelf()))
    collection = client.get_database(name, codec_options=OPTIONS)["records"]
    with client:
        collection.insert_many(kept)
        yield Shelf(collection, kept)
        client.drop_database(name)


def agree(shelf: Shelf, condition: Condition) -> int:
    """Compare both answers, for a viewer with a contact and one without; how many records show."""
    entry = {"module": "jobs", "scope": "everyone", "everyone": True, "actions": ["view"], "filter": condition}
    base = {"slug": "site", "name": "Site", "audience": "customer", "languages": ["en"]}
    policy = compile_policy(parse_portal({**base, "modules": [entry]}, MODULES), 1, frozenset(), "a/b")
    shown = 0
    for viewer in VIEWERS if "$me" in repr(condition) else VIEWERS[:1]:
        query = mongo_filter(policy.modules["jobs"], viewer, NOW)
        database = {row["_id"] for row in shelf.collection.find(query, {"_id": 1})}
        predicate = {record["_id"] for record in shelf.records if decide(policy, viewer, "jobs", record, NOW).allowed}
        assert database == predicate, condition
        shown += len(database)
    return shown


def _conditions(field: str) -> Iterator[Condition]:
    kind = KINDS[field]
    for op in OPERATORS[kind]:
        operands = TEXTS if op in {"contains", "prefix"} else OPERANDS[kind]
        if op == "exists":
            operands = (True, False)
        elif op in {"in", "nin"}:
            operands = tuple(list(pair) for pair in pairwise(operands))
        for value in operands:
            condition: Condition = {"field": field, "op": op, "value": value}
            yield condition
            yield {"not": condition}


ONE_OF_EACH = ("title", *(name for name in KINDS if name.startswith("fields.") and name not in SAME_AS_STRING))


@pytest.mark.parametrize("field", ONE_OF_EACH)
def test_every_operator_agrees_with_every_operand_on_every_stored_value(shelf: Shelf, field: str) -> None:
    shown = [agree(shelf, condition) for condition in _conditions(field)]
    assert sum(count > 0 for count in shown) > len(shown) / 2


def test_drawn_filters_agree(shelf: Shelf) -> None:
    @settings(deadline=None, database=None, max_examples=FAST)
    @given(filters)
    def drawn(condition: Condition) -> None:
        agree(shelf, condition)

    drawn()


@pytest.mark.slow
def test_thousands_of_drawn_filters_agree(shelf: Shelf) -> None:
    @settings(deadline=None, database=None, max_examples=SLOW)
    @given(filters)
    def drawn(condition: Condition) -> None:
        agree(shelf, condition)

    drawn()
