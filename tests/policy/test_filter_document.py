"""A filter is checked against its fields' types when a portal is saved; each mistake is told where it stands."""

from collections.abc import Callable

import pytest

from policy import PRESET_MODULES, Code, parse_portal
from worlds.sample import Document, entry, faults_of, portal_of, put, sample

DEEP = {"not": {"not": {"not": {"not": {"field": "status", "op": "exists", "value": True}}}}}
OPEN = {"field": "status", "op": "eq", "value": "open"}
MODULE = ("modules", 0)
WRONG = {
    "a filter of two minds": (
        put(*MODULE, "filter", {"all": [OPEN], "any": [OPEN]}),
        "/modules/0/filter",
        Code.FILTER_SHAPE,
    ),
    "a filter of nothing": (put(*MODULE, "filter", {}), "/modules/0/filter", Code.FILTER_SHAPE),
    "a filter over no conditions": (put(*MODULE, "filter", {"any": []}), "/modules/0/filter/any", Code.TOO_FEW),
    "a filter that is a word": (put(*MODULE, "filter", "open"), "/modules/0/filter", Code.WRONG_TYPE),
    "a filter four deep": (put(*MODULE, "filter", DEEP), "/modules/0/filter/not/not/not", Code.FILTER_TOO_DEEP),
    "a filter on lines": (
        put(*MODULE, "filter", {**OPEN, "field": "lines.sku"}),
        "/modules/0/filter/field",
        Code.FILTER_FIELD,
    ),
    "an operator of another type": (
        put(*MODULE, "filter", {**OPEN, "op": "lt"}),
        "/modules/0/filter/op",
        Code.FILTER_OPERATOR,
    ),
    "a status that is not one": (
        put(*MODULE, "filter", "all", 0, "value", 1, "payed"),
        "/modules/0/filter/all/0/value/1",
        Code.FILTER_VALUE,
    ),
    "an amount in words": (
        put(*MODULE, "filter", {"field": "total", "op": "gt", "value": "much"}),
        "/modules/0/filter/value",
        Code.FILTER_VALUE,
    ),
    "true as an amount": (
        put(*MODULE, "filter", {"field": "total", "op": "gt", "value": True}),
        "/modules/0/filter/value",
        Code.FILTER_VALUE,
    ),
    "a day that does not exist": (
        put(*MODULE, "filter", {"field": "due_on", "op": "gt", "value": "2026-02-30"}),
        "/modules/0/filter/value",
        Code.FILTER_VALUE,
    ),
    "a placeholder of fantasy": (
        put(*MODULE, "filter", {**OPEN, "field": "title", "value": "$me.boss"}),
        "/modules/0/filter/value",
        Code.FILTER_VALUE,
    ),
    "today as an account": (
        put(*MODULE, "filter", {**OPEN, "field": "title", "value": "$today"}),
        "/modules/0/filter/value",
        Code.FILTER_VALUE,
    ),
    "exists with a word": (
        put(*MODULE, "filter", {**OPEN, "op": "exists", "value": "yes"}),
        "/modules/0/filter/value",
        Code.WRONG_TYPE,
    ),
    "NUL in a search": (
        put(*MODULE, "filter", {"field": "title", "op": "contains", "value": "a\x00"}),
        "/modules/0/filter/value",
        Code.FILTER_VALUE,
    ),
    "an empty search": (
        put(*MODULE, "filter", {"field": "title", "op": "contains", "value": ""}),
        "/modules/0/filter/value",
        Code.FILTER_VALUE,
    ),
}


@pytest.mark.parametrize(("change", "pointer", "code"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_filter_is_refused_where_it_stands(
    change: Callable[[Document], None], pointer: str, code: Code
) -> None:
    document = sample()
    change(document)

    assert faults_of(document) == [(pointer, code.value)]


def test_a_filter_has_at_most_fifty_conditions() -> None:
    fifty: dict[str, list[object]] = {"any": [{"all": [OPEN] * 25}, {"all": [OPEN] * 25}]}
    parse_portal(portal_of(entry("invoices", filter=fifty)), PRESET_MODULES)
    fifty["any"].append({"all": [OPEN]})

    assert faults_of(portal_of(entry("invoices", filter=fifty))) == [
        ("/modules/0/filter/any/2/all/0", "filter-too-large")
    ]
