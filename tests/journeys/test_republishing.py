"""A projection that was lost is there again after the operator's command, and a second time changes nothing."""

import asyncio
from typing import Any

from motor.motor_asyncio import AsyncIOMotorClient

from actors import Customer, Http, Tenant, invited_customer, record_event
from actors.backoffice import backoffice_of
from stack import wait_until_async
from stack.fixtures import Suite
from stack.operator_command import run_portico

LOST = ("portals", "versions", "modules", "memberships")
Rows = dict[str, list[dict[str, Any]]]


async def kept(suite: Suite, tenant: str, *, lose: bool = False) -> Rows:
    """What records knows of a tenant's portals and memberships; `lose` takes it away."""
    prefix = suite.settings.get("PORTICO_DATABASE_PREFIX", "portico_")
    client: AsyncIOMotorClient[dict[str, Any]] = AsyncIOMotorClient(suite.settings["PORTICO_MONGO_URL"])
    database = client[f"{prefix}records"]
    found = {name: await database[name].find({"tenant": tenant}).sort("_id", 1).to_list(1_000) for name in LOST}
    found["rules"] = await database["rules"].find({"tenant": tenant}).to_list(2)
    if lose:
        for name in LOST:
            await database[name].delete_many({"tenant": tenant})
        await database["rules"].update_one({"tenant": tenant}, {"$inc": {"number": 1}})
    client.close()
    return found


async def says_again(suite: Suite, tenant: Tenant) -> None:
    for service in ("portal-config", "identity"):
        said = await asyncio.to_thread(run_portico, suite.environ, "republish", service, "--tenant", tenant.name)
        assert said.startswith(f"{service} said ")


async def customer_with_a_record(tenant: Tenant) -> Customer:
    customer = await invited_customer(tenant)
    async with backoffice_of(tenant.name, tenant.amqp_url) as backoffice:
        await backoffice.publish(record_event(tenant.name, "INV-1", 1))
    await customer.sees(1)
    return customer


async def test_what_records_has_lost_is_said_again(suite: Suite, http: Http, acme: Tenant, globex: Tenant) -> None:
    customers = {tenant.name: await customer_with_a_record(tenant) for tenant in (acme, globex)}
    await acme.change_portal(name="Second version")
    mine, theirs = customers[acme.name], customers[globex.name]

    async def is_of(version: int | None) -> bool:
        answer = await mine.get("/api/v1/portal")
        return (answer.body.get("version") if answer.status == 200 else None) == version

    await wait_until_async(lambda: is_of(2), 10)
    elsewhere, before = await kept(suite, globex.name), await kept(suite, acme.name, lose=True)
    assert all(before[name] for name in LOST), before.keys()
    await wait_until_async(lambda: is_of(None), 10)
    assert len(await theirs.records()) == 1

    await says_again(suite, acme)
    await wait_until_async(lambda: is_of(2), 20)

    async def all_is_there() -> bool:
        now = await kept(suite, acme.name)
        return all(now[name] == before[name] for name in LOST)

    await wait_until_async(all_is_there, 20)
    assert len(await mine.records()) == 1

    rebuilt = await kept(suite, acme.name)
    await says_again(suite, acme)
    await acme.change_portal(name="Third version")
    await wait_until_async(lambda: is_of(3), 10)  # said after all of it, on the same queue
    again = await kept(suite, acme.name)
    assert again["rules"][0]["number"] == rebuilt["rules"][0]["number"] + 1, "only the third version was news"
    assert {name: again[name] for name in ("modules", "memberships")} == {
        name: rebuilt[name] for name in ("modules", "memberships")
    }
    assert await kept(suite, globex.name) == elsewhere
