"""A tenant at its first run, before an edge without services: one portal that was never published, one account."""

from typing import Any

from contracts.identity.invitations import CreateInvitations, ListInvitations
from contracts.portal_config.portals import CreatePortal, ListPortals, PublishPortal, SaveDraft, ShowDraft
from contracts.portal_config.presets import ListPresets
from contracts.portal_config.tenancy import ListModules
from contracts.records.accounts import FindAccounts
from contracts.records.sampling import SampleDraft
from stack.console import signed_in
from stack.knocking import Knocker
from stack.listed import EVIL, INVOICES, record

ENTRY = {"module": "invoices", "scope": "account", "actions": ["view", "pay"], "fields": {"title": "read"}}
PRODUCTS = {"module": "products", "on": False, "scope": "everyone", "actions": ["view"], "fields": {"title": "read"}}
DEFINITION = {"label": {"en": "Bills"}, "fields": [{"name": "note", "type": "text"}], "statuses": []}
DOCUMENT: dict[str, Any] = {
    "slug": "customers", "name": EVIL, "audience": "customer", "languages": ["en"], "defaults": {"language": "en"},
    "look": {"primary": "#ffee00"}, "modules": [ENTRY, PRODUCTS], "roles": {"admin": {"modules": ["invoices"]}},
}  # fmt: skip
DRAFT = {"slug": "customers", "revision": 4, "document": DOCUMENT, "changed_at": "2026-11-22T10:00:00Z"}
PORTAL = {
    "slug": "customers", "name": EVIL, "audience": "customer", "published_version": None, "draft_revision": 4,
    "on": True,
}  # fmt: skip
PRESETS: dict[str, Any] = {
    "audience": "customer",
    "items": [{"module": one["module"], "definition": DEFINITION, "entry": one} for one in (ENTRY, PRODUCTS)],
    "roles": {"admin": {"modules": ["invoices"]}, "viewer": {"modules": ["invoices"], "without": ["pay"]}},
}
KLEBER = {
    "account_id": "C-1", "name": EVIL, "kind": "customer", "language": "de",
    "contacts": [{"contact_id": "P-1", "name": "Jo Buyer", "email": "jo@kleber.example"}],
}  # fmt: skip
SAMPLE = {"module": "invoices", "items": [record(1, title=EVIL)], "record": record(1, title=EVIL), "total": 12}
PLAIN = {**INVOICES, "module": "products", "view": "cards"}
NONE: dict[str, Any] = {"module": "products", "items": [], "record": None, "total": 0}
INVITED = {
    "id": "i1", "portal": "acme/customers", "email": "jo@kleber.example", "name": "Jo Buyer", "account_id": "C-1",
    "roles": ["admin"], "state": "invited", "expires_at": "2026-12-07T10:00:00Z", "created_at": "2026-11-23T10:00:00Z",
}  # fmt: skip
AT = "/first/customers"


async def begins(edge: Knocker) -> str:
    """Sign its owner in; gives the cookie."""
    kept = await signed_in(edge)
    edge.bus.calls.clear()
    said: list[tuple[type[Any], Any]] = [
        (ListPortals, {"items": [PORTAL]}), (ShowDraft, DRAFT), (ListPresets, PRESETS), (CreatePortal, PORTAL),
        (ListModules, {"items": [{"module": name, "definition": DEFINITION} for name in ("invoices", "products")]}),
        (FindAccounts, {"items": [KLEBER], "more": False}), (SaveDraft, DRAFT),
        (SampleDraft, {"modules": [INVOICES, PLAIN], "samples": [SAMPLE, NONE]}),
        (PublishPortal, {"slug": "customers", "version": 1}), (CreateInvitations, {"items": [INVITED]}),
        (ListInvitations, {"items": [INVITED]}),
    ]  # fmt: skip
    for kind, answer in said:
        edge.bus.says(kind, answer)
    return kept
