"""Routes that ask another service first: as the same caller, and what is filled in is not for the caller to say."""

from typing import Any

import pytest

from contracts.message import Who
from contracts.portal_config.portals import ShowDraft
from contracts.records.jobs import StartDryRun
from edge.http.route import Route
from edge.http.table import TABLE
from stack.knocking import Knocker

DRY_RUN = "/backoffice/v1/portals/customers/draft/dry-run"
DRAFT: dict[str, Any] = {"slug": "customers", "revision": 21, "document": {"name": "Acme"}, "changed_at": "x"}
COMPOSED = [route for route in TABLE if route.first is not None]


@pytest.mark.parametrize("route", COMPOSED, ids=lambda route: route.path)
def test_what_is_asked_first_does_no_more_and_is_open_to_whoever_may_ask_the_rest(route: Route) -> None:
    assert route.first is not None
    first, then = route.first.request, route.request
    assert then.EFFECT == "write" or first.EFFECT == "read"
    assert route.who <= first.WHO
    assert then.ROLES <= first.ROLES
    assert Who.SYSTEM not in route.who or then.SCOPE == first.SCOPE
    assert set(route.first.fills) <= then.model_fields.keys()
    assert set(route.first.fills.values()) <= first.ANSWER.model_fields.keys()


async def test_the_answer_fills_the_request(edge: Knocker) -> None:
    edge.bus.says(ShowDraft, DRAFT)
    edge.bus.says(StartDryRun, {"id": "j1"})
    token = edge.token(Who.STAFF)

    answer = await edge.ask("POST", DRY_RUN, {}, token=token, idempotency_key="once")

    assert (answer.status, answer.json) == (202, {"id": "j1"})
    [(first, asked, beside_first), (then, filled, beside)] = edge.bus.calls
    assert (first, asked) == (ShowDraft, {"slug": "customers"})
    assert then is StartDryRun
    assert filled == {"slug": "customers", "draft_revision": 21, "document": {"name": "Acme"}}
    assert beside_first["authorization"] == beside["authorization"] == f"Bearer {token}"
    assert ("idempotency-key" in beside_first, beside["idempotency-key"]) == (False, "once")


async def test_what_the_first_refuses_is_the_answer_and_nothing_else_is_asked(edge: Knocker) -> None:
    edge.bus.refuses(ShowDraft, 404, "portal-config.unknown-portal")

    answer = await edge.ask("POST", DRY_RUN, {}, token=edge.token(Who.STAFF))

    assert (answer.status, answer.json["code"]) == (404, "portal-config.unknown-portal")
    assert [kind for kind, _, _ in edge.bus.calls] == [ShowDraft]


@pytest.mark.parametrize("said", [{"document": {}}, {"draft_revision": 1}, {"anything": 1}])
async def test_nobody_says_what_is_filled_in(edge: Knocker, said: dict[str, Any]) -> None:
    edge.bus.says(ShowDraft, DRAFT)

    answer = await edge.ask("POST", DRY_RUN, said, token=edge.token(Who.STAFF))

    assert (answer.status, answer.pointers) == (422, [f"/{name}" for name in said])
    assert StartDryRun not in [kind for kind, _, _ in edge.bus.calls]


async def test_nobody_is_asked_for_a_stranger(edge: Knocker) -> None:
    for token, status in (("", 401), (edge.token(), 403), (edge.token(Who.STAFF, roles=frozenset({"support"})), 403)):
        answer = await edge.ask("POST", DRY_RUN, {}, token=token)
        assert answer.status == status
    assert edge.bus.calls == []
