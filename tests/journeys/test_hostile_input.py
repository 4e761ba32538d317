"""Hostile input at the doors of backoffices and customers: a problem that names the place, and nothing stored."""

import json
from typing import Any

import pytest

from actors import Customer, Http, Tenant, invited_customer, new_tenant, record_event
from actors.backoffice import Event, backoffice_of
from stack import wait_until_async
from stack.fixtures import Suite

JSON = "application/cloudevents+json"
BATCH = "application/cloudevents-batch+json"
DEEP = 10_000
RECORD_FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"revision": "1"}, "/data/revision"),
    ({"revision": -1}, "/data/revision"),
    ({"revision": 2**63}, "/data/revision"),
    ({"revision": 1.5}, "/data/revision"),
    ({"revision": True}, "/data/revision"),
    ({"title": "nul\u0000byte"}, "/data/title"),
    ({"title": "x" * 1_000_000}, "/data/title"),
    ({"record_id": ""}, "/data/record_id"),
    ({"record_id": "x" * 10_000}, "/data/record_id"),
    ({"issued_on": "2026-02-30"}, "/data/issued_on"),
    ({"issued_on": "30.11.2026"}, "/data/issued_on"),
    ({"due_on": 20261130}, "/data/due_on"),
    ({"total": "1e400"}, "/data/total"),
    ({"total": "NaN"}, "/data/total"),
    ({"total": "12,50"}, "/data/total"),
    ({"total": 12.5}, "/data/total"),
    ({"total": "9" * 40}, "/data/total"),
    ({"currency": "euro"}, "/data/currency"),
    ({"module": "../invoices"}, "/data/module"),
    ({"module": {"$ne": None}}, "/data/module"),
    ({"accounts": {"$gt": ""}}, "/data/accounts"),
    ({"fields": {"$where": "sleep(1000)"}}, "/data/fields"),
    ({"fields": {"a.b": 1}}, "/data/fields"),
    ({"visible_from": "tomorrow"}, "/data/visible_from"),
    ({"hidden": "false"}, "/data/hidden"),
]
HARMLESS: list[dict[str, Any]] = [
    {"record_id": "INV/2026/%2e%2e/..", "title": "ids with / and % and .."},
    {"record_id": "emoji", "title": "🧾 Invoice 👩‍🚀"},
    {"record_id": "rtl", "title": "\u202eevil.exe"},
    {"record_id": "$where", "title": "$where: function() { return true }"},
    {"record_id": '{"$ne": null}', "title": "{{7*7}} <script>alert(1)</script>"},
]
HTTP_BODIES: list[tuple[str, bytes, str, set[int]]] = [
    ("not JSON", b"not json", JSON, {422, 400}),
    ("empty", b"", JSON, {422, 400}),
    ("wrong content type", b"<xml/>", "application/xml", {415}),
    ("11 MB", b'{"data": "' + b"x" * 11_000_000 + b'"}', JSON, {413}),
    ("a batch of 10,000", json.dumps([{}] * 10_000).encode(), BATCH, {413, 422}),
    ("deep nesting", b"[" * DEEP + b"]" * DEEP, BATCH, {422, 400}),
    ("deep data", b'{"data":' * DEEP + b"{}" + b"}" * DEEP, JSON, {422, 400}),
    ("a bare string", b'"hello"', JSON, {422}),
    ("invalid UTF-8", b'{"id": "\xff\xfe"}', JSON, {422, 400}),
    ("NaN", b'{"data": NaN}', JSON, {422, 400}),
    ("lone surrogate", b'{"id": "\\ud800"}', JSON, {422, 400}),
]


@pytest.fixture(scope="module")
async def tenant(suite: Suite, http: Http) -> Tenant:
    return await new_tenant(http, suite.environ)


@pytest.fixture(scope="module")
async def other(suite: Suite, http: Http) -> Tenant:
    return await new_tenant(http, suite.environ)


@pytest.fixture(scope="module")
async def customer(tenant: Tenant) -> Customer:
    return await invited_customer(tenant)


def _with(event: Event, data: dict[str, Any]) -> Event:
    return {**event, "data": {**event["data"], **data}}


async def _alive(tenant: Tenant) -> None:
    assert (await tenant.http.get("/readyz")).status == 200


@pytest.mark.parametrize(("name", "body", "kind", "statuses"), HTTP_BODIES, ids=[row[0] for row in HTTP_BODIES])
async def test_broken_bodies_are_refused_whole(
    tenant: Tenant, customer: Customer, name: str, body: bytes, kind: str, statuses: set[int]
) -> None:
    headers = {"Content-Type": kind}
    answer = await tenant.http.ask("POST", "/backoffice/v1/events", token=tenant.api_key, raw=body, headers=headers)
    assert answer.status in statuses, (name, answer.text[:300])
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert answer.code
    await _alive(tenant)


@pytest.mark.parametrize(
    ("fault", "place"), RECORD_FAULTS, ids=[f"{row[1]}-{n}" for n, row in enumerate(RECORD_FAULTS)]
)
async def test_a_wrong_value_is_refused_with_its_place(
    tenant: Tenant, other: Tenant, fault: dict[str, Any], place: str
) -> None:
    for sender in (tenant, other):
        event = _with(record_event(sender.name, "BAD", 1), fault)
        answer = await sender.http.ask(
            "POST", "/backoffice/v1/events", event, token=sender.api_key, headers={"Content-Type": JSON}
        )
        assert answer.status == 422, answer.text[:300]
        assert any(error["pointer"].startswith(place) for error in answer.body["errors"]), answer.body["errors"][:3]
        assert len(answer.text) < 20_000


async def test_the_same_over_amqp_ends_in_quarantine_and_nowhere_else(
    tenant: Tenant, other: Tenant, customer: Customer
) -> None:
    wrong = [_with(record_event(tenant.name, f"BAD-{n}", 1), fault) for n, (fault, _) in enumerate(RECORD_FAULTS)]
    upsert = f"{tenant.name}.backoffice.record.upserted.v1"
    broken = [body for _, body, _, _ in HTTP_BODIES if 0 < len(body) < 5_000_000]
    async with backoffice_of(tenant.name, tenant.amqp_url) as backoffice:
        await backoffice.publish(*wrong)
        for body in broken:
            await backoffice.send(body, upsert)
        await backoffice.publish(record_event(tenant.name, "GOOD", 1, accounts=["C-1001"], title="after it all"))

    async def seen() -> bool:
        return any(row["title"] == "after it all" for row in await customer.records())

    await wait_until_async(seen, 30)
    found = await tenant.http.get("/backoffice/v1/quarantine?limit=100", token=tenant.staff_token)
    assert len(found.body["items"]) == len(wrong) + len(broken)
    assert all(row["code"].startswith("records.") for row in found.body["items"])
    assert [row for row in await customer.records() if row["record_id"].startswith("BAD")] == []
    empty = await other.http.get("/backoffice/v1/quarantine", token=other.staff_token)
    assert empty.body["items"] == []
    await _alive(tenant)


async def test_strange_but_valid_text_is_shown_as_it_is(tenant: Tenant, other: Tenant, customer: Customer) -> None:
    stranger = await invited_customer(other)
    events = [_with(record_event(tenant.name, "x", 1), data) for data in HARMLESS]
    answer = await tenant.http.ask(
        "POST", "/backoffice/v1/events", events, token=tenant.api_key, headers={"Content-Type": BATCH}
    )
    assert (answer.status, answer.body["rejected"]) == (202, [])
    wanted = {(data["record_id"], data["title"]) for data in HARMLESS}

    async def shown() -> bool:
        return wanted <= {(row["record_id"], row["title"]) for row in await customer.records()}

    await wait_until_async(shown, 30)
    for row in await customer.records():
        detail = await customer.get(f"/api/v1/records/invoices/{row['id']}")
        assert (detail.status, detail.body["title"]) == (200, row["title"])
    assert await stranger.records() == []


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=101",
        "limit=x",
        "cursor=rubbish",
        "sort=$where",
        "sort=-",
        "sort=fields.internal_note",
        "sort=nonsense",
    ],
)
async def test_wrong_queries_are_refused(tenant: Tenant, customer: Customer, query: str) -> None:
    answer = await customer.get(f"/api/v1/records/invoices?{query}")
    assert answer.status == 422, answer.text[:300]
    assert answer.code


async def test_a_hidden_field_is_refused_exactly_as_one_that_does_not_exist(tenant: Tenant, customer: Customer) -> None:
    hidden = await customer.get("/api/v1/records/invoices?sort=fields.internal_note")
    unknown = await customer.get("/api/v1/records/invoices?sort=fields.no_such_thing")
    assert (hidden.status, hidden.text) == (unknown.status, unknown.text)


@pytest.mark.parametrize(
    "part", ["%00", "..%2f..%2fetc%2fpasswd", "$where", "x" * 3000, "%F0%9F%A7%BE", '{"$ne":null}']
)
async def test_strange_paths_find_nothing(tenant: Tenant, customer: Customer, part: str) -> None:
    for path in (f"/api/v1/records/{part}", f"/api/v1/records/invoices/{part}"):
        answer = await customer.get(path)
        assert answer.status in (404, 414, 422), (path[:60], answer.status, answer.text[:200])
    assert (await tenant.http.get(f"/api/v1/invitations/{part}")).status in (404, 414, 422)
