"""Drawn portals and changes anywhere: nothing is told where nothing changed, and no change goes untold."""

import json
from contextlib import suppress
from typing import Any

import pytest
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
CONDITION = {"field": "status", "op": "eq", "value": "open"}
THINGS: st.SearchStrategy[object] = st.one_of(
    st.sampled_from(("read", "write", "hidden", "pay", "view", "en", "own", "everyone", "title", "total", "board")),
    st.sampled_from(("orders", "products", "C-9", "-title", "#000000", False, True, None)),
    st.sampled_from(([], ["view"], ["orders"], {"en": "X"}, {"modules": ["orders"]}, CONDITION, {"not": CONDITION})),
)

FITTING: dict[str, tuple[object, ...]] = {
    "scope": ("own", "account_tree"),
    "defaults": ("pt", "PT", "UTC", "12h"),
    "sign_in": (False, "off", "required"),
    "look": ("#000000", "logo-1"),
    "filter": (CONDITION, {"not": CONDITION}),
}
"""By area what would often be right there, so that it is tried often enough."""


def _area(pointer: str) -> str:
    """What of a portal a place belongs to: its look, its roles, a module's filter …"""
    steps = pointer.split("/")[1:]
    return steps[2] if steps[0] == "modules" and len(steps) > 2 else steps[0]


def _with_both(draft: Document) -> Document:
    copy: Document = json.loads(json.dumps(draft))
    copy["modules"] = [entry for entry in copy["modules"] if entry["module"] in ("orders", "requests", "products")]
    copy["overrides"] = [{"accounts": ["C-1", "C-2"], "modules_on": ["products"], "modules_off": ["orders"]}]
    copy["roles"]["billing"]["without"] = ["pay"]
    copy["look"] = {"logo": None, "primary": "#0B5FFF"}
    copy["sign_in"] = {"password": True, "link": True, "second_factor": "optional"}
    copy["defaults"] = {"language": "de", "time_zone": "Europe/Berlin", "time_format": "24h", "country": "DE"}
    return copy


BEFORE = _with_both(DRAFT)
MEANT_BEFORE = _meant(BEFORE, PRESET_MODULES)


PLACES: dict[str, list[int]] = {}
for number, (_, _, pointer) in enumerate(_places(BEFORE)):
    PLACES.setdefault(_area(pointer), []).append(number)


@pytest.mark.parametrize("area", PLACES)
@settings(deadline=None, database=None, max_examples=25)
@given(place=st.integers(0, 10**6), draw=st.data(), remove=st.booleans())
def test_any_change_that_means_something_is_told_at_its_place(
    area: str, place: int, draw: st.DataObject, remove: bool
) -> None:
    after = _with_both(DRAFT)
    container, key, pointer = _places(after)[PLACES[area][place % len(PLACES[area])]]
    if remove:
        del container[key]
    else:
        container[key] = draw.draw(st.sampled_from(FITTING[area]) if area in FITTING else THINGS)
    with suppress(Invalid):
        changed = _meant(after, PRESET_MODULES) != MEANT_BEFORE
        told = difference(BEFORE, after)
        _sound(told, BEFORE, after)
        assert bool(told) >= changed
        assert not changed or any(pointer.startswith(one.pointer) or one.pointer.startswith(pointer) for one in told)
