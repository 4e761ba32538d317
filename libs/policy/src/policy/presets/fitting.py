"""Fits a draft of presets to what a tenant has made of the preset modules: without what they no longer have.

It only ever leaves out what would be shown. Where anything else does not fit, a filter above all, the whole entry
goes: half a filter would show more than the whole one.
"""

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Final

from policy.definition import ModuleDefinition
from policy.faults import Invalid
from policy.parse_portal import parse_portal
from policy.presets.preset import Document

ROUNDS: Final = 20
"""A round tells `MAX_FAULTS` faults at most, and what is left out may leave others behind, such as its columns."""
_SHOWN = re.compile(
    r"/modules/\d+/(fields/[^/]+|sort|related/\d+|layout/list/\d+|layout/detail/\d+/fields/\d+)|/roles/[^/]+/modules/\d+"
)
_ENTRY = re.compile(r"/modules/\d+")


def fitted(draft: Document, modules: Mapping[str, ModuleDefinition]) -> Document:
    """The draft as these modules allow it. Raises `Invalid` where leaving out does not help."""
    document = deepcopy(draft)
    for _ in range(ROUNDS):
        try:
            parse_portal(document, modules)
        except Invalid as refused:
            _leave_out(document, {_unfit(fault.pointer, refused) for fault in refused.faults})
        else:
            break
    _drop_empty_sections(document)
    parse_portal(document, modules)
    return document


def _unfit(pointer: str, refused: Invalid) -> str:
    """What has to go for the sake of this place."""
    found = _SHOWN.fullmatch(pointer) or _ENTRY.match(pointer)
    if found is None:
        raise refused
    return found[0]


def _leave_out(document: Document, pointers: set[str]) -> None:
    """Last things first, so that no index moves before it is used."""
    paths = [[int(step) if step.isdigit() else step for step in pointer.split("/")[1:]] for pointer in pointers]
    for path in sorted(paths, key=_depth_first, reverse=True):
        at: Any = document
        for step in path[:-1]:
            at = at[step]
        del at[path[-1]]


def _depth_first(path: list[int | str]) -> list[str]:
    return [f"{step:05}" if isinstance(step, int) else step for step in path]


def _drop_empty_sections(document: Document) -> None:
    entries: Any = document["modules"]
    for entry in entries:
        layout = entry.get("layout", {})
        layout["detail"] = [section for section in layout.get("detail", ()) if section["fields"]]
