"""Property: a dry run counts what asking `decide` pair by pair counts, for random portals, memberships and records."""

from collections.abc import Sequence
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policy import Portal, Viewer, compile_policy, decide, parse_portal, today_in
from records.app.dry_run.difference import ModuleCount
from records.app.dry_run.onlookers import gather
from records.app.dry_run.sides import Side, Sides
from records.domain.membership import Membership
from worlds import MODULES, NOW, as_stored, people, portal_documents, role_sets
from worlds.records import record

Row = dict[str, Any]
FAST, SLOW = 80, 1_500
AHEAD = {"defaults": {"language": "en", "time_zone": "Pacific/Kiritimati"}}
"""Fourteen hours before UTC: at `NOW` it is another day there."""
seen = {"gained": 0, "lost": 0, "kept": 0}


def by_hand(portal: Portal | None, one: Membership, row: Row) -> bool:
    """Ask for one membership and one record, as a door would."""
    if portal is None:
        return False
    policy = compile_policy(portal, 1, one.roles, one.account)
    today = today_in(portal.defaults.time_zone, NOW)
    viewer = Viewer("acme", one.id, one.account, one.contact, today)
    return decide(policy, viewer, row["module"], row, NOW).allowed


def check(portals: tuple[Row | None, Row], who: Sequence[tuple[Viewer, frozenset[str]]], seed: Random) -> None:
    published, draft = portals
    before = parse_portal(published, MODULES) if published else None
    after = parse_portal(draft, MODULES)
    memberships = [
        Membership(f"m{n}", "u", "customers", viewer.account, 1, viewer.contact, roles)
        for n, (viewer, roles) in enumerate(who)
    ]
    memberships.sort(key=lambda one: one.account)
    rows = [as_stored({**record(seed), "_id": f"r{n}", "record_id": f"R/{n}"}) for n in range(20)]
    sides = Sides(Side(before, 1), Side(after, 2))
    onlookers = gather("acme", memberships, sides, NOW)
    for module in MODULES:
        pairs = {"gained": set[tuple[str, str]](), "lost": set[tuple[str, str]]()}
        mine: list[Row] = [row for row in rows if row["module"] == module and isinstance(row["values"], dict)]
        for one in memberships:
            for row in mine:
                was, will_be = (by_hand(portal, one, row) for portal in (before, after))
                seen["kept"] += was and will_be
                if was != will_be:
                    pairs["gained" if will_be else "lost"].add((one.id, row["_id"]))
        count = ModuleCount(module, onlookers, NOW)
        for row in mine:
            count.take(row)
        if onlookers.see_alike(module):
            assert pairs == {"gained": set(), "lost": set()}
        told = count.told((), ())
        for name, expected in pairs.items():
            seen[name] += len(expected)
            found = getattr(told, name)
            assert found.pairs == len(expected)
            assert found.records == len({record for _, record in expected})
            assert set(found.sample_memberships) == {one for one, _ in expected}
            assert found.memberships == len(found.sample_memberships)
            assert {one.id for one in found.sample_records} == {record for _, record in expected}


profile = settings(
    deadline=None, database=None, print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip


@st.composite
def pairs_of_portals(draw: st.DrawFn) -> tuple[Row | None, Row]:
    """A portal and a draft: one that is like it but for something, or another one, or the first of all."""
    published, other = draw(portal_documents()), draw(portal_documents())
    how = draw(st.integers(0, 7))
    if how == 0:
        return None, other
    if how == 1:
        return published, other | AHEAD
    part = draw(st.sampled_from(("modules", "roles", "overrides")))
    changed = {**published, part: other[part]} | (AHEAD if how == 2 else {})
    return (published, changed) if draw(st.booleans()) else (changed, published)


worlds = given(
    portals=pairs_of_portals(),
    who=st.lists(st.tuples(people, role_sets), min_size=10, max_size=10),
    seed=st.randoms(use_true_random=True),
)


def test_it_counts_what_asking_pair_by_pair_counts() -> None:
    seen.update(dict.fromkeys(seen, 0))
    settings(profile, max_examples=FAST, derandomize=True)(worlds(check))()
    assert min(seen.values()) > 20, f"the test is blind: {seen}"


@pytest.mark.slow
def test_it_does_over_thousands_of_worlds() -> None:
    settings(profile, max_examples=SLOW)(worlds(check))()


def test_a_draft_elsewhere_has_another_day() -> None:
    entry = {"module": "jobs", "scope": "everyone", "everyone": True, "actions": ["view"], "fields": {"title": "read"}}
    today = entry | {"filter": {"field": "issued_on", "op": "eq", "value": "$today"}}
    here: Row = {"slug": "customers", "name": "C", "audience": "customer", "languages": ["en"], "modules": [today]}
    sides = Sides(Side(parse_portal(here, MODULES), 1), Side(parse_portal(here | AHEAD, MODULES), 2))
    onlookers = gather("acme", [Membership("m1", "u", "customers", "a", 1)], sides, NOW)
    count = ModuleCount("jobs", onlookers, NOW)
    row = record(Random(1)) | {"tenant": "acme", "module": "jobs", "audience": ["e"], "deleted": False, "hidden": False}
    for day in ("2026-11-21", "2026-11-22", "2026-11-23"):
        dates = {"visible_from": None, "visible_until": None, "values": {"issued_on": day}}
        count.take(row | dates | {"_id": day, "record_id": day})
    told = count.told((), ())
    assert not onlookers.see_alike("jobs")
    assert [one.id for one in told.gained.sample_records] == ["2026-11-23"]
    assert [one.id for one in told.lost.sample_records] == ["2026-11-22"]
