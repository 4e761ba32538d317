"""Staff: invited by mail, changed and removed by owners, of whom there is always one."""

import asyncio
from typing import Any

import pytest

from chassis.sealing import Opener
from contracts.audit import EntryRecorded
from contracts.identity.passwords import ShowPasswordLink
from contracts.identity.people import Revoked
from contracts.identity.sessions import ActivateStaff, RefreshSession, SignInStaff, SignOut, StaffSignedIn
from contracts.identity.staff import ChangeStaff, InviteStaff, ListStaff, RemoveStaff, StaffInvited
from contracts.identity.tenancy import InviteOwner
from contracts.message import Request
from stack.identity_bench import OPERATOR, PASSWORD, SEAL_KEY, IdentityBench, Refused, refused

BO = "bo@acme.example"
LAST = (409, "identity.last-owner")
INVITE = InviteStaff(email=BO, name="Bo", roles=("support",), language="de")


async def _token(identity: IdentityBench) -> str:
    return Opener(SEAL_KEY).open((await identity.said("acme", StaffInvited))[-1].sealed_token)


async def _joined(identity: IdentityBench, owner: StaffSignedIn, *roles: str) -> StaffSignedIn:
    """Bo, invited and activated."""
    asked = InviteStaff.model_validate({**INVITE.model_dump(), "roles": roles or ("support",)})
    await identity.call(asked, owner.access_token)
    return await identity.call(ActivateStaff(token=await _token(identity), password=PASSWORD, name="Bo Stone"))


async def test_an_invited_one_chooses_a_password_and_is_in(identity: IdentityBench, acme: StaffSignedIn) -> None:
    bo = await _joined(identity, acme, "support", "finance")

    [said] = await identity.said("acme", StaffInvited)
    assert (said.person.email, said.person.inviter, said.language) == (BO, "Ada Owner", "de")
    assert identity.who(bo.access_token).roles == {"support", "finance"}
    listed = (await identity.call(ListStaff(), acme.access_token)).items
    assert [(each.email, each.state) for each in listed] == [("ada@acme.example", "active"), (BO, "active")]
    with refused(409, "identity.staff-known"):
        await identity.call(INVITE, acme.access_token)


async def test_inviting_again_before_they_came_replaces_the_link(identity: IdentityBench, acme: StaffSignedIn) -> None:
    first = await identity.call(INVITE, acme.access_token)
    old = await _token(identity)
    again = await identity.call(INVITE.model_copy(update={"roles": ("auditor",)}), acme.access_token)
    assert (again.id, again.roles, again.state) == (first.id, ("auditor",), "invited")
    with refused(410, "identity.link-replaced"):
        await identity.call(ActivateStaff(token=old, password=PASSWORD, name="Bo"))
    shown = await identity.call(ShowPasswordLink(token=await _token(identity)))
    assert (shown.purpose, shown.holder, shown.portal, shown.email) == ("activate", "staff", None, BO)


@pytest.mark.parametrize("role", ["designer", "support", "finance", "auditor"])
async def test_only_owners_manage_staff(identity: IdentityBench, acme: StaffSignedIn, role: str) -> None:
    bo = await _joined(identity, acme, role)
    demoting, removing = ChangeStaff(id=bo.staff.id, roles=("owner",)), RemoveStaff(id=acme.staff.id)
    calls: list[Request[Any]] = [ListStaff(), INVITE, demoting, removing]
    for asked in calls:
        with refused(403, "identity.role-missing"):
            await identity.call(asked, bo.access_token)


async def test_another_tenants_staff_is_not_there(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn
) -> None:
    bo = await _joined(identity, acme)
    calls: list[Request[Any]] = [ChangeStaff(id=bo.staff.id, active=False), RemoveStaff(id=bo.staff.id)]
    for asked in calls:
        with refused(404, "identity.not-found"):
            await identity.call(asked, globex.access_token)
    assert [each.email for each in (await identity.call(ListStaff(), globex.access_token)).items] == [
        "ada@globex.example"
    ]


async def test_who_may_less_loses_the_access_tokens_of_before(identity: IdentityBench, acme: StaffSignedIn) -> None:
    bo = await _joined(identity, acme, "owner")
    await identity.call(ChangeStaff(id=bo.staff.id, roles=("support",)), acme.access_token)
    with refused(401, "identity.revoked"):
        await identity.call(ListStaff(), bo.access_token)
    assert ("staff", bo.staff.id) in [(event.kind, event.id) for event in await identity.said("acme", Revoked)]
    refreshed = await identity.call(RefreshSession(refresh_token=bo.refresh_token))
    assert identity.who(refreshed.access_token).roles == {"support"}


async def test_the_trail_tells_who_made_whom_what(identity: IdentityBench, acme: StaffSignedIn) -> None:
    bo = await _joined(identity, acme, "owner")
    await identity.call(ChangeStaff(id=bo.staff.id, roles=("support",), name="Bo Winter"), acme.access_token)
    told = [each for each in await identity.said("acme", EntryRecorded) if each.action == "identity.change-staff"]
    assert [(each.actor.id, [thing.id for thing in each.subjects]) for each in told] == [(acme.staff.id, [bo.staff.id])]
    assert told[0].details == {"roles": ("support",), "state": "active"}


async def test_a_deactivated_one_is_out_and_can_be_let_in_again(identity: IdentityBench, acme: StaffSignedIn) -> None:
    bo = await _joined(identity, acme)
    signing_in = SignInStaff(tenant="acme", email=BO, password=PASSWORD)
    await identity.call(ChangeStaff(id=bo.staff.id, active=False), acme.access_token)
    with refused(401, "identity.revoked"):
        await identity.call(SignOut(), bo.access_token)
    with refused(401, "identity.sign-in-failed"):
        await identity.call(signing_in)
    back = await identity.call(ChangeStaff(id=bo.staff.id, active=True), acme.access_token)
    assert back.state == "active"
    await identity.call(signing_in)


async def test_a_removed_one_is_gone_and_may_be_invited_anew(identity: IdentityBench, acme: StaffSignedIn) -> None:
    bo = await _joined(identity, acme)
    await identity.call(RemoveStaff(id=bo.staff.id), acme.access_token)
    with refused(401, "identity.session-ended"):
        await identity.call(RefreshSession(refresh_token=bo.refresh_token))
    assert (await _joined(identity, acme)).staff.id != bo.staff.id


async def test_the_operator_finds_an_owner_who_was_removed_and_invited_anew(
    identity: IdentityBench, acme: StaffSignedIn
) -> None:
    bo = await _joined(identity, acme, "owner")
    await identity.call(RemoveStaff(id=acme.staff.id), bo.access_token)
    again = INVITE.model_copy(update={"email": "ada@acme.example"})
    invited = await identity.call(again, bo.access_token)
    made = await identity.call(InviteOwner(tenant="acme", tenant_name="Acme", email="ada@acme.example"), OPERATOR)
    ada = await identity.call(ActivateStaff(token=made.owner_token or "", password=PASSWORD, name="Ada"))
    assert (ada.staff.id, ada.staff.roles) == (invited.id, ("owner",))


async def test_the_link_of_a_removed_one_no_longer_works(identity: IdentityBench, acme: StaffSignedIn) -> None:
    invited = await identity.call(INVITE, acme.access_token)
    await identity.call(RemoveStaff(id=invited.id), acme.access_token)
    with refused(410, "identity.link-withdrawn"):
        await identity.call(ActivateStaff(token=await _token(identity), password=PASSWORD, name="Bo"))


async def test_the_last_owner_stays_an_owner(identity: IdentityBench, acme: StaffSignedIn) -> None:
    ada = acme.staff.id
    await _joined(identity, acme, "designer")
    await identity.call(InviteStaff(email="cy@acme.example", name="Cy", roles=("owner",)), acme.access_token)
    changes = (ChangeStaff(id=ada, active=False), ChangeStaff(id=ada, roles=("support",)))
    calls: list[Request[Any]] = [*changes, RemoveStaff(id=ada)]
    for asked in calls:
        with refused(*LAST):
            await identity.call(asked, acme.access_token)


@pytest.mark.parametrize("attempt", range(3))
async def test_two_owners_who_demote_each_other_at_once_leave_one(
    identity: IdentityBench, acme: StaffSignedIn, attempt: int
) -> None:
    bo = await _joined(identity, acme, "owner")
    done = await asyncio.gather(
        identity.call(ChangeStaff(id=bo.staff.id, roles=("support",)), acme.access_token),
        identity.call(ChangeStaff(id=acme.staff.id, roles=("support",)), bo.access_token),
        return_exceptions=True,
    )
    [loser] = [each for each in done if isinstance(each, Refused)]
    # Whoever comes second is no owner any more, or would be the last one to go.
    assert loser.status in (401, 409)
