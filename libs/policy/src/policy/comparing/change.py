"""One difference, and how they are collected on the way through two documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from policy.faults import MAX_POINTER

Json = Mapping[str, object]

CODES: Final = (
    "value-changed",
    "language-added",
    "language-removed",
    "languages-reordered",
    "module-added",
    "module-removed",
    "module-moved",
    "module-renamed",
    "module-switched-on",
    "module-switched-off",
    "scope-widened",
    "scope-narrowed",
    "filter-added",
    "filter-removed",
    "filter-changed",
    "action-granted",
    "action-withdrawn",
    "actions-reordered",
    "field-granted",
    "field-withdrawn",
    "field-made-writable",
    "field-made-read-only",
    "fields-reordered",
    "layout-changed",
    "role-layouts-changed",
    "related-changed",
    "sort-changed",
    "role-added",
    "role-removed",
    "role-module-granted",
    "role-module-withdrawn",
    "role-action-restored",
    "role-action-taken",
    "override-added",
    "override-removed",
    "override-changed",
)
"""Stable; programs make their sentences from them. More may come."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `before` and `after` are JSON, null where there was or is nothing.

    `pointer` (RFC 6901) leads into the newer document, or into the older one where `after` is null.
    """

    pointer: str
    code: str
    before: object
    after: object


def under(pointer: str, *steps: str | int) -> str:
    """The pointer to something further in; one that would grow past its bound stays where it was."""
    for step in steps:
        further = f"{pointer}/{str(step).replace('~', '~0').replace('/', '~1')}"
        if len(further) > MAX_POINTER:
            return pointer
        pointer = further
    return pointer


def members(value: object) -> Json:
    """An object's members without those that are null; anything else has none."""
    return {key: inner for key, inner in value.items() if inner is not None} if isinstance(value, Mapping) else {}


def items(value: object) -> Sequence[object]:
    """An array's items; anything else has none."""
    return value if isinstance(value, list | tuple) else ()


def same(before: object, after: object) -> bool:
    """Whether two JSON values are alike, `true` and `1` not being so."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        return before.keys() == after.keys() and all(same(before[key], after[key]) for key in before)
    if isinstance(before, list | tuple) and isinstance(after, list | tuple):
        return len(before) == len(after) and all(map(same, before, after))
    return type(before) is type(after) and before == after
