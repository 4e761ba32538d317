"""The console's pages about people: nobody is invited before the check has been seen, and each change is one call."""

from typing import Any
from urllib.parse import quote

import pytest

from contracts.identity.invitations import CreateInvitations, ListInvitations, ResendInvitation, WithdrawInvitation
from contracts.identity.people import ChangeMembership, ChangeUser, ListUsers, RevokeMembership
from contracts.identity.person import EndPersonSession, EndPersonSessions, ShowPerson
from contracts.identity.staff import ChangeStaff, InviteStaff, ListStaff, RemoveStaff
from contracts.portal_config.portals import ListPortals, ShowDraft
from contracts.records.sight import ShowSight
from stack.console import FORM, asked, send, signed_in
from stack.knocking import Knocker

EVIL = "<script>alert(1)</script>"
WHEN = "2026-11-22T10:00:00Z"
MEMBERSHIP = {"id": "m1", "portal": "acme/customers", "portal_name": EVIL, "account_id": EVIL, "roles": ["billing"]}
USER = {
    "id": "u1", "email": "jo@example.com", "name": EVIL, "state": "active", "memberships": [MEMBERSHIP],
    "created_at": WHEN,
}  # fmt: skip
INVITED: dict[str, Any] = {
    "id": "i1", "portal": "acme/customers", "email": "jo@example.com", "name": EVIL, "account_id": EVIL, "roles": [],
    "state": "invited", "expires_at": WHEN, "created_at": WHEN,
}  # fmt: skip
SESSION = {
    "id": "x1", "device": EVIL, "membership_id": "m1", "started_at": WHEN, "last_seen_at": WHEN, "expires_at": WHEN
}  # fmt: skip
PERSON = {
    "user": USER, "language": "de", "last_seen_at": WHEN, "sessions": [SESSION], "invitations": [INVITED],
}  # fmt: skip
SIGHT = {
    "membership_id": "m1", "portal": "acme/customers", "version": 3,
    "modules": [
        {"module": "invoices", "label": {"en": EVIL}, "actions": ["view"], "count": 1234},
        {"module": "orders", "label": {"en": "Orders"}, "actions": ["view"], "count": "1000+"},
    ],
}  # fmt: skip
ADA = {"id": "s1", "email": "ada@acme.example", "name": EVIL, "roles": ["owner"], "state": "active", "created_at": WHEN}
SHEET = "email;name;account_id;roles\n"
GOOD = SHEET + "a@example.com;Ada;C-1;billing\nb@example.com;Bo;C-2;\n"


@pytest.fixture
async def cookie(edge: Knocker) -> str:
    """The cookie of an owner of a tenant with one portal and a person in each list."""
    kept = await signed_in(edge)
    edge.bus.calls.clear()
    draft = {"slug": "customers", "revision": 1, "document": {"roles": {"billing": {}, "viewer": {}}}}
    for kind, answer in (
        (ListUsers, {"items": [USER]}), (ShowPerson, PERSON), (ShowSight, SIGHT),
        (ListInvitations, {"items": [INVITED]}), (ListStaff, {"items": [ADA]}),
        (ListPortals, {"items": [{"slug": "customers"}]}), (ShowDraft, draft), (CreateInvitations, {"items": []}),
    ):  # fmt: skip
        edge.bus.says(kind, answer)
    return kept


@pytest.mark.parametrize("below", ["/people", "/people/u1", "/invitations", "/staff", "/invitations/new"])
async def test_names_are_text_and_nothing_else(edge: Knocker, cookie: str, below: str) -> None:
    answer = await edge.ask("GET", f"/console{below}", cookie=cookie)

    assert answer.status == 200
    assert EVIL not in answer.text


async def test_one_person_is_invited(edge: Knocker, cookie: str) -> None:
    fields = "portal=customers&email=jo@example.com&name=Jo&account_id=C-1&roles=billing+viewer"

    answer = await send(edge, cookie, "/invitations/new", "/invitations/new", fields)

    (wanted,) = asked(edge, CreateInvitations)
    assert wanted["invitations"][0]["roles"] == ["billing", "viewer"]
    assert answer.headers["location"] == "/console/invitations?told=sent"


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (";Ada;C-1;", "This is no e-mail address."),
        ("ada;Ada;C-1;", "This is no e-mail address."),
        ("a@example.com;;C-1;", "The name is missing or too long."),
        (f"a@example.com;{'x' * 201};C-1;", "The name is missing or too long."),
        ("a@example.com;Ada;;", "number is missing or too long."),
        (f"a@example.com;Ada;{'9' * 201};", "number is missing or too long."),
        ("a@example.com;Ada;C-1;Billing!", "A role is small letters, digits and hyphens"),
        ("a@example.com;Ada;C-1;fitters", "The portal has no role fitters; it has: billing, viewer."),
        ("a@example.com;Ada;C-1;;extra", "The row has more cells than the first row has headings."),
        ("b@example.com;Bo;C-2;\nB@example.com;Bo;C-2;", "The same person and account stands in row 2 already."),
    ],
)
async def test_a_sheet_with_an_error_invites_nobody_and_names_the_row(
    edge: Knocker, cookie: str, row: str, text: str
) -> None:
    fields = f"portal=customers&sheet={quote(SHEET + row)}"
    checked = await send(edge, cookie, "/invitations/new", "/invitations/check", fields)
    good = await send(edge, cookie, "/invitations/new", "/invitations/check", f"portal=customers&sheet={quote(GOOD)}")

    assert checked.status == 422
    assert text.replace("'", "&#39;") in checked.text
    assert "All 2 rows hold." in good.text
    assert not asked(edge, CreateInvitations), "a check sends nothing"


@pytest.mark.parametrize(
    ("sheet", "text"),
    [
        ("email;name\na@example.com;Ada", "These columns are missing in the first row: account_id."),
        (SHEET, "There are no rows below the headings."),
        (SHEET + '"a@example.com;Ada', "Is a quotation mark left open?"),
        (SHEET + "a@example.com;Ada;C-1;\n" * 201, "Too many rows: at most 200 at once."),
    ],
)
async def test_a_sheet_that_cannot_be_read_says_why(edge: Knocker, cookie: str, sheet: str, text: str) -> None:
    fields = f"portal=customers&sheet={quote(sheet)}"

    answer = await send(edge, cookie, "/invitations/new", "/invitations/check", fields)

    assert answer.status == 422
    assert text in answer.text


async def test_a_portal_that_is_none_is_told(edge: Knocker, cookie: str) -> None:
    fields = f"portal=nowhere&sheet={quote(GOOD)}"

    answer = await send(edge, cookie, "/invitations/new", "/invitations/check", fields)

    assert "The portal is missing, or there is none with this address." in answer.text


async def test_everybody_on_a_checked_sheet_is_invited_in_one_call(edge: Knocker, cookie: str) -> None:
    page = await edge.ask("GET", "/console/invitations/new", cookie=cookie)
    sent = {
        "cookie": f"{cookie}; {page.headers['set-cookie'].split(';')[0]}", "host": "edge", "origin": "http://edge",
        "content_type": FORM,
    }  # fmt: skip
    fields = f"&portal=customers&sheet={quote(GOOD)}"

    for at in ("check", "sheet"):
        token = page.text.split(f'action="/console/invitations/{at}"')[1].split('value="')[1].split('"')[0]
        raw = f"form_token={token}{fields}".encode()
        page = await edge.ask("POST", f"/console/invitations/{at}", raw=raw, **sent)

    (wanted,) = asked(edge, CreateInvitations)
    assert [one["email"] for one in wanted["invitations"]] == ["a@example.com", "b@example.com"]
    assert page.headers["location"] == "/console/invitations?told=sent&many=2"


@pytest.mark.parametrize(("below", "kind"), [("resend", ResendInvitation), ("withdraw", WithdrawInvitation)])
async def test_an_invitation_is_mailed_again_or_taken_back(
    edge: Knocker, cookie: str, below: str, kind: type[Any]
) -> None:
    edge.bus.says(kind, INVITED)

    await send(edge, cookie, "/invitations", f"/invitations/i1/{below}")

    assert asked(edge, kind) == [{"id": "i1"}]


async def test_somebody_is_deactivated_and_a_membership_changed_and_ended(edge: Knocker, cookie: str) -> None:
    for kind in (ChangeUser, ChangeMembership, RevokeMembership):
        edge.bus.says(kind, {})

    await send(edge, cookie, "/people/u1", "/people/u1", "active=")
    await send(edge, cookie, "/people/u1", "/people/u1/memberships/m1/roles", "roles=viewer,+billing")
    ended = await send(edge, cookie, "/people/u1", "/people/u1/memberships/m1/end")

    assert asked(edge, ChangeUser) == [{"id": "u1", "active": False}]
    assert asked(edge, ChangeMembership) == [{"id": "u1", "membership_id": "m1", "roles": ["viewer", "billing"]}]
    assert asked(edge, RevokeMembership) == [{"id": "u1", "membership_id": "m1"}]
    assert ended.headers["location"] == "/console/people/u1?told=ended"


async def test_a_person_is_signed_out_on_one_device_and_on_all(edge: Knocker, cookie: str) -> None:
    for kind in (EndPersonSession, EndPersonSessions):
        edge.bus.says(kind, {})

    one = await send(edge, cookie, "/people/u1", "/people/u1/sessions/x1/end")
    await send(edge, cookie, "/people/u1", "/people/u1/sessions/end")
    page = await edge.ask("GET", one.headers["location"], cookie=cookie)

    assert asked(edge, EndPersonSession) == [{"id": "u1", "session_id": "x1"}]
    assert asked(edge, EndPersonSessions) == [{"id": "u1"}]
    assert "Signed out there, within two seconds." in page.text


async def test_a_persons_page_tells_what_shows_and_leads_to_why(edge: Knocker, cookie: str) -> None:
    page = await edge.ask("GET", "/console/people/u1", cookie=cookie)

    assert asked(edge, ShowSight) == [{"membership": "m1"}]
    assert "1,234" in page.text
    assert "1,000 or more" in page.text
    assert "Deutsch" in page.text
    assert 'href="/console/explain?membership=m1"' in page.text


@pytest.mark.parametrize("status", [404, 503])
async def test_a_persons_page_is_there_while_what_they_see_cannot_be_told(
    edge: Knocker, cookie: str, status: int
) -> None:
    edge.bus.refuses(ShowSight, status, "records.away")

    page = await edge.ask("GET", "/console/people/u1", cookie=cookie)

    assert page.status == 200
    assert "What shows here cannot be told right now." in page.text


@pytest.mark.parametrize("below", ["/people/x!1", "/people/" + "x" * 70])
async def test_an_address_that_names_nothing_that_can_be_leads_nowhere(edge: Knocker, cookie: str, below: str) -> None:
    assert (await edge.ask("GET", f"/console{below}", cookie=cookie)).status == 404


async def test_staff_are_invited_changed_and_removed(edge: Knocker, cookie: str) -> None:
    for kind in (InviteStaff, ChangeStaff, RemoveStaff):
        edge.bus.says(kind, ADA)

    await send(edge, cookie, "/staff", "/staff", "name=Bo&email=bo@acme.example&role-support=1&role-finance=1")
    await send(edge, cookie, "/staff", "/staff/s1", "role-owner=1")
    await send(edge, cookie, "/staff", "/staff/s1/remove")
    nobody = await send(edge, cookie, "/staff", "/staff", "name=Bo&email=bo@acme.example")

    assert asked(edge, InviteStaff)[0]["roles"] == ["support", "finance"]
    assert asked(edge, ChangeStaff) == [{"id": "s1", "roles": ["owner"]}]
    assert asked(edge, RemoveStaff) == [{"id": "s1"}]
    assert nobody.status == 422


async def test_the_last_owner_stays_and_it_is_told(edge: Knocker, cookie: str) -> None:
    edge.bus.refuses(RemoveStaff, 409, "identity.last-owner")

    answer = await send(edge, cookie, "/staff", "/staff/s1/remove")
    page = await edge.ask("GET", answer.headers["location"], cookie=cookie)

    assert "the last active owner stays one" in page.text
