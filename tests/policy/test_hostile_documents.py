"""Whatever is handed in as a document, the answer is a portal, a module or `Invalid`, soon, and nothing else."""

from contextlib import suppress
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy import PRESET_MODULES, PRESETS, Invalid, parse_module, parse_portal
from policy.faults import MAX_DETAIL, MAX_FAULTS, MAX_POINTER
from worlds.sample import entry, portal_of, sample

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.just(10**4000),
    st.floats(),
    st.text(st.characters(exclude_categories=()), max_size=8),
    st.just("a" * 100_000),
    st.sampled_from(("$today+99999d", "$me.account", "title", "fields.project", "\x00", "\ud800")),
)
keys = st.one_of(
    st.text(max_size=5), st.integers(), st.none(), st.sampled_from(("field", "all", "not", "module", "k" * 999))
)
garbage = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=3)),
    max_leaves=8,
)


def _places(value: object) -> list[tuple[Any, Any]]:
    """Every (container, key) in a document."""
    found = []
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            found += [(value, key), *_places(inner)]
    return found


def _sound(refused: Invalid) -> None:
    assert 1 <= len(refused.faults) <= MAX_FAULTS
    for fault in refused.faults:
        assert fault.pointer == "" or fault.pointer.startswith("/")
        assert len(fault.pointer) <= MAX_POINTER
        assert len(fault.detail) <= MAX_DETAIL
        fault.detail.encode()
        fault.pointer.encode()


def _taken(document: object) -> None:
    try:
        parse_portal(document, PRESET_MODULES)  # type: ignore[arg-type]
    except Invalid as refused:
        _sound(refused)


@settings(deadline=None, database=None, max_examples=300)
@given(garbage)
def test_garbage_is_refused(document: object) -> None:
    with pytest.raises(Invalid) as refused:
        parse_portal(document, PRESET_MODULES)  # type: ignore[arg-type]
    _sound(refused.value)
    with suppress(Invalid):
        parse_module("jobs", document)  # type: ignore[arg-type]


@settings(deadline=None, database=None, max_examples=600)
@given(st.integers(0, 10**6), garbage)
def test_garbage_anywhere_inside_a_good_portal_is_refused_or_taken(place: int, thing: object) -> None:
    document = sample()
    places = _places(document)
    container, key = places[place % len(places)]
    container[key] = thing
    _taken(document)


@settings(deadline=None, database=None, max_examples=200)
@given(st.integers(0, 10**6), garbage)
def test_garbage_anywhere_inside_a_good_module_is_refused_or_taken(place: int, thing: object) -> None:
    document = deepcopy(PRESETS["invoices"].definition)
    places = _places(document)
    container, key = places[place % len(places)]
    container[key] = thing
    try:
        parse_module("invoices", document)
    except Invalid as refused:
        _sound(refused)


def test_nesting_without_end_is_refused_without_following_it() -> None:
    bottomless: dict[str, Any] = {}
    bottomless["not"] = bottomless
    endless: list[Any] = []
    endless.append({"any": endless})

    _taken(portal_of(entry("invoices", filter=bottomless)))
    _taken(portal_of(entry("invoices", filter={"all": endless})))
    _taken({**sample(), "modules": bottomless})


def test_a_number_too_long_to_print_is_refused() -> None:
    _taken({**sample(), "name": 10**6_000})
    _taken(portal_of(entry("invoices", filter={"field": "total", "op": "lt", "value": 10**6_000})))


def test_a_million_of_anything_is_refused_at_once() -> None:
    many = ["a"] * 1_000_000
    _taken({**sample(), "modules": many})
    _taken({**sample(), "overrides": [{"accounts": many}]})
    _taken({**sample(), "roles": {str(number): {} for number in range(100_000)}})
    _taken(portal_of(entry("invoices", filter={"field": "status", "op": "in", "value": many})))
    _taken(portal_of(entry("invoices", fields=dict.fromkeys(map(str, range(100_000)), "read"))))
