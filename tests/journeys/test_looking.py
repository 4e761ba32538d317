"""What staff see of what customers see: why, through their eyes, and as it is going to be."""

from typing import Any

import pytest

from actors import Customer, Tenant, invited_customer, record_event
from actors.backoffice import backoffice_of
from actors.http import Answer
from actors.tenant import INVOICES
from stack import wait_until_async

BILLING = {"billing": {"modules": ["invoices"]}}
REVOKED_WITHIN_S = 5
"""Two seconds, and what a loaded machine adds."""


@pytest.fixture
async def customer(acme: Tenant, globex: Tenant) -> Customer:
    """A customer with one invoice, as billing, beside another tenant's."""
    for tenant in (globex, acme):
        await tenant.change_portal(roles=BILLING)
        customer = await invited_customer(tenant, roles=["billing"])
        async with backoffice_of(tenant.name, tenant.amqp_url) as backoffice:
            await backoffice.publish(record_event(tenant.name, "INV-1", 1))
        await customer.sees(1)
    return customer


async def explained(tenant: Tenant, customer: Customer, more: str = "") -> dict[str, Any]:
    asked = f"module=invoices&id=INV-1&membership={customer.tokens['membership']['id']}{more}"

    async def known() -> dict[str, Any]:
        answer = await tenant.http.get(f"/backoffice/v1/explain?{asked}", token=tenant.staff_token)
        return dict(answer.body) if answer.status == 200 else {}  # the membership reaches records as an event

    found: dict[str, Any] = await wait_until_async(known, 20)
    return found


async def test_why_before_and_after_a_role_is_narrowed(acme: Tenant, customer: Customer) -> None:
    before = await explained(acme, customer)
    [one] = before["items"]
    assert (one["visible"], one["decided_by"], one["in_force"]) == (True, "allowed", True)
    assert before["cause"]["source"] == f"erp://{acme.name}/main"
    assert [line["revision"] for line in before["revisions"]] == [1]
    version = one["version"]
    await acme.change_portal(roles={"billing": {"modules": ["invoices"], "without": ["view"]}})
    await customer_is_refused(customer)
    [after] = (await explained(acme, customer))["items"]
    assert (after["visible"], after["decided_by"], after["version"]) == (False, "action", version + 1)
    assert [rule["rule"] for rule in after["rules"] if rule["deciding"]] == ["action"]
    [then] = (await explained(acme, customer, f"&version={version}"))["items"]
    assert (then["visible"], then["in_force"]) == (True, False)


async def customer_is_refused(customer: Customer) -> None:
    async def gone() -> bool:
        return (await customer.get("/api/v1/records/invoices")).status == 404

    await wait_until_async(gone, 20)


async def test_a_view_shows_what_the_customer_sees_and_ends_when_staff_sign_out(
    acme: Tenant, globex: Tenant, customer: Customer
) -> None:
    asked = {"membership_id": customer.tokens["membership"]["id"]}
    assert (await acme.http.post("/backoffice/v1/view-as", asked, token=globex.staff_token)).status == 404
    opened = await acme.http.post("/backoffice/v1/view-as", asked, token=acme.staff_token)
    assert (opened.status, opened.body["expires_in"], "refresh_token" in opened.body) == (200, 900, False)
    seen = Customer(acme.http, customer.email, opened.body)
    for path in ("/api/v1/portal", "/api/v1/records/invoices", "/api/v1/me", "/api/v1/me/memberships"):
        mine, theirs = await customer.get(path), await seen.get(path)
        assert (theirs.status, theirs.body) == (200, mine.body)
    renamed = await acme.http.ask("PATCH", "/api/v1/me", {"name": "Mallory"}, token=seen.token)
    assert (renamed.status, renamed.code) == (403, "identity.read-only")
    trail = await acme.http.get("/backoffice/v1/audit?action=identity.view-as", token=acme.staff_token)
    await acme.http.post("/backoffice/v1/auth/logout", token=acme.staff_token)
    await is_revoked(seen, "/api/v1/records/invoices", "/api/v1/me")
    assert (await customer.get("/api/v1/records/invoices")).status == 200
    assert trail.status == 200


async def test_a_draft_is_seen_at_work_before_anybody_else_sees_it(
    acme: Tenant, globex: Tenant, customer: Customer
) -> None:
    draft = "/backoffice/v1/portals/customers/draft"
    before = await acme.http.get(draft, token=acme.staff_token)
    fewer = {**INVOICES, "fields": {"title": "read", "fields.internal_note": "read"}, "layout": {}, "sort": "title"}
    document = {**before.body, "modules": [fewer]}
    saved = await acme.http.ask(
        "PUT", draft, document, token=acme.staff_token, headers={"If-Match": before.headers["ETag"]}
    )
    assert saved.status == 200, saved.text
    opened = await preview(acme, {"account_id": "C-1001", "roles": ["billing"]})
    assert (opened.status, opened.body["portal"]) == (201, f"{acme.name}/customers")
    seen = Customer(acme.http, "", opened.body)
    [mine], [theirs] = await customer.records(), await seen.records()
    assert theirs["id"] == mine["id"]
    assert (theirs["fields"], "total" in theirs) == ({"internal_note": "customer pays late"}, False)
    assert "total" in mine
    assert (await seen.get(f"/api/v1/records/invoices/{mine['id']}")).body == theirs
    portal = (await seen.get("/api/v1/portal")).body
    assert (portal["version"], set(portal["modules"][0]["fields"])) == (
        opened.body["draft_revision"], {"title", "fields.internal_note"},
    )  # fmt: skip
    assert await Customer(acme.http, "", (await preview(acme, {"account_id": "C-9"})).body).records() == []
    for path in ("/api/v1/me", "/api/v1/me/memberships", "/api/v1/me/sessions"):
        assert (await seen.get(path)).code == "identity.preview-only"
    assert (await acme.http.post("/api/v1/auth/logout", token=seen.token)).status == 403
    wrong: tuple[tuple[dict[str, Any], str], ...] = (
        ({"roles": ["boss"]}, "/roles/0"), ({"preview_id": "x"}, "/preview_id"), ({"account_id": 1}, "/account_id"),
    )  # fmt: skip
    for body, pointer in wrong:
        refused = await preview(acme, body)
        assert (refused.status, refused.body["errors"][0]["pointer"]) == (422, pointer), refused.text
    unknown = await acme.http.post("/backoffice/v1/portals/nowhere/preview", {}, token=acme.staff_token)
    assert unknown.status == 404
    await acme.http.post("/backoffice/v1/auth/logout", token=acme.staff_token)
    await is_revoked(seen, "/api/v1/portal", "/api/v1/records/invoices")


async def preview(tenant: Tenant, body: dict[str, Any]) -> Answer:
    return await tenant.http.post("/backoffice/v1/portals/customers/preview", body, token=tenant.staff_token)


async def is_revoked(seen: Customer, *paths: str) -> None:
    async def ended() -> bool:
        answers: list[Answer] = [await seen.get(path) for path in paths]
        return all((answer.status, answer.code) == (401, "identity.revoked") for answer in answers)

    await wait_until_async(ended, REVOKED_WITHIN_S)
