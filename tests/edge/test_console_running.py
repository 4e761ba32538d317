"""The console's pages for running it: what they ask, what they say, and what they never show."""

import csv
import html
import io
import json
from typing import Any

import pytest

from contracts.identity.audit import ListAudit
from contracts.identity.staff import ListStaff
from contracts.identity.tenancy import CreateApiKey, ListApiKeys, RevokeApiKey
from contracts.records.intake import DiscardQuarantined, ListQuarantine, RetryQuarantined
from contracts.records.jobs import CancelJob, ListJobs
from contracts.records.sources import ExpectSource, ListSources
from stack.console import asked, send, signed_in
from stack.knocking import Knocker

EVIL = "<img src=x onerror=alert(1)>\"'{{7*7}}"
EVENT: dict[str, Any] = {
    "id": "q1", "received_at": "2026-11-22T10:00:00Z", "source": EVIL, "event_id": EVIL, "type": EVIL,
    "code": "records.unknown-module", "detail": EVIL, "errors": [{"pointer": EVIL, "code": "x", "detail": EVIL}],
    "body": EVIL,
}  # fmt: skip
KEY = {"id": "k1", "name": EVIL, "hint": "acme.k1", "scopes": ["events"], "created_at": "2026-11-22T10:00:00Z"}
SOURCE = {
    "id": "s1", "source": EVIL, "heard_at": "2026-11-22T10:00:00Z", "modules": ["invoices"], "expected_every": 600,
    "watched": True, "silent": True,
}  # fmt: skip
ENTRY: dict[str, Any] = {
    "at": "2026-11-22T10:00:00Z", "n": 7, "hash": "a" * 64, "action": "identity.sign-in", "outcome": "refused",
    "code": "identity.locked", "actor": {"kind": "user", "id": "=cmd()"}, "subjects": [{"kind": "user", "id": EVIL}],
    "details": {"roles": ["owner"]},
}  # fmt: skip

JOB: dict[str, Any] = {
    "id": "j1", "kind": EVIL, "state": "running", "created_at": "2026-11-22T10:00:00Z", "examined": 1500,
    "changed_at": "2026-11-22T10:00:00Z", "expires_at": "2026-11-23T10:00:00Z", "to_examine": 6000, "code": None,
    "slug": "customers", "by": EVIL,
}  # fmt: skip


@pytest.fixture
async def cookie(edge: Knocker) -> str:
    """The cookie of an owner, and services that know a thing of each kind, all of it hostile."""
    kept = await signed_in(edge)
    edge.bus.calls.clear()
    edge.bus.says(ListQuarantine, {"items": [EVENT], "next_cursor": None})
    edge.bus.says(ListSources, {"items": [SOURCE], "usually_every": 3600})
    edge.bus.says(ListApiKeys, {"items": [KEY]})
    edge.bus.says(ListJobs, {"items": [JOB, {**JOB, "id": "j2", "state": "done", "by": "s1"}]})
    edge.bus.says(ListAudit, {"items": [ENTRY], "next_cursor": None})
    return kept


@pytest.mark.parametrize("below", ["/quarantine", "/sources", "/api-keys", "/audit", "/jobs", "/"])
async def test_what_came_from_outside_is_text_and_nothing_else(edge: Knocker, cookie: str, below: str) -> None:
    answer = await edge.ask("GET", f"/console{below}", cookie=cookie)

    assert answer.status == 200
    assert "<img" not in answer.text
    assert "&lt;img src=x" in answer.text


@pytest.mark.parametrize(("taken", "told"), [(True, "taken"), (False, "stays")])
async def test_an_event_is_taken_in_again_or_says_why_not(edge: Knocker, cookie: str, taken: bool, told: str) -> None:
    edge.bus.says(RetryQuarantined, {"taken_in": taken})

    answer = await send(edge, cookie, "/quarantine", "/quarantine/q1/retry")

    assert asked(edge, RetryQuarantined) == [{"id": "q1"}]
    assert answer.headers["location"] == f"/console/quarantine?told={told}"


async def test_all_are_tried_again_and_counted(edge: Knocker, cookie: str) -> None:
    edge.bus.says(ListQuarantine, {"items": [EVENT, {**EVENT, "id": "q2"}], "next_cursor": None})
    edge.bus.says(RetryQuarantined, {"taken_in": True})

    answer = await send(edge, cookie, "/quarantine", "/quarantine/retry")
    page = await edge.ask("GET", answer.headers["location"], cookie=cookie)

    assert asked(edge, RetryQuarantined) == [{"id": "q1"}, {"id": "q2"}]
    assert "2 were taken in, 0 are still refused." in page.text


async def test_an_event_that_is_gone_already_is_told_and_no_error(edge: Knocker, cookie: str) -> None:
    edge.bus.refuses(DiscardQuarantined, 404, "records.not-found")

    answer = await send(edge, cookie, "/quarantine", "/quarantine/q1/discard")

    assert answer.headers["location"] == "/console/quarantine?told=gone"


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ("minutes=90&watched=1", {"id": "s1", "expected_every": 5400, "watched": True}),
        ("minutes=", {"id": "s1", "expected_every": None, "watched": False}),
    ],
)
async def test_a_source_is_expected_in_minutes(edge: Knocker, cookie: str, fields: str, wanted: dict[str, Any]) -> None:
    edge.bus.says(ExpectSource, SOURCE)

    answer = await send(edge, cookie, "/sources", "/sources/s1", fields)

    assert answer.status == 303
    assert asked(edge, ExpectSource) == [wanted]


async def test_minutes_that_are_none_are_told_at_their_field(edge: Knocker, cookie: str) -> None:
    answer = await send(edge, cookie, "/sources", "/sources/s1", "minutes=soon")

    assert answer.status == 422
    assert 'aria-invalid="true"' in answer.text
    assert not asked(edge, ExpectSource)


async def test_a_key_is_shown_in_the_answer_that_makes_it_and_never_again(edge: Knocker, cookie: str) -> None:
    edge.bus.says(CreateApiKey, {**KEY, "key": "acme.k2.s3cret"})

    made = await send(edge, cookie, "/api-keys", "/api-keys", "name=ERP&scope-events=1")
    later = await edge.ask("GET", "/console/api-keys", cookie=cookie)

    assert asked(edge, CreateApiKey) == [{"name": "ERP", "scopes": ["events"]}]
    assert "acme.k2.s3cret" in made.text
    assert made.headers["cache-control"] == "no-store"
    assert "s3cret" not in later.text


async def test_first_steps_name_the_public_address_and_the_broker_and_no_secret() -> None:
    known = Knocker(edge_url="http://portal.example:8000", public_amqp_url="amqps://broker.example:5671")
    kept = await signed_in(known)
    known.bus.says(ListApiKeys, {"items": [KEY]})

    page = html.unescape((await known.ask("GET", "/console/api-keys", cookie=kept)).text)

    assert "curl http://portal.example:8000/backoffice/v1/events -H 'Authorization: Bearer YOUR-KEY'" in page
    assert "PORTICO_BACKOFFICE_AMQP_URL='amqps://backoffice.acme:PASSWORD@broker.example:5671/'" in page
    said = page.split(" -d '")[1].split("'")[0]
    assert [event["type"] for event in json.loads(said)] == [
        "backoffice.account.upserted.v1", "backoffice.record.upserted.v1"
    ]  # fmt: skip


@pytest.mark.parametrize("address", ["http://broker.example", "amqps://", "amqps://portico:secret@broker.example"])
def test_what_is_no_brokers_address_or_holds_a_password_is_refused_at_start(address: str) -> None:
    with pytest.raises(ValueError, match="without anybody's password"):
        Knocker(public_amqp_url=address)


async def test_a_key_ends(edge: Knocker, cookie: str) -> None:
    edge.bus.says(RevokeApiKey, {})

    answer = await send(edge, cookie, "/api-keys", "/api-keys/k1/revoke")

    assert asked(edge, RevokeApiKey) == [{"id": "k1"}]
    assert answer.headers["location"] == "/console/api-keys?told=ended"


async def test_jobs_tell_how_far_they_are_and_lead_to_their_results(edge: Knocker, cookie: str) -> None:
    runs = {**JOB, "kind": "dry-run", "by": "s2"}
    edge.bus.says(ListJobs, {"items": [runs, {**runs, "id": "j2", "state": "done", "by": "s1"}]})
    edge.bus.says(ListStaff, {"items": [{"id": "s2", "name": "Bo"}]})

    page = await edge.ask("GET", "/console/jobs", cookie=cookie)

    assert "1,500 of 6,000 records looked at." in page.text
    assert '<progress max="100" value="25"' in page.text
    assert "by Bo" in page.text
    assert "by you" in page.text
    assert 'hx-trigger="every 1s"' in page.text
    assert "/console/portals/customers/dry-run/j2" in page.text
    assert page.text.count('/cancel"') == 1, "what has ended is not cancelled"


async def test_nothing_under_way_asks_for_nothing(edge: Knocker, cookie: str) -> None:
    edge.bus.says(ListJobs, {"items": [{**JOB, "state": "done"}]})

    assert "hx-trigger" not in (await edge.ask("GET", "/console/jobs", cookie=cookie)).text


async def test_a_job_is_cancelled(edge: Knocker, cookie: str) -> None:
    edge.bus.says(CancelJob, {**JOB, "state": "cancelled"})

    answer = await send(edge, cookie, "/jobs", "/jobs/j1/cancel")

    assert asked(edge, CancelJob) == [{"id": "j1"}]
    assert answer.headers["location"] == "/console/jobs?told=cancelled"


async def test_the_trail_is_filtered_by_whole_days(edge: Knocker, cookie: str) -> None:
    await edge.ask("GET", "/console/audit?action=identity.sign-in&since=2026-11-01&until=2026-11-02", cookie=cookie)
    wrong = await edge.ask("GET", "/console/audit?since=yesterday", cookie=cookie)

    (wanted,) = asked(edge, ListAudit)
    assert wanted["since"].startswith("2026-11-01T00:00:00")
    assert wanted["until"].startswith("2026-11-03T00:00:00")
    assert wrong.status == 422


async def test_the_trail_as_a_file_runs_in_no_spreadsheet(edge: Knocker, cookie: str) -> None:
    answer = await edge.ask("GET", "/console/audit/file", cookie=cookie)

    head, row = csv.reader(io.StringIO(answer.text))
    assert dict(zip(head, row, strict=True))["actor"] == "'=cmd()"


async def test_the_menu_shows_what_a_role_may(edge: Knocker) -> None:
    cookie = await signed_in(edge, roles=frozenset({"finance"}))

    menu = await edge.ask("GET", "/console/", cookie=cookie)
    refused = await edge.ask("GET", "/console/api-keys", cookie=cookie)

    assert "/console/api-keys" not in menu.text
    assert refused.status == 403
    assert not asked(edge, ListApiKeys)
