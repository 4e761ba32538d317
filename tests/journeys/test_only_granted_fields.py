"""No answer of any customers' route carries a value of a field that is not granted, in body or in headers.

Each field of the records carries a text of its own; portals grant some at random, and all that the routes of the API's
description answer is searched for the others: pages, files, histories, problems, and what an `ETag` gives away.
"""

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest

from actors import Customer, Http, Tenant, invited_customer, record_event
from actors.backoffice import backoffice_of
from actors.http import Answer
from records.domain.public_id import public_id
from stack import wait_until_async
from worlds.canaries import DECLARED, DEFINITION, GRANTS, record, text, texts

ROUNDS = 3
EARLIER, NOW, ORDER = "earlier", "now", "order"
NEVER = ("hidden", "of another account", "of another tenant")
IDS = re.compile(r"\{(\w+)\}")
NAMED = ("sort={}", "sort=-{}", "filter[{}]=1", "filter[{}][lt]=1&count=true", "fields={}", "fields=title,{}")
NOT_A_TEXT = {"currency", "related"}
"""A few letters, and the name of another record that shows: held against the record's own members instead."""


@dataclass
class Watched:
    """A customer, and what may be in no answer to them."""

    customer: Customer
    tenant: Tenant
    granted: dict[str, set[str]] = field(default_factory=dict)
    asked: int = 0

    def forbidden(self) -> set[str]:
        """Texts of fields that are not granted, of records that do not show, and names of fields."""
        found = {text(owner, name) for owner in NEVER for name in (*GRANTS, "undeclared")}
        found |= {text(owner, "undeclared") for owner in (EARLIER, NOW, ORDER)}
        for owner, module in ((EARLIER, "invoices"), (NOW, "invoices"), (ORDER, "orders")):
            found |= {one for name, one in texts(owner).items() if name not in self.granted[module] | NOT_A_TEXT}
        return found - {text(owner, "currency") for owner in (*NEVER, EARLIER, NOW, ORDER)}

    def names(self) -> set[str]:
        """Names of declared fields that no module grants."""
        return {name for name in DECLARED if not any(f"fields.{name}" in names for names in self.granted.values())}

    async def ask(self, path: str, *, method: str = "GET", named: bool = False, known: str = "") -> Answer:
        """Ask, and search all of the answer; `named` where the request itself names fields, `known` is an `ETag`."""
        headers = {"If-None-Match": known} if known else {}
        answer = await self.customer.http.ask(method, path, token=self.customer.token, headers=headers)
        everything = "\n".join((answer.text, *(f"{name}: {value}" for name, value in answer.headers.items())))
        found = {one for one in self.forbidden() | (set() if named else self.names()) if one in everything}
        assert not found, (path, answer.status, found)
        self.asked += 1
        return answer


@pytest.fixture
async def watched(acme: Tenant, globex: Tenant) -> AsyncIterator[Watched]:
    for tenant in (acme, globex):
        for module in ("invoices", "orders"):
            answer = await tenant.http.ask(
                "PUT", f"/backoffice/v1/modules/{module}", DEFINITION, token=tenant.staff_token
            )
            assert answer.status == 200, answer.text
        await tenant.change_portal(modules=[_entry("invoices", set(GRANTS)), _entry("orders", set(GRANTS))])
    watched = Watched(await invited_customer(acme), acme, {"invoices": set(GRANTS), "orders": set(GRANTS)})
    async with backoffice_of(globex.name, globex.amqp_url) as backoffice:
        await backoffice.publish(record_event(globex.name, "INV-1", 1, **record("of another tenant")))
    async with backoffice_of(acme.name, acme.amqp_url) as backoffice:
        await backoffice.publish(
            record_event(acme.name, "INV-1", 1, **record(EARLIER)),
            record_event(acme.name, "INV-2", 1, **record("of another account", accounts=["C-2002"])),
            record_event(acme.name, "INV-3", 1, **record("hidden", hidden=True)),
            record_event(acme.name, text(NOW, "related"), 1, **record(ORDER, module="orders", related=[])),
            record_event(acme.name, "INV-1", 2, **record(NOW)),
        )

        async def both_are_there() -> bool:
            found = await watched.customer.records("invoices"), await watched.customer.records("orders")
            return [[one["revision"] for one in some] for some in found] == [[2], [1]]

        await wait_until_async(both_are_there, 30)
        yield watched


def _entry(module: str, granted: set[str]) -> dict[str, Any]:
    """A module that filters by a field which it may well not grant."""
    return {
        "module": module,
        "scope": "account",
        "actions": ["view", "export", "pay"],
        "fields": dict.fromkeys(sorted(granted), "read"),
        "related": ["orders"],
        "filter": {"any": [{"field": name, "op": "exists", "value": True} for name in ("terms", "fields.zqown_text")]},
    }


async def _grant(watched: Watched, rng: Random) -> None:
    """Publish a portal that grants fields at random, and wait until it is in force."""
    watched.granted = {
        module: {name for name in GRANTS if rng.random() < share}
        for module, share in (("invoices", 0.5), ("orders", 0.2))
    }
    before = (await watched.customer.get("/api/v1/portal")).body["version"]
    await watched.tenant.change_portal(modules=[_entry(module, names) for module, names in watched.granted.items()])

    async def in_force() -> bool:
        return bool((await watched.customer.get("/api/v1/portal")).body["version"] > before)

    await wait_until_async(in_force, 10)


def _addresses(routes: list[str], tenant: str) -> Iterator[str]:
    """Every address of these routes that can be made of what is there, and of what is not."""
    ids = [public_id(tenant, "invoices", name) for name in ("INV-1", "INV-2", "INV-3")]
    ids += [public_id(tenant, "orders", text(NOW, "related")), "nothing"]
    for path in routes:
        for module in ("invoices", "orders", "nothing") if "{module}" in path else ("",):
            for one in ids if "{id}" in path else ("",):
                values = {"module": module, "id": one, "tenant": tenant, "slug": "customers"}
                yield IDS.sub(lambda found, values=values: values.get(found.group(1), "x" * 43), path)  # type: ignore[misc]


async def _routes(http: Http) -> dict[str, list[str]]:
    """The paths of customers' routes by method: all that read, and whatever is done to records."""
    described = (await http.get("/api/openapi.json")).body["paths"]
    found: dict[str, list[str]] = {}
    for path, operations in described.items():
        for method in operations:
            if path.startswith("/api/v1/") and (method == "get" or path.startswith("/api/v1/records/")):
                found.setdefault(method.upper(), []).append(path)
    return found


async def test_no_answer_carries_a_field_that_is_not_granted(http: Http, watched: Watched) -> None:
    routes, rng, etags = await _routes(http), Random(8), set()
    assert {"/api/v1/records/{module}/{id}/history", "/api/v1/dashboard", "/api/v1/search"} <= set(routes["GET"])
    shown = f"/api/v1/records/invoices/{public_id(watched.tenant.name, 'invoices', 'INV-1')}"
    for _ in range(ROUNDS):
        await _grant(watched, rng)
        for method, paths in routes.items():
            for path in _addresses(paths, watched.tenant.name):
                await watched.ask(path, method=method)
        page = await watched.ask(shown)
        _holds_what_is_granted(page, watched.granted["invoices"])
        etags.add(page.headers["ETag"])
        assert (await watched.ask(shown, known=page.headers["ETag"])).status == 304
        await _ask_by_name(watched, rng, shown)
    assert len(etags) == 1, "it tells the revision, whatever is granted"
    assert watched.asked > ROUNDS * 50


def _holds_what_is_granted(page: Answer, granted: set[str]) -> None:
    """The search finds what is there: each granted field's own text, and no member that is not granted."""
    missing = {name for name in granted - NOT_A_TEXT if text(NOW, name) not in page.text}
    assert not missing, page.text
    assert {name for name in NOT_A_TEXT if name in page.body} == granted & NOT_A_TEXT


async def _ask_by_name(watched: Watched, rng: Random, shown: str) -> None:
    """Name hidden fields wherever a name is taken: refused, and nothing of them told."""
    hidden = sorted(set(GRANTS) - watched.granted["invoices"])
    for name in rng.sample(hidden, 2):
        for query in NAMED:
            address = "/api/v1/records/invoices{}?" + query.format(name)
            for place in ("", "/export"):
                if place and "count" in query:
                    continue
                assert (await watched.ask(address.format(place), named=True)).status == 422
        assert (await watched.ask(f"{shown}?fields={name}", named=True)).status == 422
    for query in ("q=zq", "cursor=wrong", "limit=0", "sort=zq", "q=zq&count=true"):
        await watched.ask(f"/api/v1/records/invoices?{query}")
    for query in ("q=zq", f"q={text(NOW, 'title')[:8]}"):
        await watched.ask(f"/api/v1/search?{query}")
