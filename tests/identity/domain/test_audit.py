"""The chain: whatever is done to an entry afterwards is found, and where."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from contracts.identity import audit as contract
from identity.domain.audit import GENESIS, Break, ChainedEntry, Head, at_the_end, following, timestamp, verified
from identity.domain.audit_query import AuditQuery

Chain = Sequence[ChainedEntry]


def chain(entries: int, tenant: str = "acme") -> list[ChainedEntry]:
    """A whole chain of so many entries."""
    made: list[ChainedEntry] = []
    for number in range(entries):
        head = made[-1].head if made else Head()
        made.append(following(tenant, head, {"action": "identity.sign-out", "details": {"turn": number}}))
    return made


def test_a_whole_chain_is_found_whole() -> None:
    whole = chain(9)
    assert verified("acme", Head(), whole) == (whole[-1].head, None)
    assert verified("acme", Head(), []) == (Head(), None)
    assert at_the_end(whole[-1].head, whole[-1].head, whole[-1].head) is None


def test_a_chain_is_verified_in_slices_as_in_one() -> None:
    whole = chain(9)
    head = Head()
    for start in range(0, 9, 4):
        head, broken = verified("acme", head, whole[start : start + 4])
        assert broken is None
    assert head == whole[-1].head


def test_the_same_entries_of_another_tenant_have_other_hashes() -> None:
    ours, theirs = chain(3), chain(3, "globex")
    assert not {entry.hash for entry in ours} & {entry.hash for entry in theirs}
    assert verified("globex", Head(), ours) == (Head(), Break(1, "changed"))


def test_a_hash_does_not_depend_on_the_order_of_fields() -> None:
    one, two = {"a": 1, "b": {"c": 2, "d": 3}}, {"b": {"d": 3, "c": 2}, "a": 1}
    assert following("acme", Head(), one).hash == following("acme", Head(), two).hash


def _changed(entries: Chain) -> Chain:
    return [*entries[:4], replace(entries[4], entry={"action": "identity.sign-in"}), *entries[5:]]


def _changed_and_hashed_anew(entries: Chain) -> Chain:
    return [*entries[:4], following("acme", entries[3].head, {"action": "identity.sign-in"}), *entries[5:]]


def _removed(entries: Chain) -> Chain:
    return [*entries[:4], *entries[5:]]


def _removed_and_closed_up(entries: Chain) -> Chain:
    return [*entries[:4], *(replace(each, n=each.n - 1) for each in entries[5:])]


def _swapped(entries: Chain) -> Chain:
    one, two = entries[4], entries[5]
    return [*entries[:4], replace(two, n=one.n), replace(one, n=two.n), *entries[6:]]


def _doubled(entries: Chain) -> Chain:
    return [*entries[:5], entries[4], *entries[5:]]


def _first_removed(entries: Chain) -> Chain:
    return entries[1:]


def _rehashed(entries: Chain) -> Chain:
    return [*entries[:4], replace(entries[4], hash="f" * 64), *entries[5:]]


def _grown(entries: Chain) -> Chain:
    return [*entries[:4], replace(entries[4], entry={**entries[4].entry, "note": 1}), *entries[5:]]


def _retyped(entries: Chain) -> Chain:
    return [*entries[:4], replace(entries[4], entry={**entries[4].entry, "details": {"turn": 4.0}}), *entries[5:]]


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        (_changed, Break(5, "changed")),
        (_changed_and_hashed_anew, Break(6, "changed")),
        (_removed, Break(5, "missing")),
        (_removed_and_closed_up, Break(5, "changed")),
        (_swapped, Break(5, "changed")),
        (_doubled, Break(5, "doubled")),
        (_first_removed, Break(1, "missing")),
        (_rehashed, Break(5, "changed")),
        (_grown, Break(5, "changed")),
        (_retyped, Break(5, "changed")),
    ],
)
def test_tampering_is_found_at_the_first_bad_entry(tamper: Callable[[Chain], Chain], found: Break) -> None:
    head, broken = verified("acme", Head(), tamper(chain(9)))
    assert broken == found
    assert head.n < found.n or found.why == "doubled"


def test_a_truncated_chain_ends_before_its_head() -> None:
    whole = chain(9)
    reached, _ = verified("acme", Head(), whole[:6])
    assert at_the_end(reached, whole[-1].head, whole[-1].head) == Break(7, "missing")


def test_a_head_that_was_moved_back_or_changed_is_found() -> None:
    whole = chain(9)
    reached = whole[-1].head
    assert at_the_end(reached, whole[5].head, whole[5].head) == Break(9, "head")
    assert at_the_end(reached, Head(9, GENESIS), Head(9, GENESIS)) == Break(9, "head")


def test_entries_that_come_while_it_is_read_are_no_break() -> None:
    whole = chain(9)
    assert at_the_end(whole[6].head, whole[5].head, whole[8].head) is None


def test_the_chain_begins_where_the_contract_says() -> None:
    assert contract.GENESIS == GENESIS == Head().hash


def test_a_hash_can_be_computed_by_anybody_with_the_recipe_in_the_docs() -> None:
    [one] = chain(1)
    text = json.dumps({"entry": one.entry, "n": 1, "tenant": "acme"}, sort_keys=True, separators=(",", ":"))
    assert text == '{"entry":{"action":"identity.sign-out","details":{"turn":0}},"n":1,"tenant":"acme"}'
    assert one.hash == "6ffa17a34ac282c4956aa522a4e8c61e8903e60eb62d0810739df0eebc8bca4b"  # computed with sha256sum


def test_times_sort_as_text() -> None:
    noon = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)
    moments = [noon, noon + timedelta(milliseconds=1), noon + timedelta(milliseconds=500), noon + timedelta(seconds=1)]
    texts = [timestamp(moment) for moment in moments]
    assert texts == sorted(texts)
    assert texts[0] == "2026-11-22T12:00:00.000Z"
    assert timestamp(noon.astimezone(timezone(timedelta(hours=5)))) == texts[0]


ENTRY = ChainedEntry(1, {"action": "a.b", "actor": {"id": "ada"}, "subjects": [{"id": "x"}, {"id": "y"}]}, "")


@pytest.mark.parametrize(
    ("query", "matches"),
    [
        (AuditQuery(), True),
        (AuditQuery(actor="ada", action="a.b", subject="y"), True),
        (AuditQuery(actor="bob", action="a.b"), False),
        (AuditQuery(action="a.c", subject="x"), False),
        (AuditQuery(subject="z"), False),
    ],
)
def test_a_query_takes_what_fits_all_that_it_names(query: AuditQuery, matches: bool) -> None:
    assert query.matches(ENTRY) is matches


def test_a_query_of_one_thing_is_not_crossed() -> None:
    assert not AuditQuery(actor="ada", since="2026").crossed
    assert AuditQuery(actor="ada", action="a.b").crossed
