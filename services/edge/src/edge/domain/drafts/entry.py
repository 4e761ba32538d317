"""A module's entry in a portal document: found, and replaced where it stands."""

from collections.abc import Mapping
from typing import Any

from edge.domain.drafts.unfit import Unfit

Json = dict[str, Any]


def entry_of(document: Mapping[str, Any], module: str) -> tuple[int, Json]:
    """Give where a module's entry stands, and a copy of it. Raises Unfit where the portal does not list the module."""
    for number, entry in enumerate(document.get("modules") or ()):
        if entry.get("module") == module:
            return number, dict(entry)
    raise Unfit("The portal does not list this module any more.")


def with_entry(document: Mapping[str, Any], number: int, entry: Json) -> Json:
    """Give the document with another entry in this place."""
    entries = list(document["modules"])
    entries[number] = entry
    return {**document, "modules": entries}
