"""The console's answer to "why can she see this?": the deciding rule in words, and where it is changed."""

from typing import Any

import pytest

from contracts.portal_config.tenancy import ListModules
from contracts.records.explaining import ExplainVisibility
from edge.web.console.explain import RULES
from policy import verdict
from stack.console import asked, signed_in
from stack.knocking import Knocker

EVIL = "<script>alert(1)</script>"
WHEN = "2026-11-22T10:00:00Z"
REVISION = {
    "revision": 3, "received_at": WHEN, "source": EVIL, "event_id": EVIL, "status": EVIL, "accounts": [EVIL],
    "hidden": True, "visible_from": WHEN, "visible_until": None, "deleted": False,
}  # fmt: skip


def _explained(**changes: Any) -> dict[str, Any]:
    item = {
        "membership_id": "m1", "user_id": "u1", "portal": "acme/customers", "account_id": EVIL, "contact_id": None,
        "roles": [], "version": 3, "in_force": True, "visible": False, "decided_by": "filter",
        "rules": [{"rule": "filter", "allowed": False, "deciding": True}],
        "missed": [{"field": "status", "op": "in", "value": ["open"], "found": EVIL}], "actions": ["view"],
        "fields": {}, **changes,
    }  # fmt: skip
    return {
        "id": "r1", "module": "invoices", "record_id": "INV-1", "at": WHEN, "cause": REVISION, "revisions": [REVISION],
        "items": [item], "more": False,
    }  # fmt: skip


@pytest.fixture
async def cookie(edge: Knocker) -> str:
    """The cookie of somebody in support."""
    kept = await signed_in(edge, roles=frozenset({"support"}))
    edge.bus.says(ListModules, {"items": [{"module": "invoices", "definition": {"label": {"en": "Bills"}}}]})
    return kept


def test_every_rule_has_its_words() -> None:
    assert {"allowed", *verdict.RULES} == RULES.keys()


async def test_no_comes_with_the_rule_and_the_way_to_change_it(edge: Knocker, cookie: str) -> None:
    edge.bus.says(ExplainVisibility, _explained())

    answer = await edge.ask("GET", "/console/explain?module=invoices&id=INV-1&user=u1", cookie=cookie)

    assert asked(edge, ExplainVisibility) == [{"id": "INV-1", "module": "invoices", "user": "u1"}]
    assert "No, not visible" in answer.text
    assert "The module&#39;s filter leaves it out." in answer.text
    assert 'href="/console/portals/customers"' in answer.text
    assert EVIL not in answer.text


async def test_yes_comes_without_anything_to_change(edge: Knocker, cookie: str) -> None:
    edge.bus.says(ExplainVisibility, _explained(visible=True, decided_by="allowed", missed=[]))

    answer = await edge.ask("GET", "/console/explain?module=invoices&id=INV-1&user=u1", cookie=cookie)

    assert "Yes, visible" in answer.text
    assert "Change it" not in answer.text


async def test_a_question_that_means_nothing_is_told(edge: Knocker, cookie: str) -> None:
    edge.bus.refuses(ExplainVisibility, 404, "records.not-found")

    unknown = await edge.ask("GET", "/console/explain?id=INV-1&user=u1", cookie=cookie)
    wrong = await edge.ask("GET", "/console/explain?id=INV-1&version=zero", cookie=cookie)
    empty = await edge.ask("GET", "/console/explain", cookie=cookie)

    assert [unknown.status, wrong.status, empty.status] == [422, 422, 200]
    assert "There is no such record" in unknown.text
