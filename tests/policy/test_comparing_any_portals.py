"""Drawn portals and changes anywhere: nothing is told where nothing changed, and no change goes untold."""

import json
from contextlib import suppress
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from policy import PRESET_MODULES, Invalid, difference, draft_of, parse_portal
from policy.comparing.change import CODES
from worlds import MODULES, portal_documents
from worlds.sample import Document


@settings(deadline=None, database=None, max_examples=60)
@given(portal_documents(), portal_documents())
def test_a_portal_does_not_differ_from_itself_and_differs_from_one_that_means_otherwise(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert difference(one, json.loads(json.dumps(one))) == ()
    told, told_backwards = difference(one, other), difference(other, one)
    assert bool(told) == bool(told_backwards)
    if not told:
        assert _meant(one, MODULES) == _meant(other, MODULES)
    _sound(told, one, other)


def _meant(document: Document, modules: Any) -> Any:
    """The checked portal, whatever the order of its overrides."""
    portal = parse_portal(document, modules)
    return portal.slug, portal.modules, portal.roles, frozenset(portal.overrides), portal.look, portal.defaults


def _sound(told: Any, before: Document, after: Document) -> None:
    for one in told:
        assert one.code in CODES
        assert (one.before, one.after) != (None, None)
        at: Any = before if one.after is None else after
        for step in one.pointer.split("/")[1:-1]:
            at = at[int(step) if isinstance(at, list) else step.replace("~1", "/").replace("~0", "~")]


def _places(value: object, pointer: str = "") -> list[tuple[Any, Any, str]]:
    """Every (container, key, pointer) of a document."""
    found = []
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            found += [(value, key, f"{pointer}/{key}"), *_places(inner, f"{pointer}/{key}")]
    return found


DRAFT = draft_of("customers", "Acme")
THINGS: st.SearchStrategy[object] = st.sampled_from(
    (
        "read",
        "write",
        "hidden",
        "pay",
        "view",
        "en",
        "own",
        "everyone",
        "title",
        "total",
        "orders",
        "products",
        "board",
        "C-9",
        False,
        True,
        [],
        None,
    )
)


def _with_both(draft: Document) -> Document:
    copy: Document = json.loads(json.dumps(draft))
    copy["modules"] = [entry for entry in copy["modules"] if entry["module"] in ("orders", "requests", "products")]
    copy["overrides"] = [{"accounts": ["C-1", "C-2"], "modules_on": ["products"], "modules_off": ["orders"]}]
    copy["roles"]["billing"]["without"] = ["pay"]
    return copy


BEFORE = _with_both(DRAFT)
MEANT_BEFORE = _meant(BEFORE, PRESET_MODULES)


@settings(deadline=None, database=None, max_examples=200)
@given(st.integers(0, 10**6), st.one_of(st.none(), THINGS), st.booleans())
def test_any_change_that_means_something_is_told_at_its_place(place: int, thing: object, remove: bool) -> None:
    after = _with_both(DRAFT)
    places = _places(after)
    container, key, pointer = places[place % len(places)]
    if remove:
        del container[key]
    else:
        container[key] = thing
    with suppress(Invalid):
        changed = _meant(after, PRESET_MODULES) != MEANT_BEFORE
        told = difference(BEFORE, after)
        _sound(told, BEFORE, after)
        assert bool(told) >= changed
        assert not changed or any(pointer.startswith(one.pointer) or one.pointer.startswith(pointer) for one in told)
