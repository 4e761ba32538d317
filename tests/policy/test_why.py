"""What keeps a record out, in the words of the document, and each field's right."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from policy import Missed, Viewer, compile_policy, missed, parse_portal, rights
from policy.filters import Filter, bind, holds
from worlds import MODULES
from worlds.sample import entry, portal_of

VIEWER = Viewer("acme", "m1", "C-1", None, date(2026, 11, 22))


def one(field: str, op: str, value: object) -> dict[str, object]:
    return {"field": field, "op": op, "value": value}


def tree(document: object) -> Filter:
    (module,) = parse_portal(portal_of(entry("jobs", filter=document)), MODULES).modules
    assert module.filter is not None
    return module.filter


def lacking(document: object, values: object) -> tuple[Missed, ...]:
    node, found = tree(document), missed(tree(document), VIEWER, values)
    assert bool(found) is not holds(bind(node, VIEWER), values)
    return found


def test_only_what_does_not_hold_is_told_with_what_the_record_has() -> None:
    document = {"all": [one("status", "in", ["a", "b"]), one("total", "gt", "10")]}
    assert lacking(document, {"status": "a", "total": Decimal(11)}) == ()
    assert lacking(document, {"status": "c", "total": Decimal(11)}) == (Missed("status", "in", ("a", "b"), "c"),)
    assert lacking(document, {"status": "a"}) == (Missed("total", "gt", (Decimal(10),), None),)


def test_of_several_ways_in_all_are_told_and_those_that_would_do_are_not_looked_into() -> None:
    document = {"all": [one("title", "eq", "x"), {"any": [one("status", "eq", "a"), one("status", "eq", "b")]}]}
    assert [each.field for each in lacking(document, {"title": "y", "status": "b"})] == ["title"]
    assert [each.wanted for each in lacking(document, {"title": "x", "status": "c"})] == [("a",), ("b",)]


@pytest.mark.parametrize(
    ("document", "values", "op", "wanted"),
    [
        ({"not": one("title", "contains", "x")}, {"title": "axb"}, "not contains", ("x",)),
        ({"not": one("title", "prefix", "x")}, {"title": "xb"}, "not prefix", ("x",)),
        (one("title", "exists", True), {}, "exists", (True,)),
        ({"not": one("title", "exists", True)}, {"title": "x"}, "exists", (False,)),
        ({"not": one("status", "eq", "a")}, {"status": "a"}, "ne", ("a",)),
    ],
)
def test_negation_reads_as_its_author_would_say_it(document: Any, values: Any, op: str, wanted: Any) -> None:
    [found] = lacking(document, values)
    assert (found.op, found.wanted) == (op, wanted)


def test_placeholders_are_filled_in_and_what_the_viewer_lacks_is_named() -> None:
    [today] = lacking(one("due_on", "lt", "$today-90d"), {"due_on": "2026-11-01"})
    assert today.wanted == ("2026-08-24",)
    [account] = lacking(one("title", "eq", "$me.account"), {"title": "C-2"})
    assert account.wanted == ("C-1",)
    [contact] = lacking(one("title", "eq", "$me.contact"), {"title": "P-1"})
    assert contact.wanted == ("$me.contact",)


def test_every_field_has_its_right_and_what_is_not_granted_is_hidden() -> None:
    document = portal_of(entry("jobs", fields={"title": "read", "status": "write", "total": "hidden"}))
    policy = compile_policy(parse_portal(document, MODULES), 1, frozenset(), "C-1").modules["jobs"]
    told = rights(MODULES["jobs"], policy)
    assert [told[name] for name in ("id", "title", "status", "total", "due_on", "lines.sku")] == [
        "read", "read", "write", "hidden", "hidden", "hidden",
    ]  # fmt: skip
    assert {name for name, right in rights(MODULES["jobs"], None).items() if right != "hidden"} == {
        "id", "record_id", "module", "revision",
    }  # fmt: skip
