"""Events over HTTP: what is right is stored before the answer, what is wrong is told, no tenant speaks for another."""

from typing import Any

import pytest

from contracts.envelope import BATCH_CONTENT_TYPE, CONTENT_TYPE, CloudEvent
from contracts.message import Who
from edge.http.route import EVENTS as LIMIT
from stack.knocking import API_KEY, Knocker, Reply

EVENTS = "/backoffice/v1/events"
UPSERT = "backoffice.record.upserted.v1"
DELETE = "backoffice.record.deleted.v1"
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
OWN_TRACE = "00-1bf7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def _event(number: int = 1, kind: str = DELETE, **changes: Any) -> dict[str, Any]:
    data = {"module": "invoices", "record_id": f"INV-{number}", "revision": number}
    whole = {"specversion": "1.0", "id": f"e{number}", "source": "erp://acme/main", "type": kind, "data": data}
    return {**whole, **changes}


@pytest.fixture
def publisher() -> Knocker:
    """An edge that knows an API key with the scope `events`."""
    edge = Knocker()
    edge.knows_the_key("events")
    return edge


async def _publish(edge: Knocker, body: object, kind: str = "application/json", query: str = "") -> Reply:
    return await edge.ask("POST", EVENTS + query, body, token=API_KEY, content_type=kind)


@pytest.mark.parametrize("kind", ["application/json", CONTENT_TYPE, f"{CONTENT_TYPE}; charset=utf-8"])
async def test_one_event_is_stored_under_its_tenant_and_type(publisher: Knocker, kind: str) -> None:
    answer = await _publish(publisher, _event(), kind)

    assert (answer.status, answer.json) == (202, {"accepted": 1, "rejected": []})
    [(key, stored, content_type)] = publisher.bus.stored
    assert (key, content_type) == (f"acme.{DELETE}", CONTENT_TYPE)
    assert CloudEvent.model_validate(stored).tenantid == "acme"


@pytest.mark.parametrize(("own", "told"), [(None, TRACE), (OWN_TRACE, OWN_TRACE)])
async def test_an_event_goes_on_in_its_own_trace_or_else_in_the_requests(
    publisher: Knocker, own: str | None, told: str
) -> None:
    event = _event(traceparent=own) if own else _event()
    await publisher.ask("POST", EVENTS, [event], token=API_KEY, traceparent=TRACE)
    [(_, [stored], _)] = publisher.bus.stored
    assert stored["traceparent"] == told


async def test_what_tomorrows_readers_may_know_stays_in_the_event(publisher: Knocker) -> None:
    event = _event(extension="x")
    event["data"]["later"] = {"deep": [1, 2.5, "3"]}

    await _publish(publisher, event)

    assert publisher.bus.stored[0][1] == {**event, "tenantid": "acme"}


async def test_a_batch_is_one_message_a_type_in_its_order(publisher: Knocker) -> None:
    upsert = {**_event(3, UPSERT), "data": {"module": "invoices", "record_id": "x", "revision": 1}}

    answer = await _publish(publisher, [_event(1), upsert, _event(2)], BATCH_CONTENT_TYPE)

    assert answer.json == {"accepted": 3, "rejected": []}
    stored = {key: [event["id"] for event in events] for key, events, _ in publisher.bus.stored}
    assert stored == {f"acme.{DELETE}": ["e1", "e2"], f"acme.{UPSERT}": ["e3"]}
    assert {content_type for _, _, content_type in publisher.bus.stored} == {BATCH_CONTENT_TYPE}


async def test_history_goes_its_own_way(publisher: Knocker) -> None:
    await _publish(publisher, _event(), query="?backfill=true")
    await _publish(publisher, [_event()], query="?backfill=true")

    assert {key for key, _, _ in publisher.bus.stored} == {f"acme.backfill.{DELETE}"}


WRONG: list[tuple[str, Any, str, list[str]]] = [
    ("no object", 5, "invalid-input", [""]),
    ("nothing in it", {}, "invalid-input", ["/id", "/source", "/type", "/data"]),
    ("another tenant's", _event(tenantid="globex"), "events.foreign-tenant", ["/tenantid"]),
    ("a tenant that cannot be", _event(tenantid="../x"), "invalid-input", ["/tenantid"]),
    ("a type nobody knows", _event(kind="backoffice.record.vanished.v1"), "events.unknown-type", ["/type"]),
    ("an event of our own", _event(kind="identity.session.revoked.v1"), "events.unknown-type", ["/type"]),
    (
        "a revision as text",
        _event(data={"module": "m1", "record_id": "x", "revision": "1"}),
        "invalid-input",
        ["/data/revision"],
    ),
    ("a field missing", _event(data={"module": "m1", "revision": 1}), "invalid-input", ["/data/record_id"]),
    ("another envelope", _event(specversion="0.3"), "invalid-input", ["/specversion"]),
    (
        "a value of no kind",
        _event(kind=UPSERT, data={"module": "m1", "record_id": "x", "revision": 1, "fields": {"a": {"deep": 1}}}),
        "invalid-input",
        ["/data/fields/a"],
    ),
    (
        "money without currency",
        _event(kind=UPSERT, data={"module": "m1", "record_id": "x", "revision": 1, "total": "1.00"}),
        "invalid-input",
        ["/data"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("event", "code", "pointers"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
async def test_a_wrong_event_alone_is_422_and_in_a_batch_rejected(
    publisher: Knocker, event: Any, code: str, pointers: list[str]
) -> None:
    alone = await _publish(publisher, event)
    assert (alone.status, alone.json["code"], alone.pointers) == (422, code, pointers)
    assert not publisher.bus.stored

    batch = await _publish(publisher, [_event(1), event, _event(2)])
    [rejected] = batch.json["rejected"]
    assert (batch.status, batch.json["accepted"], rejected["index"]) == (202, 2, 1)
    assert rejected["problem"]["code"] == code
    assert [fault["pointer"] for fault in rejected["problem"]["errors"]] == pointers
    assert rejected.get("id") == (event.get("id") if isinstance(event, dict) else None)
    assert [event["id"] for event in publisher.bus.stored[0][1]] == ["e1", "e2"]


@pytest.mark.parametrize(
    ("body", "kind", "query", "status"),
    [
        ([_event()], CONTENT_TYPE, "", 422),
        (_event(), BATCH_CONTENT_TYPE, "", 422),
        ([_event()] * 501, "application/json", "", 422),
        (_event(), "text/plain", "", 415),
        (_event(), "application/json", "?backfill=perhaps", 422),
        (_event(), "application/json", "?backfil=true", 422),
    ],
)
async def test_what_is_no_publication_is_refused_whole(
    publisher: Knocker, body: Any, kind: str, query: str, status: int
) -> None:
    answer = await _publish(publisher, body, kind, query)

    assert (answer.status, answer.headers["content-type"]) == (status, "application/problem+json")
    assert not publisher.bus.stored


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff", b'{"id": NaN}', b"[" * 100_000])
async def test_rubbish_is_refused(publisher: Knocker, raw: bytes) -> None:
    answer = await publisher.ask("POST", EVENTS, raw=raw, token=API_KEY)

    assert answer.status == 422
    assert answer.pointers == [""]


async def test_an_empty_batch_changes_nothing(publisher: Knocker) -> None:
    answer = await _publish(publisher, [])

    assert (answer.status, answer.json) == (202, {"accepted": 0, "rejected": []})
    assert not publisher.bus.stored


async def test_a_publication_has_a_size(publisher: Knocker) -> None:
    fits = b'[{"x": "' + b"x" * (LIMIT - 20) + b'"}]'

    assert (await publisher.ask("POST", EVENTS, raw=fits, token=API_KEY)).status == 202
    assert (await publisher.ask("POST", EVENTS, raw=fits + b" " * 20, token=API_KEY)).status == 413


async def test_what_is_not_confirmed_is_not_accepted(publisher: Knocker) -> None:
    publisher.bus.confirms = False

    for body in (_event(), [_event(1), _event(2)]):
        answer = await _publish(publisher, body)
        assert (answer.status, answer.json["code"], answer.headers["retry-after"]) == (503, "events.not-confirmed", "2")


async def test_events_are_taken_in_while_identity_is_away(publisher: Knocker) -> None:
    assert (await _publish(publisher, _event())).status == 202
    publisher.bus.answers.clear()
    publisher.hear_the_broadcast(silence=-1.0)

    assert (await _publish(publisher, _event(2))).status == 202
    assert len(publisher.bus.stored) == 2


@pytest.mark.parametrize("kind", [Who.STAFF, Who.USER])
async def test_people_do_not_publish(publisher: Knocker, kind: Who) -> None:
    token = publisher.token(kind, scopes=frozenset({"events"}))

    assert (await publisher.ask("POST", EVENTS, _event(), token=token)).status == 403
    assert not publisher.bus.stored


async def test_a_key_without_the_scope_does_not_publish() -> None:
    edge = Knocker()
    edge.knows_the_key("portals")

    assert (await _publish(edge, _event())).json["code"] == "identity.scope-missing"
    assert not edge.bus.stored


async def test_two_tenants_keys_store_under_their_own_names() -> None:
    for tenant in ("acme", "globex"):
        edge = Knocker()
        edge.knows_the_key("events", tenant=tenant)
        await _publish(edge, _event())
        assert [key for key, _, _ in edge.bus.stored] == [f"{tenant}.{DELETE}"]
