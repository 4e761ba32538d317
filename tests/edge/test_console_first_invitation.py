"""The last step of the first run: somebody is found, what was looked at is published, what became of it is told."""

import pytest

from contracts.identity.invitations import CreateInvitations
from contracts.portal_config.portals import ListPortals, PublishPortal
from contracts.records.accounts import FindAccounts
from edge.web.console.first import inviting
from stack.console import asked, send
from stack.first_run import AT, PORTAL, begins
from stack.knocking import Knocker, problem

PEOPLE = "revision=4&account_id=C-1&contact_id=P-1&name=Jo&email=jo@kleber.example&roles=admin&language=en"


@pytest.fixture
async def cookie(edge: Knocker) -> str:
    """The cookie of an owner whose only portal is not published yet."""
    return await begins(edge)


async def test_one_is_found_and_filled_in_from_what_the_backoffice_told(edge: Knocker, cookie: str) -> None:
    answer = await edge.ask("GET", f"/console{AT}/invite?q=kle&account=C-1&contact=P-1", cookie=cookie)

    assert {"q": "kle", "limit": 6} in asked(edge, FindAccounts)
    assert 'value="jo@kleber.example"' in answer.text
    assert "<script>alert" not in answer.text


async def test_the_last_step_publishes_what_was_looked_at_and_invites(edge: Knocker, cookie: str) -> None:
    at = f"{AT}/invite?account=C-1&contact=P-1"
    answer = await send(edge, cookie, at, f"{AT}/invite", PEOPLE)
    done = await edge.ask("GET", answer.headers["location"], cookie=cookie)
    edge.bus.says(ListPortals, {"items": [{**PORTAL, "published_version": 1}]})
    open_now = await edge.ask("GET", answer.headers["location"], cookie=cookie)

    assert asked(edge, PublishPortal) == [{"slug": "customers", "expected_revision": 4}]
    [invited] = asked(edge, CreateInvitations)[0]["invitations"]
    assert (invited["account_id"], invited["contact_id"], invited["roles"]) == ("C-1", "P-1", ["admin"])
    assert done.status == 404, "it does not say that a portal is open which is not"
    assert "Jo Buyer gets a mail at jo@kleber.example" in open_now.text


async def test_an_invitation_that_cannot_be_publishes_nothing(edge: Knocker, cookie: str) -> None:
    at = f"{AT}/invite?by_hand=1"
    answer = await send(edge, cookie, at, f"{AT}/invite", "revision=4&account_id=C-1&name=Jo&email=nonsense")

    assert answer.status == 422
    assert "Nothing is published yet" in answer.text
    assert not asked(edge, PublishPortal)


async def test_a_draft_that_somebody_else_changed_is_looked_at_again(edge: Knocker, cookie: str) -> None:
    edge.bus.refuses(PublishPortal, 412, "portal-config.draft-changed")
    answer = await send(edge, cookie, f"{AT}/invite?account=C-1", f"{AT}/invite", PEOPLE)

    assert answer.headers["location"] == f"/console{AT}/check?told=changed"
    assert not asked(edge, CreateInvitations)


async def test_identity_is_waited_for_and_a_refusal_says_what_has_happened(
    edge: Knocker, cookie: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inviting, "PAUSE_SECONDS", 0)
    refused = problem(422, "identity.invitations-invalid", "/invitations/0/portal")
    unknown = refused.body.replace(b'"code":"wrong"', b'"code":"identity.unknown-portal"')
    edge.bus.answers[CreateInvitations] = type(refused)(422, unknown)
    late = await send(edge, cookie, f"{AT}/invite?account=C-1", f"{AT}/invite", PEOPLE)
    waited = len(asked(edge, CreateInvitations))
    member = refused.body.replace(b'"code":"wrong"', b'"code":"identity.already-member"')
    edge.bus.answers[CreateInvitations] = type(refused)(422, member)
    taken = await send(edge, cookie, f"{AT}/invite?account=C-1", f"{AT}/invite", PEOPLE)

    assert waited == inviting.TRIES
    assert "not ready for invitations yet" in late.text
    assert "The portal is published, but nobody is invited yet" in taken.text
    assert "acts for this account there already" in taken.text
