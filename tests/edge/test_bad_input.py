"""Whatever comes in at the door: a problem that names the place, no call made, nothing left behind."""

import json
from typing import Any

import pytest

from contracts.message import Who
from edge.http.envelope import MAX_ADDRESS, MAX_HEADERS
from edge.http.route import BODY, DRAFT
from stack.knocking import Knocker, Reply

LOGIN = "/api/v1/auth/login"
GOOD = {"portal": "acme/customers", "email": "jo@example.com", "password": "x"}

BODIES: list[tuple[str, bytes, list[str]]] = [
    ("no body", b"", ["/portal", "/email", "/password"]),
    ("not json", b"{portal}", [""]),
    ("half a json", b'{"portal": "acme', [""]),
    ("not utf-8", b'{"portal": "\xff"}', [""]),
    ("a lone surrogate", b'{"portal": "\\ud800"}', [""]),
    ("not a number", b'{"portal": NaN}', [""]),
    ("deeper than anybody means", b"[" * 5_000 + b"]" * 5_000, [""]),
    ("a number of 5000 digits", b'{"portal": ' + b"9" * 5_000 + b"}", [""]),
    ("a list", b"[]", [""]),
    ("a string", b'"x"', [""]),
    ("null", b"null", [""]),
    ("an unknown field", json.dumps({**GOOD, "remember": True}).encode(), ["/remember"]),
    ("a field with odd letters", json.dumps({**GOOD, "a/b~c": 1}).encode(), ["/a~1b~0c"]),
    ("a field missing", json.dumps({**GOOD, "email": None}).encode(), ["/email"]),
    ("another type", json.dumps({**GOOD, "password": 12345678}).encode(), ["/password"]),
    ("a control character", json.dumps({**GOOD, "email": "jo\0@example.com"}).encode(), ["/email"]),
    ("two addresses in one", json.dumps({**GOOD, "email": "a@b.c\nbcc: d@e.f"}).encode(), ["/email"]),
    ("longer than allowed", json.dumps({**GOOD, "password": "x" * 129}).encode(), ["/password"]),
    ("a portal without tenant", json.dumps({**GOOD, "portal": "customers"}).encode(), ["/portal"]),
]


def _is_problem(answer: Reply, status: int) -> None:
    assert answer.status == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["status"] == status
    assert answer.json["code"]


@pytest.mark.parametrize(("what", "raw", "pointers"), BODIES, ids=[what for what, _, _ in BODIES])
async def test_a_body_that_does_not_fit_names_the_place(
    edge: Knocker, what: str, raw: bytes, pointers: list[str]
) -> None:
    answer = await edge.ask("POST", LOGIN, raw=raw, content_type="application/json")

    _is_problem(answer, 422)
    assert answer.pointers == pointers
    assert not edge.bus.calls


async def test_a_place_is_named_by_what_was_sent_not_by_what_was_tried(edge: Knocker) -> None:
    answer = await edge.ask("POST", "/api/v1/invitations/t.1/accept", {"password": 5})

    _is_problem(answer, 422)
    assert answer.pointers == ["/password"]


async def test_nested_unknown_fields_are_named_too(edge: Knocker) -> None:
    invitee = {"portal": "customers", "email": "jo@example.com", "name": "Jo", "account_id": "C-1"}
    body = {"invitations": [invitee, {**invitee, "role": "admin"}]}

    answer = await edge.ask("POST", "/backoffice/v1/invitations", body, token=edge.token(Who.STAFF))

    _is_problem(answer, 422)
    assert answer.pointers == ["/invitations/1/role"]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("limit=0", "/limit"),
        ("limit=101", "/limit"),
        ("limit=ten", "/limit"),
        ("limit=", "/limit"),
        ("limit=5&limit=6", "/limit"),
        ("sort=$where", "/sort"),
        ("sort=-due_on;drop", "/sort"),
        ("fitler=x", "/fitler"),
        ("cursor=" + "x" * 1_001, "/cursor"),
        ("module=orders", "/module"),
    ],
)
async def test_a_query_that_does_not_fit_names_the_parameter(edge: Knocker, query: str, pointer: str) -> None:
    answer = await edge.ask("GET", f"/api/v1/records/invoices?{query}", token=edge.token())

    _is_problem(answer, 422)
    assert answer.pointers == [pointer]
    assert not edge.bus.calls


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/records/Invoices",
        "/api/v1/records/invoices/a%2Fb",
        "/api/v1/records/invoices/$ne",
        "/api/v1/records/invoices/" + "x" * 65,
        "/api/v1/portals/ACME/customers",
        "/api/v1/nothing",
        "/api/v1/me/",
        "//api/v1/me",
        "/api/v2/me",
        "/",
    ],
)
async def test_where_there_can_be_nothing_there_is_nothing(edge: Knocker, path: str) -> None:
    _is_problem(await edge.ask("GET", path, token=edge.token()), 404)
    assert not edge.bus.calls


async def test_a_field_of_the_address_in_the_body_is_refused(edge: Knocker) -> None:
    body = {"id": "other", "active": True}

    answer = await edge.ask("PATCH", "/backoffice/v1/users/u1", body, token=edge.token(Who.STAFF))

    _is_problem(answer, 422)
    assert answer.pointers == ["/id"]


@pytest.mark.parametrize("method", ["DELETE", "OPTIONS", "HEAD", "TRACE", "PUT", "MADEUP"])
async def test_a_method_that_is_not_there_says_which_are(edge: Knocker, method: str) -> None:
    answer = await edge.ask(method, "/api/v1/me", token=edge.token())

    _is_problem(answer, 405)
    assert answer.headers["allow"] == "GET, PATCH"


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "multipart/form-data", ""])
async def test_a_body_of_another_kind_is_refused(edge: Knocker, kind: str) -> None:
    _is_problem(await edge.ask("POST", LOGIN, GOOD, content_type=kind), 415)


async def test_json_with_a_charset_is_json(edge: Knocker) -> None:
    await edge.ask("POST", LOGIN, GOOD, content_type="Application/JSON; charset=utf-8")

    assert edge.bus.calls


@pytest.mark.parametrize("size", [BODY + 1, 10 * BODY])
async def test_a_body_over_its_limit_is_refused_while_it_streams_in(edge: Knocker, size: int) -> None:
    _is_problem(await edge.ask("POST", LOGIN, raw=b" " * size), 413)


async def test_a_body_announced_far_too_large_is_not_read_at_all(edge: Knocker) -> None:
    _is_problem(await edge.ask("POST", LOGIN, GOOD, content_length=str(10**12)), 413)


async def test_a_draft_may_be_larger_and_has_a_limit_too(edge: Knocker) -> None:
    token, path = edge.token(Who.STAFF), "/backoffice/v1/portals/customers/draft"
    for size, status in ((BODY * 4, 504), (DRAFT + 1, 413)):
        raw = b'{"note": "' + b"x" * (size - 12) + b'"}'
        _is_problem(await edge.ask("PUT", path, raw=raw, token=token, if_match='"1"'), status)


async def test_addresses_and_headers_have_bounds(edge: Knocker) -> None:
    _is_problem(await edge.ask("GET", "/api/v1/" + "x" * MAX_ADDRESS), 414)
    _is_problem(await edge.ask("GET", "/api/v1/me", x_long="x" * MAX_HEADERS), 431)


@pytest.mark.parametrize("key", ["", "with space", "x" * 201, "ü"])
async def test_an_idempotency_key_has_a_form(edge: Knocker, key: str) -> None:
    headers: dict[str, Any] = {"idempotency_key": key}
    _is_problem(await edge.ask("PATCH", "/api/v1/me", {}, token=edge.token(), **headers), 422)


async def test_every_response_is_dressed(edge: Knocker) -> None:
    paths = (
        "/api/v1/me",
        "/nowhere",
        "/livez",
        "/api/docs",
        "/.well-known/jwks.json",
        "/p/acme/customers/invitations/x",
    )
    for path in paths:
        headers = (await edge.ask("GET", path)).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["referrer-policy"] in ("no-referrer", "same-origin")
        assert headers["x-request-id"]
        assert "strict-transport-security" not in headers
        assert "access-control-allow-origin" not in headers


async def test_over_https_browsers_are_told_to_stay_there() -> None:
    headers = (await Knocker(edge_url="https://portal.example").ask("GET", "/api/v1/me")).headers

    assert headers["strict-transport-security"].startswith("max-age=31536000")


async def test_nothing_of_the_api_is_cached(edge: Knocker) -> None:
    assert (await edge.ask("GET", "/api/v1/me")).headers["cache-control"] == "no-store"
