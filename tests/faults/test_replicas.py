"""Three replicas each of edge, records and identity: whichever answers, sign-in, pages and revocation work."""

import asyncio
import itertools
from collections.abc import AsyncIterator

import pytest

from actors import Customer, Http, Tenant, invited_customer, new_tenant, record_event
from actors.backoffice import backoffice_of
from actors.http import opened
from actors.tenant import INVOICES, PASSWORD
from portico_local.stack import Stack
from stack import wait_until_async

pytestmark = pytest.mark.alone
REVOKED_WITHIN_S = IN_FORCE_WITHIN_S = 2.0


@pytest.fixture(scope="module")
async def edges(own_suite: Stack) -> AsyncIterator[list[Http]]:
    """Clients of three edges."""
    urls = [own_suite.edge_url]
    for _ in range(2):
        own_suite.replica("records")
        own_suite.replica("identity")
        urls.append(own_suite.replica("edge").url)
    async with opened(urls[0]) as one, opened(urls[1]) as two, opened(urls[2]) as three:
        yield [one, two, three]


@pytest.fixture(scope="module")
async def tenants(own_suite: Stack, edges: list[Http]) -> list[Tenant]:
    return [await new_tenant(edges[0], {**own_suite.settings, "PATH": "/usr/bin:/bin"}) for _ in range(2)]


async def _sign_in(edge: Http, tenant: Tenant, email: str) -> Customer:
    login = {"portal": f"{tenant.name}/customers", "email": email, "password": PASSWORD}
    answer = await edge.post("/api/v1/auth/login", login)
    assert answer.status == 200, answer.text
    return Customer(edge, email, answer.body)


async def test_whichever_replica_answers_people_sign_in_and_see(edges: list[Http], tenants: list[Tenant]) -> None:
    for tenant in tenants:
        async with backoffice_of(tenant.name, tenant.amqp_url) as backoffice:
            await backoffice.publish(*(record_event(tenant.name, f"INV-{n}", 1) for n in range(30)))
        invited = await invited_customer(tenant)
        await invited.sees(30)
        for edge in edges * 2:
            customer = await _sign_in(edge, tenant, invited.email)
            assert len(await customer.records()) == 30
            elsewhere = itertools.cycle(edges)
            cursor, seen = "", 0
            while True:  # each page from another edge, and from whichever records replica
                answer = await next(elsewhere).get(f"/api/v1/records/invoices?limit=7{cursor}", token=customer.token)
                assert answer.status == 200, answer.text
                seen += len(answer.body["items"])
                if answer.body["next_cursor"] is None:
                    break
                cursor = f"&cursor={answer.body['next_cursor']}"
            assert seen == 30


async def _refused_everywhere(edges: list[Http], token: str) -> bool:
    # Several times each: the calls spread over the replicas of identity and records.
    asked = (edge.get(path, token=token) for edge in edges * 3 for path in ("/api/v1/portal", "/api/v1/me"))
    return {answer.status for answer in await asyncio.gather(*asked)} == {401}


async def test_a_revocation_is_in_force_on_every_replica_within_two_seconds(
    edges: list[Http], tenants: list[Tenant]
) -> None:
    customers = [await invited_customer(tenant) for tenant in tenants]
    signed_out, stays = customers
    for edge in edges:
        assert (await edge.get("/api/v1/portal", token=signed_out.token)).status == 200
    assert (await edges[1].post("/api/v1/auth/logout", token=signed_out.token)).status in (200, 204)

    async def refused() -> bool:
        return await _refused_everywhere(edges, signed_out.token)

    await wait_until_async(refused, REVOKED_WITHIN_S)
    assert (await edges[2].get("/api/v1/portal", token=stays.token)).status == 200


async def _fields_shown(edge: Http, customer: Customer) -> frozenset[str]:
    answer = await edge.get("/api/v1/records/invoices?limit=1", token=customer.token)
    assert answer.status == 200, answer.text
    [item] = answer.body["items"]
    return frozenset(item)


async def test_a_changed_policy_is_in_force_on_every_replica_within_two_seconds_and_there_is_always_one(
    edges: list[Http], tenants: list[Tenant]
) -> None:
    for tenant in tenants:
        async with backoffice_of(tenant.name, tenant.amqp_url) as backoffice:
            await backoffice.publish(record_event(tenant.name, "INV-1", 1))
    customer, neighbour = [await invited_customer(tenant) for tenant in tenants]
    for one in (customer, neighbour):
        await wait_until_async(one.records, 20)
    before = await _fields_shown(edges[0], customer)
    fields = {name: right for name, right in INVOICES["fields"].items() if name != "total"}
    narrowed = {**INVOICES, "fields": fields, "layout": {"list": ["title"]}}
    seen: list[frozenset[str]] = []

    async def looking() -> None:  # every answer in between is of the one version or the other
        turns = itertools.cycle(edges)
        while True:
            seen.append(await _fields_shown(next(turns), customer))

    async def everywhere() -> bool:  # several times each: calls spread over the replicas of records
        shown = await asyncio.gather(*(_fields_shown(edge, customer) for edge in edges * 4))
        return not any("total" in fields for fields in shown)

    watching = asyncio.create_task(looking())
    await tenants[0].change_portal(modules=[narrowed])
    await wait_until_async(everywhere, IN_FORCE_WITHIN_S)
    watching.cancel()
    await asyncio.wait([watching])
    assert watching.cancelled(), watching.exception()
    assert len(set(seen)) <= 2
    assert before in seen
    assert "total" in await _fields_shown(edges[1], neighbour)


async def test_a_replica_that_starts_after_a_revocation_knows_of_it(
    own_suite: Stack, edges: list[Http], tenants: list[Tenant]
) -> None:
    customer = await invited_customer(tenants[0])
    other = await invited_customer(tenants[1])
    assert (await edges[0].post("/api/v1/auth/logout", token=customer.token)).status in (200, 204)
    edge = await asyncio.to_thread(own_suite.replica, "edge")
    records = await asyncio.to_thread(own_suite.replica, "records")
    async with opened(edge.url) as late:
        assert await _refused_everywhere([late], customer.token)
        assert (await late.get("/api/v1/portal", token=other.token)).status == 200
    edge.stop()
    records.stop()
