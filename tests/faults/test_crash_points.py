"""A kill at every crash point of intake, of accepting and of a mail: afterwards all is as without."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from typing import Self

import pytest

from actors import Http, Tenant, new_tenant, record_event
from actors.backoffice import backoffice_of
from actors.customer import Customer, invite, invited_customer, mailed_token
from actors.http import opened
from actors.tenant import PASSWORD
from portico_local.services import Service
from portico_local.stack import Stack
from stack import mails_to, wait_until, wait_until_async

pytestmark = pytest.mark.alone
TRIES = 3
OF_INTAKE = (
    "intake.received",
    "intake.before_commit",
    "intake.after_commit",
    "intake.partly_acknowledged",
    "outbox.before_publish",
    "outbox.after_publish",
)
OF_ACCEPTING = ("call.before_commit", "call.after_commit", "outbox.before_publish", "outbox.after_publish")
OF_MAILING = ("event.received", "event.before_commit", "event.after_commit", "mail.claimed", "mail.sent")


@pytest.fixture(scope="module")
async def http(own_suite: Stack) -> AsyncIterator[Http]:
    async with opened(own_suite.edge_url) as client:
        yield client


@pytest.fixture(scope="module")
async def tenants(own_suite: Stack, http: Http) -> list[Tenant]:
    return [await new_tenant(http, own_suite.settings) for _ in range(2)]


@pytest.fixture(scope="module")
async def customers(tenants: list[Tenant]) -> list[Customer]:
    return [await invited_customer(tenant) for tenant in tenants]


class Dying:
    """A replica that dies at a crash point, in the place of the ordinary one, which comes back afterwards."""

    def __init__(self, stack: Stack, service: str, point: str) -> None:
        self._stack, self._service, self._point = stack, service, point

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(self._stack.services[self._service].stop)
        try:
            self.replica = await asyncio.to_thread(self._armed)
        except BaseException:
            await asyncio.to_thread(self._stack.services[self._service].restart)
            raise
        return self

    def _armed(self) -> Service:
        """Start one that dies; one that died already over what an earlier death left behind is followed by another."""
        for _ in range(TRIES):
            replica = self._stack.replica(self._service, {"PORTICO_FAULTS": self._point}, ready=False)
            if _outlives_its_start(replica):
                return replica
        raise AssertionError(f"{self._service} does not get ready with {self._point} armed")

    async def __aexit__(self, *failure: object) -> None:
        died = not self.replica.is_alive
        try:
            if failure[0] is None:
                await asyncio.to_thread(wait_until, lambda: not self.replica.is_alive, 30)
                died = True
        finally:
            self.replica.kill()
            await asyncio.to_thread(self._stack.services[self._service].restart)
        assert died or failure[0] is not None, f"{self._service} passed {self._point} alive"


def _outlives_its_start(replica: Service) -> bool:
    wait_until(lambda: not replica.is_alive or replica.is_ready(), 60)
    return replica.is_alive


@pytest.mark.parametrize("point", OF_INTAKE)
async def test_a_kill_during_intake_changes_nothing(
    own_suite: Stack, tenants: list[Tenant], customers: list[Customer], point: str
) -> None:
    mark = secrets.token_hex(3)
    before = [len(await customer.records()) for customer in customers]
    async with Dying(own_suite, "records", point):
        for tenant in tenants:
            async with backoffice_of(tenant.name, tenant.amqp_url) as backoffice:
                events = [record_event(tenant.name, f"INV-{mark}-{n}", n + 1) for n in range(5)]
                # All at once, so that one batch has several: dying half-way through its acknowledgements needs two.
                await asyncio.gather(*(backoffice.publish(one) for one in (*events, *events)))
                await backoffice.send(b"broken " + mark.encode(), f"{tenant.name}.backoffice.record.upserted.v1")
    for tenant, customer, count in zip(tenants, customers, before, strict=True):
        found = [row for row in await customer.sees(count + 5) if mark in row["record_id"]]
        assert sorted((row["record_id"], row["revision"]) for row in found) == [
            (f"INV-{mark}-{n}", n + 1) for n in range(5)
        ]
        assert await _quarantined_with(tenant, mark) == 1


async def _quarantined_with(tenant: Tenant, mark: str) -> int:
    await tenant.sign_in_owner()

    async def there() -> int:
        answer = await tenant.http.get("/backoffice/v1/quarantine?limit=100", token=tenant.staff_token)
        return sum(mark in row["body"] for row in answer.body["items"])

    return await wait_until_async(there, 20)


@pytest.mark.parametrize("point", OF_ACCEPTING)
async def test_a_kill_while_an_invitation_is_accepted_leaves_one_membership(
    own_suite: Stack, http: Http, tenants: list[Tenant], point: str
) -> None:
    tenant, other = tenants
    await tenant.sign_in_owner()
    email = f"{secrets.token_hex(4)}@killed.example"
    assert (await invite(tenant, email)).status == 201
    _, token = mailed_token(tenant, email)
    path, body = f"/api/v1/invitations/{token}/accept", {"password": PASSWORD, "name": "Kim"}
    async with Dying(own_suite, "identity", point):
        first = await http.post(path, body)
        assert first.status in (200, 201, 503, 504), first.text

    async def settled() -> bool:
        return (await http.post(path, body)).status in (200, 201, 404, 410)

    await wait_until_async(settled, 30)
    login = {"portal": f"{tenant.name}/customers", "email": email, "password": PASSWORD}
    signed_in = await http.post("/api/v1/auth/login", login)
    assert signed_in.status == 200, signed_in.text
    listed = await http.get("/api/v1/me/memberships", token=signed_in.body["access_token"])
    assert len(listed.body["items"]) == 1
    assert (await http.post("/api/v1/auth/login", {**login, "portal": f"{other.name}/customers"})).status == 401


@pytest.mark.parametrize("point", OF_MAILING)
async def test_a_kill_while_a_mail_goes_out_sends_it_once(
    own_suite: Stack, tenants: list[Tenant], customers: list[Customer], point: str
) -> None:
    tenant = tenants[0]
    await tenant.sign_in_owner()
    email = f"{secrets.token_hex(4)}@mailed.example"
    async with Dying(own_suite, "notifications", point):
        assert (await invite(tenant, email)).status == 201
    mailed_token(tenant, email)
    follow_up = f"after.{email}"
    assert (await invite(tenant, follow_up)).status == 201
    mailed_token(tenant, follow_up)  # whatever was still on its way has gone out by now
    mails = mails_to(tenant.mail_url, email)
    # SMTP has no transactions: a death between its 250 and our note of it repeats the mail, under the same Message-ID.
    assert len(mails) <= (2 if point == "mail.sent" else 1)
    headers = [{name.lower(): value for name, value in mail["headers"].items()} for mail in mails]
    assert len({header["message-id"] for header in headers}) == 1
