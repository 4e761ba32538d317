"""Layouts of a module for some roles: each is read and written as the usual one is, with the roles that it is for."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from edge.domain.drafts.entry import Json
from edge.domain.drafts.layout_form import Laid, read_entry, with_layout
from edge.domain.drafts.unfit import Unfit

MAX_LAYOUTS: Final = 20
NEW: Final = "new"
"""Names the one that is still to be."""


def read_layout(entry: Mapping[str, Any], name: str) -> tuple[tuple[str, ...], Laid]:
    """Give the roles and the layout of the one with this number; what it leaves out is as in the usual one.

    Raises Unfit where there is none.
    """
    usual = read_entry(entry)
    if name == NEW:
        return (), Laid(view=usual.view)
    one = _layouts(entry)[_number(entry, name)]
    return tuple(one.get("roles") or ()), read_entry({"layout": one}, usual.view)


def with_role_layout(entry: Mapping[str, Any], name: str, roles: Sequence[str], laid: Laid) -> Json:
    """Give the entry with this layout for these roles. Raises Unfit where there is none of that number."""
    layouts = _layouts(entry)
    number = len(layouts) if name == NEW else _number(entry, name)
    if number >= MAX_LAYOUTS:
        raise Unfit("There are as many layouts as there can be.")
    before = layouts[number] if name != NEW else {}
    written: Json = with_layout({"layout": before}, laid, read_entry(entry).view).get("layout") or {}
    old = list(before.get("roles") or ())
    one = {**written, "roles": old if sorted(old) == sorted(roles) else list(roles)}
    return {**entry, "layouts": [*layouts[:number], one, *layouts[number + 1 :]]}


def without_layout(entry: Mapping[str, Any], name: str) -> Json:
    """Give the entry without one of them. Raises Unfit where there is none of that number."""
    number, layouts = _number(entry, name), _layouts(entry)
    left = [*layouts[:number], *layouts[number + 1 :]]
    rest = {key: value for key, value in entry.items() if key != "layouts"}
    return {**rest, "layouts": left} if left else rest


def _layouts(entry: Mapping[str, Any]) -> list[Json]:
    return list(entry.get("layouts") or ())


def _number(entry: Mapping[str, Any], name: str) -> int:
    if not (name.isascii() and name.isdecimal() and len(name) < 3 and int(name) < len(_layouts(entry))):
        raise Unfit("There is no such layout any more.")
    return int(name)
