"""The spine: a backoffice publishes, an invited customer signs in and sees what the portal's rules let them see."""

import asyncio

from actors import Tenant, invited_customer, record_event
from actors.backoffice import backoffice_of, event
from actors.customer import invite, mailed_token
from actors.tenant import PASSWORD
from stack import mails_to, wait_until_async

HIDDEN = ("internal_note", "pays late", "lines", "accounts")


async def test_two_tenants_with_the_same_slug_each_see_their_own(acme: Tenant, globex: Tenant) -> None:
    customers = [await invited_customer(acme), await invited_customer(globex)]
    for tenant in (acme, globex):
        async with backoffice_of(tenant.name, tenant.amqp_url) as backoffice:
            await backoffice.publish(
                record_event(tenant.name, "INV-1", 1, title=f"For {tenant.name}"),
                record_event(tenant.name, "INV-2", 1, accounts=["C-2002"]),
                record_event(tenant.name, "INV-3", 1, status="draft"),
                record_event(tenant.name, "INV-4", 1, hidden=True),
            )
    for tenant, customer in zip((acme, globex), customers, strict=True):
        [listed] = await customer.sees(1)
        assert (listed["record_id"], listed["title"], listed["total"]) == ("INV-1", f"For {tenant.name}", "121.00")
        detail = await customer.get(f"/api/v1/records/invoices/{listed['id']}")
        assert detail.status == 200
        assert detail.headers["ETag"] == '"1"'
        assert detail.body["fields"] == {"project": "Roof"}
        assert not [word for word in HIDDEN if word in detail.text]
    foreign = (await customers[0].records())[0]["id"]
    assert (await customers[1].get(f"/api/v1/records/invoices/{foreign}")).status == 404


async def test_events_over_http_are_seen_too(acme: Tenant, globex: Tenant) -> None:
    customer, other = await invited_customer(acme), await invited_customer(globex)
    batch = [record_event(acme.name, f"INV-{number}", 1) for number in range(3)]
    batch.append(
        event(acme.name, "backoffice.record.upserted.v1", {"module": "invoices", "record_id": "x", "revision": "1"})
    )
    answer = await acme.http.ask(
        "POST",
        "/backoffice/v1/events",
        batch,
        token=acme.api_key,
        headers={"Content-Type": "application/cloudevents-batch+json"},
    )
    assert answer.status == 202, answer.text
    assert answer.body["accepted"] == 3
    assert [(row["index"], row["problem"]["status"]) for row in answer.body["rejected"]] == [(3, 422)]
    await customer.sees(3)
    await other.sees(0)


async def test_a_higher_revision_replaces_and_a_lower_one_does_nothing(acme: Tenant, globex: Tenant) -> None:
    customer, other = await invited_customer(acme), await invited_customer(globex)
    async with backoffice_of(acme.name, acme.amqp_url) as backoffice:
        await backoffice.publish(*(record_event(acme.name, "INV-1", revision) for revision in (3, 1, 2, 3)))
        await backoffice.publish(record_event(acme.name, "INV-2", 1))
    found = await customer.sees(2)
    assert {row["title"] for row in found} == {"Invoice INV-1 r3", "Invoice INV-2 r1"}
    gone = event(acme.name, "backoffice.record.deleted.v1", {"module": "invoices", "record_id": "INV-1", "revision": 4})
    async with backoffice_of(acme.name, acme.amqp_url) as backoffice:
        await backoffice.publish(gone, record_event(acme.name, "INV-1", 3))
    await customer.sees(1)
    await other.sees(0)


async def test_a_scanner_that_follows_the_mailed_link_uses_nothing_up(acme: Tenant, globex: Tenant) -> None:
    for tenant in (acme, globex):
        email = f"scan@{tenant.name}.example"
        await _invite_when_known(tenant, email)
        link, token = mailed_token(tenant, email)
        for _ in range(2):
            assert (await tenant.http.get(link)).status == 200
            shown = await tenant.http.get(f"/api/v1/invitations/{token}")
            assert (shown.status, shown.body["email"], shown.body["sign_in"]) == (200, email, False)
            assert shown.body["portal"] == f"{tenant.name}/customers"
        accepted = await tenant.http.post(f"/api/v1/invitations/{token}/accept", {"password": PASSWORD, "name": "Scan"})
        assert accepted.status in (200, 201), accepted.text
        again = await tenant.http.post(f"/api/v1/invitations/{token}/accept", {"password": PASSWORD, "name": "Scan"})
        assert again.status in (404, 410)


async def test_a_second_invitation_only_adds_a_membership(acme: Tenant, globex: Tenant) -> None:
    customer = await invited_customer(acme)
    assert (await invite(globex, customer.email)).status in (201, 422)
    assert (await invite(acme, customer.email, "C-2002")).status == 201
    _, token = mailed_token(acme, customer.email, 2)
    path = f"/api/v1/invitations/{token}/accept"
    assert (await acme.http.get(f"/api/v1/invitations/{token}")).body["sign_in"] is True
    stolen = await acme.http.post(path, {"password": "another password entirely", "name": "Mallory"})
    assert stolen.status == 401
    added = await acme.http.post(path, {}, token=customer.token)
    assert added.status in (200, 201), added.text
    login = {"portal": f"{acme.name}/customers", "email": customer.email, "password": PASSWORD}
    signed_in = await acme.http.post("/api/v1/auth/login", login)
    assert signed_in.status == 200
    listed = await acme.http.get("/api/v1/me/memberships", token=signed_in.body["access_token"])
    assert sorted(row["account_id"] for row in listed.body["items"]) == ["C-1001", "C-2002"]


async def test_a_mail_is_sent_once_in_the_language_of_the_invited(acme: Tenant, globex: Tenant) -> None:
    words = {"en": "invit", "de": "lädt sie", "es": "invita", "pt": "convite"}
    for tenant in (acme, globex):
        for language, word in words.items():
            email = f"{language}@{tenant.name}.example"
            await _invite_when_known(tenant, email, language=language)
            mailed_token(tenant, email)
            [mail] = mails_to(tenant.mail_url, email)
            assert word in mail["text"].lower()
            assert word in mail["html"].lower()


async def test_sign_out_ends_the_session_and_refresh_goes_on(acme: Tenant, globex: Tenant) -> None:
    for tenant in (acme, globex):
        customer = await invited_customer(tenant)
        fresh = await tenant.http.post("/api/v1/auth/refresh", {"refresh_token": customer.tokens["refresh_token"]})
        assert fresh.status == 200, fresh.text
        token = fresh.body["access_token"]
        assert (await tenant.http.get("/api/v1/me", token=token)).body["email"] == customer.email
        assert (await tenant.http.post("/api/v1/auth/logout", token=token)).status in (200, 204)

        async def refused(token: str = token, tenant: Tenant = tenant) -> bool:
            return (await tenant.http.get("/api/v1/portal", token=token)).status == 401

        await wait_until_async(refused, 2)
        again = await tenant.http.post("/api/v1/auth/refresh", {"refresh_token": fresh.body["refresh_token"]})
        assert again.status == 401


async def test_a_deactivated_user_is_out_everywhere_within_two_seconds(acme: Tenant, globex: Tenant) -> None:
    customer, other = await invited_customer(acme), await invited_customer(globex)
    assert (await customer.get("/api/v1/portal")).status == 200
    users = await acme.http.get("/backoffice/v1/users", token=acme.staff_token)
    [user] = users.body["items"]
    off = await acme.http.ask("PATCH", f"/backoffice/v1/users/{user['id']}", {"active": False}, token=acme.staff_token)
    assert off.status == 200, off.text
    paths = ("/api/v1/portal", "/api/v1/records/invoices", "/api/v1/me")

    async def refused() -> bool:
        answers = await asyncio.gather(*(customer.get(path) for path in paths))
        return all(answer.status == 401 for answer in answers)

    await wait_until_async(refused, 2)
    assert (await other.get("/api/v1/portal")).status == 200


async def _invite_when_known(tenant: Tenant, email: str, **more: str) -> None:
    async def invited() -> bool:
        return (await invite(tenant, email, **more)).status == 201

    await wait_until_async(invited, 20)
