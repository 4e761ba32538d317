"""One person, one login, two hats: customer in one portal, supplier in another, and colleagues whom they look after."""

import time
from dataclasses import replace
from typing import Any

import pytest

from actors import Customer, Http, Tenant, invited_customer, new_tenant, record_event
from actors.backoffice import backoffice_of, event
from actors.customer import invite, mailed_token
from actors.http import Answer
from actors.tenant import PASSWORD
from stack import mails_to, wait_until_async
from stack.fixtures import Suite

IN_FORCE_S = 2.0


@pytest.fixture
async def acme(http: Http, suite: Suite) -> Tenant:
    """A tenant with a portal for customers and one for suppliers, both as they are after naming them."""
    tenant = await new_tenant(http, suite.environ, ready=False)
    await tenant.activate_owner()
    for slug, audience in (("customers", "customer"), ("suppliers", "supplier")):
        body = {"slug": slug, "name": f"{tenant.name} {slug}", "audience": audience}
        for path, said in (("", body), (f"/{slug}/publish", {})):
            made = await http.post(f"/backoffice/v1/portals{path}", said, token=tenant.staff_token)
            assert made.status == 201, made.text
    return tenant


async def _published(tenant: Tenant) -> None:
    """The same numbers in each tenant: an account on either side, its records, and those of others."""
    own = event(
        tenant.name,
        "backoffice.account.upserted.v1",
        {"account_id": "S-77", "revision": 1, "name": "Winter Supplies", "kind": "supplier"},
    )
    records = [
        record_event(tenant.name, record_id, 1, module=module, accounts=[account], title=f"{tenant.name} {record_id}")
        for record_id, module, account in (
            ("INV-1", "invoices", "C-1001"),
            ("INV-2", "invoices", "C-2002"),
            ("ER-1", "invoices", "S-77"),
            ("PO-1", "purchase_orders", "S-77"),
            ("PO-2", "purchase_orders", "S-88"),
            ("PO-3", "purchase_orders", "C-1001"),
        )
    ]
    async with backoffice_of(tenant.name, tenant.amqp_url) as backoffice:
        await backoffice.publish(own, *records)


async def _switched(who: Customer, membership: dict[str, Any]) -> Customer:
    answer = await who.http.post("/api/v1/me/membership", {"membership_id": membership["id"]}, token=who.token)
    assert answer.status == 200, answer.text
    return replace(who, tokens=answer.body)


async def _ids(who: Customer, module: str) -> list[str]:
    return sorted(row["record_id"] for row in await who.records(module))


async def _refused_within(who: Customer, path: str, since: float) -> None:
    async def refused() -> bool:
        return (await who.get(path)).status == 401

    await wait_until_async(refused, IN_FORCE_S)
    assert time.monotonic() - since < IN_FORCE_S


async def test_a_customer_who_is_a_supplier_too_sees_the_right_things_in_each_portal_and_nothing_across(
    acme: Tenant, globex: Tenant
) -> None:
    as_customer = await invited_customer(acme)
    stranger = await invited_customer(globex, "S-77")
    for tenant in (acme, globex):
        await _published(tenant)
    assert (await invite(acme, as_customer.email, "S-77", portal="suppliers")).status == 201
    _, token = mailed_token(acme, as_customer.email, 2)
    added = await acme.http.post(f"/api/v1/invitations/{token}/accept", {}, token=as_customer.token)
    assert (added.status, added.body["membership"]["portal"]) == (200, f"{acme.name}/suppliers")

    async def named() -> list[dict[str, Any]]:
        listed = (await as_customer.get("/api/v1/me/memberships")).body
        assert listed["current"] == as_customer.tokens["membership"]["id"]
        return listed["items"] if listed["items"][1]["account_name"] else []

    mine, theirs = await wait_until_async(named, 20)
    assert [(one["portal_name"], one["account_id"]) for one in (mine, theirs)] == [
        (f"{acme.name} customers", "C-1001"),
        (f"{acme.name} suppliers", "S-77"),
    ]
    assert theirs["account_name"] == "Winter Supplies"
    as_supplier = await _switched(as_customer, theirs)

    [order] = await as_supplier.sees(1, "purchase_orders")
    [handed_in] = await as_supplier.sees(1, "invoices")
    [invoice] = await as_customer.sees(1, "invoices")
    assert (order["record_id"], handed_in["record_id"], invoice["record_id"]) == ("PO-1", "ER-1", "INV-1")
    for who, module, record in (
        (as_customer, "purchase_orders", order), (as_customer, "invoices", handed_in), (as_customer, "invoices", order),
        (as_supplier, "invoices", invoice), (stranger, "invoices", handed_in), (stranger, "purchase_orders", order),
    ):  # fmt: skip
        assert (await who.get(f"/api/v1/records/{module}/{record['id']}")).status == 404
    assert (await as_customer.get("/api/v1/records/purchase_orders")).status == 404
    assert await _ids(stranger, "invoices") == ["ER-1"]
    again = await _switched(as_supplier, mine)
    assert await _ids(again, "invoices") == ["INV-1"]


async def _invited_by(admin: Customer, acme: Tenant, email: str, *roles: str) -> Answer:
    body = {"email": email, "name": "Mia Sommer", "roles": list(roles), "language": "en"}
    return await acme.http.post("/api/v1/colleagues", body, token=admin.token)


async def test_a_customers_admin_looks_after_colleagues_and_what_they_change_is_in_force_at_once(
    acme: Tenant, globex: Tenant
) -> None:
    await _published(acme)
    admin, outsider = await invited_customer(acme, roles=["admin"]), await invited_customer(globex)
    assert (await _invited_by(outsider, globex, "mia@customer.example", "billing")).code == "identity.admin-needed"
    email = f"mia.{acme.name}@customer.example"
    assert (await _invited_by(admin, acme, email, "billing")).status == 201
    assert [one["email"] for one in (await admin.get("/api/v1/colleagues")).body["invitations"]] == [email]
    _, token = mailed_token(acme, email)
    assert "Cleo Customer invites you as a colleague" in " ".join(mails_to(acme.mail_url, email)[0]["text"].split())
    accepted = await acme.http.post(f"/api/v1/invitations/{token}/accept", {"password": PASSWORD, "language": "en"})
    mia = Customer(acme.http, email, accepted.body)
    await mia.sees(1)
    assert (await mia.get("/api/v1/records/work_orders")).status == 404
    assert (await mia.get("/api/v1/colleagues")).status == 403

    path = f"/api/v1/colleagues/{accepted.body['membership']['id']}"
    for roles in ([], ["boss"]):
        refused = await acme.http.ask("PATCH", path, {"roles": roles}, token=admin.token)
        assert (refused.status, bool(refused.body["errors"])) == (422, True)
    changed = await acme.http.ask("PATCH", path, {"roles": ["technical"]}, token=admin.token)
    assert (changed.status, changed.body["roles"]) == (200, ["technical"])
    await _refused_within(mia, "/api/v1/records/invoices", time.monotonic())
    fresh = await acme.http.post("/api/v1/auth/refresh", {"refresh_token": mia.tokens["refresh_token"]})
    mia = replace(mia, tokens=fresh.body)
    assert (await mia.get("/api/v1/records/invoices")).status == 404
    assert (await mia.get("/api/v1/records/work_orders")).status == 200

    assert (await outsider.http.ask("DELETE", path, token=outsider.token)).status == 403
    assert (await acme.http.ask("DELETE", path, token=admin.token)).status == 204
    await _refused_within(mia, "/api/v1/records/work_orders", time.monotonic())
    gone = await acme.http.post("/api/v1/auth/refresh", {"refresh_token": mia.tokens["refresh_token"]})
    assert (gone.status, gone.code) == (401, "identity.session-ended")
    alone = f"/api/v1/colleagues/{admin.tokens['membership']['id']}"
    assert (await acme.http.ask("DELETE", alone, token=admin.token)).code == "identity.last-admin"
