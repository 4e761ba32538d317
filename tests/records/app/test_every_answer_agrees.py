"""Property: list, detail, search, export, counts and start page show what the predicate allows, and no field more.

The oracle is `policy.decide` on each stored row; everything else is asked through the doors, and the portal's document
is read a second time in plain words, lest oracle and enforcement share a mistake. The rule about memberships is the
gate's and asked before any portal; a dry run is held against the same predicate in `test_dry_run_counts`.
"""

import asyncio
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from policy import RULES, Viewer, compile_policy, parse_portal
from stack.records_bench import RecordsBench, user
from worlds import people, portal_documents, role_sets
from worlds.asking import MODULES, Asking, Row, store
from worlds.events import CANARY_FIELD
from worlds.plainly import shows

FAST, SLOW = 200, 2_000
TENANTS, MANY_TENANTS = 16, 200
"""Each with records of its own, looked at in turn."""
OFTEN = 50
"""That each rule has the last word, over all pairs of a membership and a record."""
LEAST, MOST = 0.2, 0.8
"""Of the pairs within a tenant show."""
ASKED_BEFORE = {"membership"}
Document = dict[str, Any]


class Worlds:
    """Tenants side by side in one database; each example looks into one of them through a portal of its own."""

    def __init__(self, bench: RecordsBench, loop: asyncio.AbstractEventLoop) -> None:
        self.bench, self.loop = bench, loop
        self.version = 0
        self.stored: dict[str, dict[str, Row]] = {}
        self.seen: Counter[str] = Counter()

    async def rows(self, number: int) -> dict[str, Row]:
        """Give a tenant's records by id, stored when they are first asked for."""
        tenant = f"tenant{number}"
        if tenant not in self.stored:
            self.stored[tenant] = await store(self.bench, tenant, number)
        return self.stored[tenant]

    async def look(self, number: int, document: Document, drawn: Viewer, roles: frozenset[str], slug: str) -> None:
        """Publish the portal in a tenant and ask everything as one membership, of its records and a neighbour's."""
        rows = {**await self.rows(number), **await self.rows(number + 1)}
        tenant = f"tenant{number}"
        self.version += 1
        await self.bench.open(tenant, document, self.version)
        now = self.bench.clock()
        viewer = replace(drawn, tenant=tenant, today=now.date())
        portal = parse_portal(document, MODULES)
        policy = compile_policy(portal, self.version, roles, viewer.account) if slug == portal.slug else None
        claims = {"membership": viewer.membership, "contact": viewer.contact, "portal": f"{tenant}/{slug}"}
        asking = Asking(self.bench, policy, viewer, user(tenant, viewer.account, roles=roles, **claims), rows)
        await asking.everything()
        self.seen += asking.seen
        if policy is not None:
            plainly = {key for key, row in rows.items() if shows(document, roles, viewer, row, now)}
            unfiltered = {entry["module"] for entry in document["modules"] if "filter" not in entry}
            assert asking.allowed <= plainly
            assert {key for key in plainly if rows[key]["module"] in unfiltered} <= asking.allowed

    def meet_every_rule(self) -> None:
        """Hold the generator to its task: each rule often has the last word, and neither nothing shows nor all."""
        blind = {rule for rule in RULES if self.seen[rule] < OFTEN} - ASKED_BEFORE
        assert not blind, self.seen
        own = self.seen.total() - self.seen["tenant"] - self.seen["field"]
        assert LEAST < self.seen["allowed"] / own < MOST, self.seen


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A portal; most of them with every module on for everybody: else nine of ten pairs see nothing.

    Half of them grant the field whose words tell records apart, and half of them filter nothing.
    """
    document: Document = draw(portal_documents())
    modules = document["modules"]
    if draw(st.integers(0, 5)):
        modules = [{**entry, "on": True, "actions": ["view", "export", "pay"]} for entry in modules]
        document = {**document, "overrides": []}
    if draw(st.booleans()):
        modules = [{**entry, "fields": {**entry["fields"], f"fields.{CANARY_FIELD}": "read"}} for entry in modules]
    if draw(st.booleans()):
        modules = [{name: value for name, value in entry.items() if name != "filter"} for entry in modules]
    return {**document, "modules": modules}


def drawn(tenants: int) -> dict[str, st.SearchStrategy[Any]]:
    return {
        "document": documents(),
        "number": st.integers(0, tenants - 1),
        "who": people,
        "roles": st.just(frozenset()) | role_sets,
        "slug": st.sampled_from((*["customers"] * 9, "elsewhere")),
    }


profile = settings(
    deadline=None, database=None, print_blob=True, phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.fixture
async def worlds(bench: RecordsBench) -> Worlds:
    return Worlds(bench, asyncio.get_running_loop())


def test_every_answer_shows_what_the_predicate_allows(worlds: Worlds) -> None:
    @settings(profile, max_examples=FAST, derandomize=True)
    @given(**drawn(TENANTS))
    def agree(document: Document, number: int, who: Viewer, roles: frozenset[str], slug: str) -> None:
        worlds.loop.run_until_complete(worlds.look(number, document, who, roles, slug))

    agree()
    worlds.meet_every_rule()


@pytest.mark.slow
def test_they_do_in_thousands_of_worlds(worlds: Worlds) -> None:
    @settings(profile, max_examples=SLOW)
    @given(**drawn(MANY_TENANTS))
    def agree(document: Document, number: int, who: Viewer, roles: frozenset[str], slug: str) -> None:
        worlds.loop.run_until_complete(worlds.look(number, document, who, roles, slug))

    agree()
    worlds.meet_every_rule()
