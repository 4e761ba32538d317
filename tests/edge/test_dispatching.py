"""From HTTP to a call and back: where fields come from, what goes along, and how answers come out."""

from typing import Any

from contracts.identity import invitations, people, sessions, tenancy
from contracts.message import Who
from contracts.portal_config import portals
from contracts.portal_config import tenancy as modules
from contracts.records import intake, viewing
from stack.knocking import Knocker

DRAFT = "/backoffice/v1/portals/customers/draft"
RECORD: dict[str, Any] = {"id": "r1", "revision": 17, "record": {"record_id": "INV-1", "total": "121.00"}}


async def test_path_and_query_become_one_request_with_only_what_was_sent(edge: Knocker) -> None:
    edge.bus.says(viewing.ListRecords, {"items": [], "next_cursor": None})

    await edge.ask("GET", "/api/v1/records/invoices?limit=5&sort=-due_on", token=edge.token())

    [(kind, body, _)] = edge.bus.calls
    assert kind is viewing.ListRecords
    assert body == {"module": "invoices", "limit": 5, "sort": "-due_on"}


async def test_path_and_body_become_one_request(edge: Knocker) -> None:
    edge.bus.says(people.ChangeUser, {})

    await edge.ask("PATCH", "/backoffice/v1/users/u1", {"active": False}, token=edge.token(Who.STAFF))

    assert edge.bus.calls[0][1] == {"id": "u1", "active": False}


async def test_numbers_in_the_path_are_numbers_in_the_request(edge: Knocker) -> None:
    edge.bus.says(portals.RestoreVersion, {})

    path = "/backoffice/v1/portals/customers/versions/3/restore"
    answer = await edge.ask("POST", path, {}, token=edge.token(Who.STAFF))

    assert answer.status == 201
    assert edge.bus.calls[0][1] == {"slug": "customers", "version": 3}


async def test_what_travels_beside_a_call(edge: Knocker) -> None:
    edge.bus.says(people.ChangeMe, {})
    token = edge.token()
    trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    answer = await edge.ask(
        "PATCH", "/api/v1/me", {"language": "de"}, token=token, traceparent=trace, user_agent="Firefox/144.0",
        x_request_id="my-request-1", idempotency_key="once",
    )  # fmt: skip

    headers = edge.bus.calls[0][2]
    assert headers.pop("x-device").isalnum()
    assert headers.pop("x-network").isalnum()
    assert headers == {
        "authorization": f"Bearer {token}", "tenant": "acme", "traceparent": trace, "x-request-id": "my-request-1",
        "idempotency-key": "once", "x-agent": "Firefox",
    }  # fmt: skip
    assert answer.headers["x-request-id"] == "my-request-1"


async def test_the_same_browser_is_the_same_device(edge: Knocker) -> None:
    for agent in ("One", "One", "Two"):
        await edge.ask("POST", "/api/v1/auth/refresh", {"refresh_token": "r.1"}, user_agent=agent)

    one, same, other = (headers["x-device"] for _, _, headers in edge.bus.calls)
    assert one == same != other


async def test_services_learn_where_somebody_calls_from_as_a_hash_of_the_network_and_no_more(edge: Knocker) -> None:
    for peer in ("192.0.2.1", "192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8::ffff:1"):
        await edge.ask("POST", "/api/v1/auth/refresh", {"refresh_token": "r.1"}, peer=peer)

    one, same, other, six, neighbour = (headers["x-network"] for _, _, headers in edge.bus.calls)
    assert one == same != other
    assert six == neighbour != one
    another_edge = Knocker(web_key="B" * 43)
    await another_edge.ask("POST", "/api/v1/auth/refresh", {"refresh_token": "r.1"}, peer="192.0.2.1")
    assert another_edge.bus.calls[0][2]["x-network"] != one, "the hash is keyed"
    assert "192.0.2" not in str(edge.bus.calls)


async def test_a_request_id_or_trace_that_is_not_one_goes_no_further(edge: Knocker) -> None:
    edge.bus.says(people.ShowMe, {})
    odd = "x" * 500

    answer = await edge.ask("GET", "/api/v1/me", token=edge.token(), x_request_id=odd, traceparent=odd)

    assert answer.headers["x-request-id"] != odd
    assert edge.bus.calls[0][2]["x-request-id"] == answer.headers["x-request-id"]
    assert "traceparent" not in edge.bus.calls[0][2]


async def test_reads_carry_no_idempotency_key(edge: Knocker) -> None:
    await edge.ask("GET", "/api/v1/me", token=edge.token(), idempotency_key="k")

    assert "idempotency-key" not in edge.bus.calls[0][2]


async def test_an_answer_goes_through_as_it_is(edge: Knocker) -> None:
    said = {"items": [{"new_field": "of tomorrow"}], "next_cursor": None}
    edge.bus.says(viewing.ListRecords, said)

    answer = await edge.ask("GET", "/api/v1/records/invoices", token=edge.token())

    assert (answer.status, answer.json, answer.headers["content-type"]) == (200, said, "application/json")


async def test_a_record_is_answered_bare_with_its_revision_as_tag(edge: Knocker) -> None:
    edge.bus.says(viewing.ShowRecord, RECORD)

    answer = await edge.ask("GET", "/api/v1/records/invoices/r1", token=edge.token())

    assert (answer.json, answer.headers["etag"]) == (RECORD["record"], '"17"')


async def test_a_reader_who_has_the_revision_gets_it_no_second_time(edge: Knocker) -> None:
    edge.bus.says(viewing.ShowRecord, RECORD)
    path, token = "/api/v1/records/invoices/r1", edge.token()

    for known, status in (('"17"', 304), ('W/"17"', 304), ('"1", "17"', 304), ('"16"', 200)):
        answer = await edge.ask("GET", path, token=token, if_none_match=known)
        assert (answer.status, bool(answer.text)) == (status, status == 200)
        assert answer.headers["etag"] == '"17"'


async def test_a_bare_record_says_in_a_header_how_fresh_it_is(edge: Knocker) -> None:
    for fresh, header in (("2026-11-22T10:00:00Z", "2026-11-22T10:00:00Z"), (None, None)):
        edge.bus.says(viewing.ShowRecord, {**RECORD, "fresh_as_of": fresh})
        for known, status in (('"16"', 200), ('"17"', 304)):
            answer = await edge.ask("GET", "/api/v1/records/invoices/r1", token=edge.token(), if_none_match=known)
            assert (answer.status, answer.headers.get("fresh-as-of")) == (status, header)


async def test_a_draft_is_the_body_itself_both_ways(edge: Knocker) -> None:
    draft = {"slug": "customers", "revision": 4, "document": {"modules": []}, "changed_at": "2026-11-22T10:00:00Z"}
    edge.bus.says(portals.ShowDraft, draft)
    edge.bus.says(portals.SaveDraft, {**draft, "revision": 5})
    token = edge.token(Who.STAFF)

    read = await edge.ask("GET", DRAFT, token=token)
    saved = await edge.ask("PUT", DRAFT, read.json, token=token, if_match=read.headers["etag"])

    assert edge.bus.calls[1][1] == {"slug": "customers", "expected_revision": 4, "document": {"modules": []}}
    assert (saved.status, saved.json, saved.headers["etag"]) == (200, {"modules": []}, '"5"')


async def test_a_module_is_the_body_itself_too(edge: Knocker) -> None:
    edge.bus.says(modules.DefineModule, {"module": "tasks", "revision": 2, "definition": {"label": {"en": "Tasks"}}})

    answer = await edge.ask(
        "PUT", "/backoffice/v1/modules/tasks", {"label": {"en": "Tasks"}}, token=edge.token(Who.STAFF)
    )

    assert edge.bus.calls[0][1] == {"module": "tasks", "definition": {"label": {"en": "Tasks"}}}
    assert answer.json == {"label": {"en": "Tasks"}}


async def test_pointers_of_a_refused_document_point_into_the_body(edge: Knocker) -> None:
    edge.bus.refuses(portals.SaveDraft, 422, "portal-config.invalid", "/document/modules/0/sort", "/document", "/slug")

    answer = await edge.ask("PUT", DRAFT, {"modules": [{}]}, token=edge.token(Who.STAFF), if_match='"1"')

    assert (answer.status, answer.json["code"]) == (422, "portal-config.invalid")
    assert answer.pointers == ["/modules/0/sort", "", "/slug"]


async def test_a_document_field_named_like_a_place_stays_in_the_document(edge: Knocker) -> None:
    edge.bus.says(portals.SaveDraft, {"revision": 2, "document": {}})

    await edge.ask("PUT", DRAFT, {"slug": "other", "document": 1}, token=edge.token(Who.STAFF), if_match='"1"')

    assert edge.bus.calls[0][1]["slug"] == "customers"
    assert edge.bus.calls[0][1]["document"] == {"slug": "other", "document": 1}


async def test_an_edit_says_which_revision_it_knows(edge: Knocker) -> None:
    token = edge.token(Who.STAFF)
    for if_match, status in ((None, 428), ("*", 428), ('W/"3"', 412), ("3", 412), ('"3", "4"', 412), ('"x"', 412)):
        headers: dict[str, Any] = {} if if_match is None else {"if_match": if_match}
        answer = await edge.ask("PUT", DRAFT, {}, token=token, **headers)
        assert (if_match, answer.status) == (if_match, status)
    assert not edge.bus.calls


async def test_statuses_of_success_are_those_that_rest_users_expect(edge: Knocker) -> None:
    staff, user = edge.token(Who.STAFF), edge.token()
    key = {"name": "ERP"}
    expected: list[tuple[str, str, Any, str, type[Any], int]] = [
        ("POST", "/backoffice/v1/api-keys", key, staff, tenancy.CreateApiKey, 201),
        ("DELETE", "/backoffice/v1/api-keys/k1", None, staff, tenancy.RevokeApiKey, 204),
        ("POST", "/backoffice/v1/portals/customers/publish", None, staff, portals.PublishPortal, 201),
        ("POST", "/backoffice/v1/quarantine/q1/retry", None, staff, intake.RetryQuarantined, 200),
        ("POST", "/backoffice/v1/invitations/i1/resend", {}, staff, invitations.ResendInvitation, 200),
        ("POST", "/api/v1/auth/logout", {}, user, sessions.SignOut, 204),
        ("PATCH", "/api/v1/me", {}, user, people.ChangeMe, 200),
    ]
    for method, path, body, token, kind, status in expected:
        edge.bus.says(kind, {})
        answer = await edge.ask(method, path, body, token=token)
        assert (path, answer.status) == (path, status)
        assert bool(answer.text) == (status != 204)


async def test_a_refusal_of_a_service_comes_out_as_it_is(edge: Knocker) -> None:
    edge.bus.refuses(sessions.SignIn, 401, "identity.wrong-credentials")

    login = {"portal": "acme/customers", "email": "jo@example.com", "password": "x"}
    answer = await edge.ask("POST", "/api/v1/auth/login", login)

    assert (answer.status, answer.json["code"]) == (401, "identity.wrong-credentials")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_no_answer_in_time_says_when_to_come_back(edge: Knocker) -> None:
    answer = await edge.ask("GET", "/api/v1/me", token=edge.token())

    assert (answer.status, answer.json["code"]) == (504, "no-answer")


async def test_an_answer_that_nobody_can_read_is_our_fault_and_tells_nothing(edge: Knocker) -> None:
    edge.bus.says(viewing.ShowRecord, {"surprise": "secret"})

    answer = await edge.ask("GET", "/api/v1/records/invoices/r1", token=edge.token())

    assert (answer.status, answer.json["code"]) == (500, "internal")
    assert "secret" not in answer.text


async def test_a_module_is_defined_over_what_was_read_where_the_caller_says_what(edge: Knocker) -> None:
    edge.bus.says(
        modules.DefineModule, {"module": "tickets", "revision": 4, "definition": {"label": {"en": "Tickets"}}}
    )
    path, body, token = "/backoffice/v1/modules/tickets", {"label": {"en": "Tickets"}}, edge.token(Who.STAFF)

    plain = await edge.ask("PUT", path, body, token=token)
    seen = await edge.ask("PUT", path, body, token=token, if_match='"3"')
    wrong = await edge.ask("PUT", path, body, token=token, if_match="3")

    assert [said for kind, said, _ in edge.bus.calls if kind is modules.DefineModule] == [
        {"module": "tickets", "definition": body}, {"module": "tickets", "definition": body, "expected_revision": 3}
    ]  # fmt: skip
    assert (plain.status, seen.status, seen.headers["etag"], wrong.status) == (200, 200, '"4"', 412)
