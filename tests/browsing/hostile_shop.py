"""A shop in which whatever anybody may name is hostile: labels, titles, fields, what people are called."""

import secrets
from collections.abc import Mapping
from itertools import cycle
from typing import Any

from actors import Customer, Http, Tenant, invited_customer, new_tenant
from actors.backoffice import backoffice_of, event
from browsing.shop import ACCOUNT, Shop
from worlds.hostile import WORDS, record

MODULES = "/backoffice/v1/modules"
PORTALS = "/backoffice/v1/portals"


async def opened_hostile_shop(http: Http, environ: Mapping[str, str]) -> Shop:
    """Make one, by the doors that backoffices and designers have."""
    tenant = await new_tenant(http, environ, ready=False)
    await tenant.activate_owner()
    await _design(tenant)
    customer = await invited_customer(tenant, ACCOUNT, name=WORDS[0], roles=["admin"])
    await _called_badly(customer)
    account = {"account_id": ACCOUNT, "revision": 1, "name": WORDS[1], "kind": "customer"}
    async with backoffice_of(tenant.name, tenant.amqp_url) as backoffice:
        await backoffice.publish(event(tenant.name, "backoffice.account.upserted.v1", account))
        await backoffice.publish_batch(
            [
                event(tenant.name, "backoffice.record.upserted.v1", record(word, number), id=secrets.token_hex(8))
                for number, word in enumerate(WORDS)
            ]
        )
    await customer.sees(len(WORDS))
    return Shop(tenant, customer, f"{http.base}/p/{tenant.name}/customers")


async def _design(tenant: Tenant) -> None:
    """The preset of invoices with every label exchanged, in a portal that is called badly."""
    words = cycle(WORDS)
    definition = _relabelled((await tenant.http.get(f"{MODULES}/invoices", token=tenant.staff_token)).body, words)
    kept = {name: definition[name] for name in ("label", "fields", "statuses")}
    odd = {"name": "odd", "type": "string", "label": {"en": WORDS[2]}, "sortable": False, "searchable": True}
    await _told(tenant, "PUT", f"{MODULES}/invoices", {**kept, "fields": [*kept["fields"], odd]})
    made = {"slug": "customers", "name": WORDS[0], "audience": "customer"}
    await _told(tenant, "POST", PORTALS, made)
    draft = await tenant.http.get(f"{PORTALS}/customers/draft", token=tenant.staff_token)
    entries = [_relabelled(entry, words) for entry in draft.body["modules"] if entry["module"] == "invoices"]
    entries[0]["fields"]["fields.odd"] = "read"
    entries[0]["layout"]["list"].append("fields.odd")
    entries[0]["label"] = {"en": WORDS[1]}
    document = {**draft.body, "name": WORDS[0], "modules": entries, "roles": {"admin": {"modules": ["invoices"]}}}
    await _told(tenant, "PUT", f"{PORTALS}/customers/draft", document, **{"If-Match": draft.headers["ETag"]})
    await _told(tenant, "POST", f"{PORTALS}/customers/publish", {})


def _relabelled(value: Any, words: Any) -> Any:
    """The document with another word wherever it says something in a language."""
    if isinstance(value, list):
        return [_relabelled(each, words) for each in value]
    if isinstance(value, dict):
        said = {"label", "section"} & value.keys()
        return {
            name: {"en": next(words)[:60]} if name in said and isinstance(each, dict) else _relabelled(each, words)
            for name, each in value.items()
        }
    return value


async def _called_badly(customer: Customer) -> None:
    body = {"name": WORDS[3]}
    answer = await customer.http.ask("PATCH", "/api/v1/me", body, token=customer.token)
    assert answer.status == 200, answer.text


async def _told(tenant: Tenant, method: str, path: str, body: object, **headers: str) -> None:
    answer = await tenant.http.ask(method, path, body, token=tenant.staff_token, headers=headers)
    assert answer.status < 300, (path, answer.status, answer.text)
