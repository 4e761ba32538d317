"""Inviting: who, to what, as what; again, and taken back."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from chassis.sealing import Opener
from contracts.identity.invitations import (
    AcceptInvitation,
    CreateInvitations,
    InvitationCreated,
    InvitationWithdrawn,
    Invitee,
    ListInvitations,
    ResendInvitation,
    ShowInvitation,
    WithdrawInvitation,
)
from contracts.identity.sessions import SignInStaff, StaffSignedIn
from contracts.identity.tenancy import CreateApiKey, ExchangeApiKey
from contracts.message import Request
from contracts.portal_config.portals import PortalUnpublished
from stack.identity_bench import PASSWORD, SEAL_KEY, IdentityBench, Refused, refused

KIM = Invitee(portal="customers", email="Kim@kim.example", name="Kim", account_id="C-1")


def _asking(**other: Any) -> CreateInvitations:
    return CreateInvitations(invitations=(Invitee.model_validate(KIM.model_dump() | other),))


async def test_an_invitation_is_said_once_with_a_link_that_only_notifications_can_read(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn
) -> None:
    made = await identity.call(CreateInvitations.model_validate(KIM.model_dump()), acme.access_token)
    assert [(each.portal, each.email, each.state) for each in made.items] == [
        ("acme/customers", "Kim@kim.example", "invited")
    ]
    [event] = await identity.said("acme", InvitationCreated)
    assert (event.attempt, event.language, event.existing_user) == (1, "de", False)
    assert (event.tenant_name, event.portal_name) == ("Acme", "Customers")
    assert (event.person.email, event.person.name, event.person.inviter) == ("Kim@kim.example", "Kim", "Ada Owner")
    token = Opener(SEAL_KEY).open(event.sealed_token)
    assert token.startswith("acme.")
    assert not await identity.said("globex", InvitationCreated)
    for collection in ("invitations", "links", "outbox"):
        assert token.split(".")[1] not in str(await identity.database.raw[collection].find().to_list(100))


async def test_the_invitees_language_counts_before_the_portals(identity: IdentityBench, acme: StaffSignedIn) -> None:
    await identity.call(_asking(language="pt"), acme.access_token)
    assert [event.language for event in await identity.said("acme", InvitationCreated)] == ["pt"]


async def test_a_system_invites_in_the_tenants_name(identity: IdentityBench, acme: StaffSignedIn) -> None:
    key = await identity.call(CreateApiKey(name="ERP", scopes=("invitations",)), acme.access_token)
    access = await identity.call(ExchangeApiKey(key=key.key))
    await identity.call(_asking(), access.access_token)
    assert [event.person.inviter for event in await identity.said("acme", InvitationCreated)] == ["Acme"]


async def test_a_key_without_the_scope_invites_nobody(identity: IdentityBench, acme: StaffSignedIn) -> None:
    key = await identity.call(CreateApiKey(name="ERP", scopes=("events",)), acme.access_token)
    access = await identity.call(ExchangeApiKey(key=key.key))
    with refused(403, "identity.scope-missing"):
        await identity.call(_asking(), access.access_token)


async def test_two_hundred_are_invited_at_once(identity: IdentityBench, acme: StaffSignedIn) -> None:
    many = tuple(KIM.model_copy(update={"email": f"u{number}@kim.example"}) for number in range(200))
    made = await identity.call(CreateInvitations(invitations=many), acme.access_token)
    assert [each.email for each in made.items] == [each.email for each in many]
    assert len(await identity.said("acme", InvitationCreated)) == 200


async def test_one_wrong_place_invites_nobody_and_every_place_is_named(
    identity: IdentityBench, acme: StaffSignedIn
) -> None:
    wrong = CreateInvitations(
        invitations=(
            KIM,
            Invitee.model_validate(KIM.model_dump() | {"portal": "dealers"}),
            Invitee.model_validate(KIM.model_dump() | {"roles": ("billing", "king")}),
        )
    )
    with pytest.raises(Refused) as raised:
        await identity.call(wrong, acme.access_token)
    problem = raised.value.problem
    assert (problem.status, problem.code) == (422, "identity.invitations-invalid")
    assert {(fault.pointer, fault.code) for fault in problem.errors} == {
        ("/invitations/1/portal", "identity.unknown-portal"),
        ("/invitations/2/roles/1", "identity.unknown-role"),
        ("/invitations/2/email", "identity.invited-twice"),
    }
    assert not await identity.said("acme", InvitationCreated)
    assert not (await identity.call(ListInvitations(), acme.access_token)).items


@pytest.mark.parametrize(
    ("wrong", "pointer", "code"),
    [
        ({"portal": "dealers"}, "/portal", "identity.unknown-portal"),
        ({"roles": ("king",)}, "/roles/0", "identity.unknown-role"),
    ],
)
async def test_a_single_invitation_names_the_place_in_itself(
    identity: IdentityBench, acme: StaffSignedIn, wrong: dict[str, Any], pointer: str, code: str
) -> None:
    with pytest.raises(Refused) as raised:
        await identity.call(CreateInvitations.model_validate(KIM.model_dump() | wrong), acme.access_token)
    assert (raised.value.status, raised.value.code) == (422, code)
    assert [fault.pointer for fault in raised.value.problem.errors] == [pointer]


async def test_a_closed_portal_takes_no_invitations(identity: IdentityBench, acme: StaffSignedIn) -> None:
    await identity.tell("acme", PortalUnpublished(slug="customers", version=2))
    with refused(422, "identity.unknown-portal"):
        await identity.call(_asking(), acme.access_token)


async def test_somebody_who_is_a_member_already_is_not_invited_again(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn
) -> None:
    await identity.user(acme, "kim@kim.example")
    with refused(422, "identity.already-member"):
        await identity.call(_asking(), acme.access_token)
    await identity.call(_asking(account_id="C-2"), acme.access_token)
    await identity.call(_asking(), globex.access_token)
    assert (await identity.said("acme", InvitationCreated))[-1].existing_user
    assert not (await identity.said("globex", InvitationCreated))[-1].existing_user


async def test_inviting_again_renews_the_open_invitation_as_said_now(
    identity: IdentityBench, acme: StaffSignedIn
) -> None:
    first = await identity.invite(acme, "kim@kim.example")
    second = await identity.invite(acme, "KIM@kim.example", name="Kim B.", roles=("billing",))
    with refused(410, "identity.link-replaced"):
        await identity.call(ShowInvitation(token=first))
    assert (await identity.call(ShowInvitation(token=second))).name == "Kim B."
    [listed] = (await identity.call(ListInvitations(), acme.access_token)).items
    assert (listed.name, listed.roles) == ("Kim B.", ("billing",))
    assert [event.attempt for event in await identity.said("acme", InvitationCreated)] == [1, 2]


async def test_ten_systems_that_invite_the_same_person_at_once_make_one_invitation(
    identity: IdentityBench, acme: StaffSignedIn
) -> None:
    await asyncio.gather(*(identity.call(_asking(), acme.access_token) for _ in range(10)))
    [listed] = (await identity.call(ListInvitations(), acme.access_token)).items
    attempts = [event.attempt for event in await identity.said("acme", InvitationCreated)]
    assert sorted(attempts) == list(range(1, 11))
    token = await identity.mailed("acme", listed.email)
    assert (await identity.call(ShowInvitation(token=token))).email == listed.email


async def test_a_resent_invitation_has_a_new_link_and_an_expired_one_holds_again(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn
) -> None:
    first = await identity.invite(acme, "kim@kim.example")
    [invited] = (await identity.call(ListInvitations(), acme.access_token)).items
    identity.clock.ahead = timedelta(days=15)
    owner = await _signed_in_again(identity, acme)
    with refused(410, "identity.link-expired"):
        await identity.call(ShowInvitation(token=first))
    assert [each.state for each in (await identity.call(ListInvitations(), owner)).items] == ["expired"]
    with refused(404, "identity.not-found"):
        await identity.call(ResendInvitation(id=invited.id), await _signed_in_again(identity, globex))
    again = await identity.call(ResendInvitation(id=invited.id), owner)
    assert (again.id, again.state) == (invited.id, "invited")
    with refused(410, "identity.link-replaced"):
        await identity.call(ShowInvitation(token=first))
    second = await identity.mailed("acme", "kim@kim.example")
    assert (await identity.call(ShowInvitation(token=second))).email == "kim@kim.example"


async def test_a_withdrawn_invitation_is_over(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn
) -> None:
    token = await identity.invite(acme, "kim@kim.example")
    [invited] = (await identity.call(ListInvitations(), acme.access_token)).items
    with refused(404, "identity.not-found"):
        await identity.call(WithdrawInvitation(id=invited.id), globex.access_token)
    for _ in range(2):
        await identity.call(WithdrawInvitation(id=invited.id), acme.access_token)
    assert [event.invitation_id for event in await identity.said("acme", InvitationWithdrawn)] == [invited.id]
    both: tuple[Request[Any], ...] = (ShowInvitation(token=token), AcceptInvitation(token=token, password=PASSWORD))
    for request in both:
        with refused(410, "identity.link-withdrawn"):
            await identity.call(request)
    with refused(409, "identity.invitation-closed"):
        await identity.call(ResendInvitation(id=invited.id), acme.access_token)


async def test_an_accepted_invitation_is_neither_sent_again_nor_taken_back(
    identity: IdentityBench, acme: StaffSignedIn
) -> None:
    await identity.user(acme, "kim@kim.example")
    [accepted] = (await identity.call(ListInvitations(), acme.access_token)).items
    assert accepted.state == "accepted"
    both: tuple[Request[Any], ...] = (ResendInvitation(id=accepted.id), WithdrawInvitation(id=accepted.id))
    for request in both:
        with refused(409, "identity.invitation-closed"):
            await identity.call(request, acme.access_token)


async def test_a_list_pages_newest_first_by_state_and_its_cursor_is_of_this_list_alone(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn
) -> None:
    many = tuple(KIM.model_copy(update={"email": f"u{number}@kim.example"}) for number in range(7))
    await identity.call(CreateInvitations(invitations=many), acme.access_token)
    await identity.invite(acme, "last@kim.example")
    await identity.user(acme, "member@kim.example")
    seen, cursor = [], None
    while True:
        asked = ListInvitations(state="invited", limit=3, cursor=cursor)
        page = await identity.call(asked, acme.access_token)
        assert len(page.items) <= 3
        seen += [each.email for each in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen[0] == "last@kim.example"
    assert sorted(seen) == sorted([each.email for each in many] + ["last@kim.example"])
    first = await identity.call(ListInvitations(state="invited", limit=3), acme.access_token)
    for owner, state in ((globex, "invited"), (acme, "expired"), (acme, None)):
        with refused(422, "identity.cursor-invalid"):
            asked = ListInvitations.model_validate({"state": state, "cursor": first.next_cursor})
            await identity.call(asked, owner.access_token)
    assert not (await identity.call(ListInvitations(), globex.access_token)).items


async def _signed_in_again(identity: IdentityBench, staff: StaffSignedIn) -> str:
    asked = SignInStaff(tenant=staff.staff.tenant, email=staff.staff.email, password=PASSWORD)
    return (await identity.call(asked)).access_token
