"""Every route that the API describes x everybody who should not get through: only what is designed comes back.

The routes come from OpenAPI itself, so that a new one is in the matrix before anybody thinks of it.
"""

import hashlib
import json
import re
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from bson import json_util
from motor.motor_asyncio import AsyncIOMotorClient

from actors import Customer, Http, Tenant, invited_customer, new_tenant, record_event
from actors.backoffice import backoffice_of
from actors.http import Answer
from chassis.tokens import TokenSigner
from contracts.message import Who
from contracts.principal import Principal
from stack import wait_until_async
from stack.fixtures import Suite
from stack.trails import trails_are_complete

REFUSALS = {401, 403, 404, 422}
PUBLIC_REFUSALS = REFUSALS | {400, 410, 428}
IDS = re.compile(r"\{(\w+)\}")


@dataclass
class World:
    """Two tenants with people and records, and the ids of the first's things."""

    suite: Suite
    http: Http
    acme: Tenant
    globex: Tenant
    customer: Customer
    neighbour: Customer
    foreigner: Customer
    ids: dict[str, str]
    routes: list[tuple[str, str, dict[str, Any]]]

    def signed(self, **claims: Any) -> str:
        """A token that identity could have signed, of whatever claims."""
        return TokenSigner(self.suite.settings["PORTICO_SIGNING_KEY"]).sign(Principal(**claims))


@pytest.fixture(scope="module")
async def world(suite: Suite, http: Http) -> World:
    acme, globex = await new_tenant(http, suite.environ), await new_tenant(http, suite.environ)
    customer = await invited_customer(acme)
    neighbour, foreigner = await invited_customer(acme, "C-2002"), await invited_customer(globex)
    async with backoffice_of(acme.name, acme.amqp_url) as backoffice:
        await backoffice.publish(record_event(acme.name, "INV-1", 1))
        await backoffice.publish(record_event(acme.name, "INV-2", 1, module="nowhere"))
    [record] = await customer.sees(1)

    async def quarantined() -> list[dict[str, Any]]:
        answer = await http.get("/backoffice/v1/quarantine", token=acme.staff_token)
        items: list[dict[str, Any]] = answer.body["items"]
        return items

    ids = {"record": record["id"], "quarantine": (await wait_until_async(quarantined, 20))[0]["id"]}
    for name, path in (("users", "users"), ("invitations", "invitations"), ("api-keys", "api-keys")):
        listed = await http.get(f"/backoffice/v1/{path}", token=acme.staff_token)
        ids[name] = listed.body["items"][0]["id"]
    described = (await http.get("/api/openapi.json")).body
    routes = [
        (method.upper(), path, operation)
        for path, operations in described["paths"].items()
        for method, operation in operations.items()
        if method in ("get", "post", "put", "patch", "delete")
    ]
    return World(suite, http, acme, globex, customer, neighbour, foreigner, ids, routes)


def _path(world: World, path: str) -> str:
    """The path with the ids of acme's own things in it."""
    first = path.split("/")[3] if path.count("/") > 3 else ""
    values = {
        "tenant": world.acme.name, "slug": "customers", "module": "invoices", "version": "1",
        "token": f"{world.acme.name}.{'x' * 43}", "id": world.ids.get(first, world.ids["record"]),
    }  # fmt: skip
    return IDS.sub(lambda found: values.get(found.group(1), "unknown"), path)


def _is_public(operation: dict[str, Any]) -> bool:
    security = operation.get("security", [])
    return not security or {} in security


async def _call(world: World, method: str, path: str, token: str | None) -> Answer:
    body: dict[str, Any] | None = None if method in ("GET", "DELETE") else {}
    return await world.http.ask(method, _path(world, path), body, token=token, headers={"If-Match": '"1"'})


async def _traces(world: World) -> str:
    """A digest of everything stored of both tenants, once nothing is on its way any more."""
    prefix = world.suite.settings.get("PORTICO_DATABASE_PREFIX", "portico_")
    client: AsyncIOMotorClient[dict[str, Any]] = AsyncIOMotorClient(world.suite.settings["PORTICO_MONGO_URL"])
    mine = {"$in": [world.acme.name, world.globex.name]}
    try:
        names = [name for name in await client.list_database_names() if name.startswith(prefix)]

        async def quiet() -> bool:
            waiting = [
                await client[name]["outbox"].count_documents({"tenant": mine, "pending": True}) for name in names
            ]
            return not any(waiting) and await trails_are_complete(client, names, mine["$in"])

        await wait_until_async(quiet, 20)
        digest = hashlib.sha256()
        for name in sorted(names):
            for collection in sorted(await client[name].list_collection_names()):
                found = client[name][collection].find({"tenant": mine}).sort("_id", 1)
                async for document in found:
                    digest.update(json_util.dumps({"in": f"{name}.{collection}", **document}).encode())
        return digest.hexdigest()
    finally:
        client.close()


@pytest.fixture
async def unchanged(world: World) -> AsyncIterator[None]:
    """What is stored is the same afterwards: a refused call leaves no event and no row."""
    before = await _traces(world)
    yield
    assert await _traces(world) == before, "a refused call left something behind"


async def test_the_api_description_has_the_routes_of_the_spine(world: World) -> None:
    found = {(method, path) for method, path, _ in world.routes}
    assert len(found) > 30
    assert ("POST", "/backoffice/v1/events") in found


async def test_nobody_gets_through_without_a_token(world: World, unchanged: None) -> None:
    wrong = []
    for method, path, operation in world.routes:
        answer = await _call(world, method, path, None)
        shown = {200} if method == "GET" else set()
        allowed = PUBLIC_REFUSALS | shown if _is_public(operation) else {401}
        if answer.status not in allowed or answer.status >= 500:
            wrong.append((method, path, answer.status, answer.text[:100]))
    assert not wrong


@pytest.mark.parametrize("kind", ["expired", "tampered", "made up", "of a wrong key"])
async def test_a_token_that_does_not_hold_gets_nobody_through(world: World, unchanged: None, kind: str) -> None:
    good = world.acme.staff_token
    head, body, signature = good.split(".")
    tokens = {
        "expired": _expired(world),
        "tampered": f"{head}.{body[:-4]}AAAA.{signature}",
        "made up": "eyJhbGciOiJub25lIn0.eyJraW5kIjoic3RhZmYifQ.",
        "of a wrong key": _operator_signed(world),
    }
    wrong = []
    for method, path, operation in world.routes:
        if _is_public(operation):
            continue
        answer = await _call(world, method, path, tokens[kind])
        if answer.status != 401:
            wrong.append((method, path, answer.status, answer.text[:100]))
    assert not wrong


def _expired(world: World) -> str:
    signer = TokenSigner(world.suite.settings["PORTICO_SIGNING_KEY"], now=lambda: time.time() - 3600)
    return signer.sign(Principal(Who.STAFF, tenant=world.acme.name, subject="s", roles=frozenset({"owner"})))


def _operator_signed(world: World) -> str:
    signer = TokenSigner(world.suite.settings["PORTICO_OPERATOR_KEY"])
    return signer.sign(Principal(Who.STAFF, tenant=world.acme.name, subject="s", roles=frozenset({"owner"})))


async def test_another_tenant_finds_nothing_of_this_one(world: World, unchanged: None) -> None:
    wrong = []
    for token in (world.globex.staff_token, world.foreigner.token):
        for method, path, operation in world.routes:
            if _is_public(operation) or not IDS.search(path) or "{slug}" in path or path.endswith("/{module}"):
                continue
            answer = await _call(world, method, path, token)
            if answer.status not in REFUSALS:
                wrong.append((method, path, answer.status, answer.text[:100]))
    assert not wrong


async def test_another_tenants_lists_hold_nothing_of_this_one(world: World) -> None:
    for token in (world.globex.staff_token, world.foreigner.token):
        for method, path, operation in world.routes:
            if method == "GET" and not _is_public(operation):
                answer = await _call(world, method, path, token)
                assert world.acme.name not in answer.text, (path, answer.text[:200])
                assert world.ids["record"] not in answer.text.replace(_path(world, path), ""), path


async def test_another_account_finds_nothing_of_this_one(world: World, unchanged: None) -> None:
    answer = await world.neighbour.get(f"/api/v1/records/invoices/{world.ids['record']}")
    assert answer.status == 404
    assert await world.neighbour.records() == []
    unknown = await world.neighbour.get("/api/v1/records/invoices/AAAAAAAAAAAAAAAAAAAAAA")
    assert (answer.status, answer.code) == (unknown.status, unknown.code)


async def test_users_never_reach_staff_doors_nor_staff_users(world: World, unchanged: None) -> None:
    wrong = []
    for method, path, operation in world.routes:
        if _is_public(operation):
            continue
        token = world.customer.token if path.startswith("/backoffice") else world.acme.staff_token
        answer = await _call(world, method, path, token)
        shared = path.endswith(("/auth/logout", "/auth/refresh", "/accept"))
        if not shared and answer.status not in (401, 403):
            wrong.append((method, path, answer.status, answer.text[:100]))
        if shared and answer.status == 200:
            wrong.append((method, path, answer.status, answer.text[:100]))
    assert not wrong


async def test_a_read_only_token_changes_nothing(world: World, unchanged: None) -> None:
    me = {"tenant": world.acme.name, "subject": "view-as", "session": "s", "read_only": True, "acting": "staff"}
    staff = world.signed(kind=Who.STAFF, roles=frozenset({"owner"}), **me)
    user = world.signed(kind=Who.USER, portal="customers", account="C-1001", membership="m", **me)
    wrong = []
    for method, path, operation in world.routes:
        if method == "GET" or _is_public(operation):
            continue
        answer = await _call(world, method, path, staff if path.startswith("/backoffice") else user)
        if answer.status not in (401, 403):
            wrong.append((method, path, answer.status, answer.text[:100]))
    assert not wrong


async def test_every_refusal_is_a_problem_with_a_code(world: World) -> None:
    for method, path, operation in world.routes:
        if not _is_public(operation):
            answer = await _call(world, method, path, None)
            assert answer.headers["Content-Type"].startswith("application/problem+json"), path
            assert json.loads(answer.text)["code"], path
            assert answer.headers["X-Request-Id"], path
