"""Property: asked about many viewers at once, the rules say of each what they say of one alone."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policy import (
    NOBODY,
    RULES,
    Crowd,
    Looking,
    Viewer,
    Viewers,
    compile_policy,
    decide,
    parse_portal,
    positions_of,
    sight_of,
    viewers_at,
)  # fmt: skip
from policy.viewers import Span
from worlds import MODULES, NOW, as_stored, people, portal_documents, records, role_sets

Record = dict[str, object]
NOT_OF_A_RECORD = {"portal", "membership", "field", "action"}
FAST = 50
SLOW = 2_000
seen: Counter[str] = Counter()


profile = settings(
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
worlds = {
    "document": portal_documents(),
    "who": st.lists(st.tuples(people, role_sets), min_size=8, max_size=8),
    "drawn": records,
}


def check(document: Record, who: list[tuple[Viewer, frozenset[str]]], drawn: list[Record]) -> None:
    portal = parse_portal(document, MODULES)
    who = [(replace(viewer, tenant="acme"), roles) for viewer, roles in who]
    policies = [compile_policy(portal, 1, roles, viewer.account) for viewer, roles in who]
    crowd = Crowd("acme", [viewer for viewer, _ in who])
    stored = [as_stored(record) for record in drawn]
    for module in MODULES:
        sights = [sight_of(policy, module) for policy in policies]
        groups = {
            sight: viewers_at(at for at, other in enumerate(sights) if other == sight) for sight in sights if sight
        }
        looking = Looking(crowd, module, groups)
        for record in stored:
            verdicts = [
                decide(policy, viewer, module, record, NOW) for policy, (viewer, _) in zip(policies, who, strict=True)
            ]
            seen.update(verdict.rule for verdict in verdicts)
            assert looking.see(record, NOW) == viewers_at(at for at, one in enumerate(verdicts) if one.allowed)


def test_a_crowd_sees_what_each_of_it_sees() -> None:
    seen.clear()
    settings(profile, max_examples=FAST, derandomize=True)(given(**worlds)(check))()
    unseen = {rule for rule in (*RULES, "allowed") if seen[rule] < 50} - NOT_OF_A_RECORD
    assert not unseen, f"the test is blind for {unseen}: {seen}"


@pytest.mark.slow
def test_it_does_over_thousands_of_worlds() -> None:
    settings(profile, max_examples=SLOW)(given(**worlds)(check))()


def test_one_tenants_crowd_takes_nobody_elses_viewers() -> None:
    stranger = Viewer("bolt", "m1", "a", None, NOW.date())
    with pytest.raises(ValueError, match="one tenant"):
        Crowd("acme", [stranger])


@pytest.mark.parametrize("positions", [[], [0], [7, 8], [3, 64, 1_000]])
def test_a_set_of_viewers_is_its_positions(positions: list[int]) -> None:
    viewers: Viewers = viewers_at(positions)
    assert viewers.bit_count() == len(positions)
    assert positions_of(viewers, 10) == positions
    assert positions_of(viewers, 1) == positions[:1]
    assert (viewers == NOBODY) is not bool(positions)
    if positions:
        assert Span.of(positions).viewers == viewers
