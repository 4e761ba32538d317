"""Two portals of a tenant side by side: what each offers, and what differs in words."""

from html import unescape
from typing import Any

import pytest

from contracts.portal_config.portals import ListPortals, ShowDraft
from contracts.portal_config.tenancy import ListModules
from contracts.portal_config.versions import ShowVersion
from stack.console import asked, signed_in
from stack.knocking import Knocker

EVIL = "<script>alert(1)</script>"
AT = "/console/portals/customers/beside"
SHARED = {"scope": "account", "actions": ["view"], "fields": {"title": "read"}}
ONE: dict[str, Any] = {
    "slug": "customers", "name": "Customers", "audience": "customer", "languages": ["en"],
    "modules": [
        {"module": "orders", **SHARED},
        {"module": "invoices", **SHARED, "label": {"en": EVIL},
         "filter": {"field": "status", "op": "eq", "value": "paid"}},
    ],
}  # fmt: skip
OTHER = {**ONE, "slug": "partners", "name": "Partners", "modules": [{"module": "orders", **SHARED, "scope": "own"}]}
MODULES = [
    {"module": name, "revision": 1, "definition": {"label": {"en": name.title()}}} for name in ("orders", "invoices")
]


def _portal(slug: str, version: int | None) -> dict[str, Any]:
    return {
        "slug": slug, "name": slug.title(), "audience": "customer", "published_version": version, "draft_revision": 1,
        "on": True,
    }  # fmt: skip


@pytest.fixture
async def cookie(edge: Knocker) -> str:
    """The cookie of an owner of a tenant with a portal in force and another that is a draft."""
    kept = await signed_in(edge)
    stamp = "2026-11-22T10:00:00Z"
    edge.bus.says(ListPortals, {"items": [_portal("customers", 3), _portal("partners", None)]})
    edge.bus.says(ListModules, {"items": MODULES})
    version = {"slug": "customers", "version": 3, "published_at": stamp, "published_by": "s1", "document": ONE}
    edge.bus.says(ShowVersion, version)
    edge.bus.says(ShowDraft, {"slug": "partners", "revision": 1, "document": OTHER, "changed_at": stamp})
    return kept


async def test_what_differs_is_told_in_words(edge: Knocker, cookie: str) -> None:
    page = (await edge.ask("GET", f"{AT}?other=partners", cookie=cookie)).text

    told = unescape(page)
    assert asked(edge, ShowVersion) == [{"slug": "customers", "version": 3}]
    assert asked(edge, ShowDraft) == [{"slug": "partners"}], "which is in force nowhere yet"
    assert "people see records of fewer accounts" in told
    assert f"{EVIL} no longer shows in the portal." in told
    assert "Status is “paid”" in told or "Status is paid" in told
    assert "does not show" in told
    assert "Address:" not in told, "that two portals have two addresses is no difference"
    assert EVIL not in page


async def test_a_portal_is_not_compared_with_itself_nor_with_none(edge: Knocker, cookie: str) -> None:
    itself = await edge.ask("GET", f"{AT}?other=customers", cookie=cookie)
    edge.bus.says(ListPortals, {"items": [_portal("customers", 3)]})
    alone = await edge.ask("GET", AT, cookie=cookie)
    gone = await edge.ask("GET", "/console/portals/nowhere/beside", cookie=cookie)

    assert "For somebody who went from Customers to Partners" in itself.text
    assert "There is no other portal" in alone.text
    assert gone.status == 404


async def test_portals_that_mean_the_same_say_so(edge: Knocker, cookie: str) -> None:
    same = {**ONE, "slug": "partners"}
    draft = {"slug": "partners", "revision": 1, "document": same, "changed_at": "2026-11-22T10:00:00Z"}
    edge.bus.says(ShowDraft, draft)
    assert "Nothing would change: both mean the same." in (await edge.ask("GET", AT, cookie=cookie)).text
