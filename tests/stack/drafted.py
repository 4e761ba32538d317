"""A portal's draft at the console of an edge without a broker: made of the presets, saved by whoever is first."""

import json
from copy import deepcopy
from typing import Any

from contracts.portal_config.portals import SaveDraft, ShowDraft
from contracts.portal_config.tenancy import ListModules
from contracts.portal_config.versions import ShowEarlierDraft
from policy import PRESETS, draft_of
from stack.console import asked
from stack.knocking import FakeBus, Knocker, Said, problem

HOSTILE = "<b>Zähler</b>"
OWN: dict[str, Any] = {
    "label": {"en": HOSTILE},
    "fields": [{"name": "site", "type": "string", "label": {"en": HOSTILE}, "sortable": True, "searchable": True}],
    "statuses": [],
}
"""A module of the tenant's own, which no portal lists."""
RENAMED = {"pointer": "/name", "code": "value-changed", "before": "Customers", "after": "Theirs"}


def customers() -> dict[str, Any]:
    """The document of a new portal for customers."""
    return deepcopy(draft_of("customers", "Customers"))


def says_draft(edge: Knocker, document: dict[str, Any] | None = None, revision: int = 8) -> dict[str, Any]:
    """portal-config has this draft; it keeps what is saved as the next revision."""
    draft = {
        "slug": "customers", "revision": revision, "document": document or customers(),
        "changed_at": "2026-11-22T10:00:00Z",
    }  # fmt: skip
    defined = {**{name: preset.definition for name, preset in PRESETS.items()}, "meters": OWN}
    listed = [{"module": name, "revision": 1, "definition": each} for name, each in defined.items()]
    edge.bus.says(ShowDraft, draft)
    edge.bus.says(ListModules, {"items": listed})
    edge.bus.says(SaveDraft, {**draft, "revision": revision + 1})
    edge.bus.says(ShowEarlierDraft, {**draft, "revision": revision - 1})
    found: dict[str, Any] = draft["document"]  # type: ignore[assignment]
    return found


def somebody_was_faster(bus: FakeBus, *changes: dict[str, Any]) -> None:
    """A save is refused with what they changed: without any, the portal's name."""
    refused = problem(412, "portal-config.draft-changed")
    told = {**json.loads(refused.body), "changes": changes or (RENAMED,)}
    bus.answers[SaveDraft] = Said(412, json.dumps(told).encode())


def saved(edge: Knocker) -> dict[str, Any]:
    """The document of the one save that was asked for."""
    (only,) = asked(edge, SaveDraft)
    document: dict[str, Any] = only["document"]
    return document
