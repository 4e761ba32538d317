"""Property: the database and the predicate answer alike, for any portal, roles, records and memberships."""

import secrets
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

import pymongo
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pymongo.collection import Collection

from policy import (
    RULES,
    Judge,
    Policy,
    Viewer,
    compile_policy,
    decide,
    mongo_filter,
    mongo_projection,
    parse_portal,
    project,
)
from worlds import MODULES, NOW, OPTIONS, as_stored, people, portal_documents, records, role_sets

FAST = 200
SLOW = 4_000
NOT_OF_A_RECORD = {"portal", "membership", "field"}

Record = dict[str, object]


@dataclass
class Bench:
    """A collection, and what was seen on it: how often each rule had the last word."""

    collection: Collection[Record]
    examples: Iterator[int] = field(default_factory=count)
    seen: Counter[str] = field(default_factory=Counter)

    def keep(self, drawn: list[Record]) -> list[Record]:
        """Store one example's records; they share a number that no other example's have."""
        example = next(self.examples)
        kept = [{**record, "example": example, "_id": f"{example}-{index}"} for index, record in enumerate(drawn)]
        self.collection.insert_many(kept)
        return kept


@pytest.fixture(scope="module")
def bench(mongo_url: str) -> Iterator[Bench]:
    client: pymongo.MongoClient[Record] = pymongo.MongoClient(mongo_url)
    name = f"policy_{secrets.token_hex(6)}"
    collection = client.get_database(name, codec_options=OPTIONS)["records"]
    collection.create_index({"example": 1, "tenant": 1, "module": 1, "audience": 1})
    with client:
        yield Bench(collection)
        client.drop_database(name)


def check(bench: Bench, document: Record, who: list[tuple[Viewer, frozenset[str]]], drawn: list[Record]) -> None:
    portal = parse_portal(document, MODULES)
    kept = bench.keep(drawn)
    for viewer, roles in who:
        policy = compile_policy(portal, 1, roles, viewer.account)
        for module in MODULES:
            verdicts = {str(record["_id"]): decide(policy, viewer, module, record, NOW) for record in kept}
            bench.seen.update(verdict.rule for verdict in verdicts.values())
            predicate = {name for name, verdict in verdicts.items() if verdict.allowed}
            judge = Judge(policy, viewer, module, NOW)
            assert {str(record["_id"]) for record in kept if judge.allows(record)} == predicate
            assert shown(bench, policy, viewer, module, kept) == predicate


def shown(bench: Bench, policy: Policy, viewer: Viewer, module: str, kept: list[Record]) -> set[str]:
    """What the database shows; each row of it projects to the same as the record in hand."""
    granted = policy.modules.get(module)
    if granted is None:
        return set()
    query = {"example": kept[0]["example"], "tenant": viewer.tenant, **mongo_filter(granted, viewer, NOW)}
    in_hand = {record["_id"]: record for record in kept}
    found = set()
    for row in bench.collection.find(query, mongo_projection(granted, for_verdict=True)):
        assert decide(policy, viewer, module, row, NOW).allowed
        assert repr(project(granted, row)) == repr(project(granted, as_stored(in_hand[row["_id"]])))
        found.add(str(row["_id"]))
    return found


worlds = {
    "document": portal_documents(),
    "who": st.lists(st.tuples(people, role_sets), min_size=3, max_size=3),
    "drawn": records,
}
profile = settings(
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
)


def test_the_database_shows_what_the_predicate_allows_and_nothing_else(bench: Bench) -> None:
    @settings(profile, max_examples=FAST)
    @given(**worlds)
    def agree(document: Record, who: list[tuple[Viewer, frozenset[str]]], drawn: list[Record]) -> None:
        check(bench, document, who, drawn)

    bench.seen.clear()
    agree()
    unseen = {rule for rule in (*RULES, "allowed") if bench.seen[rule] < 50} - NOT_OF_A_RECORD
    assert not unseen, f"the test is blind for {unseen}: {bench.seen}"


@pytest.mark.slow
def test_they_agree_over_thousands_of_worlds(bench: Bench) -> None:
    @settings(profile, max_examples=SLOW)
    @given(**worlds)
    def agree(document: Record, who: list[tuple[Viewer, frozenset[str]]], drawn: list[Record]) -> None:
        check(bench, document, who, drawn)

    agree()
