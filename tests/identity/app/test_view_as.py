"""Staff look through a user's eyes: what they see holds as long as both do, and nothing can be done with it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chassis.sealing import Opener
from contracts.audit import EntryRecorded
from contracts.identity.own_sessions import EndSessions, ListSessions
from contracts.identity.passwords import ChangePassword
from contracts.identity.people import (
    ChangeMe,
    ChangeMembership,
    ChangeUser,
    ListMemberships,
    Revoked,
    RevokeMembership,
    ShowMe,
    SwitchMembership,
)
from contracts.identity.sessions import ActivateStaff, SignedIn, SignInStaff, SignOut, StaffSignedIn
from contracts.identity.staff import ChangeStaff, InviteStaff, RemoveStaff, StaffInvited
from contracts.identity.view_as import ViewAs
from contracts.message import Request
from contracts.portal_config.portals import PortalUnpublished
from stack.identity_bench import PASSWORD, SEAL_KEY, IdentityBench, refused

KIM = "kim@kim.example"


async def colleague(identity: IdentityBench, owner: StaffSignedIn, *roles: str) -> StaffSignedIn:
    """Another staff member of the tenant, signed in."""
    await identity.call(InviteStaff(email="bo@acme.example", name="Bo", roles=roles), owner.access_token)
    [*_, invited] = await identity.said(owner.staff.tenant, StaffInvited)
    token = Opener(SEAL_KEY).open(invited.sealed_token)
    return await identity.call(ActivateStaff(token=token, password=PASSWORD, name="Bo"))


async def viewed(identity: IdentityBench, staff: StaffSignedIn, kim: SignedIn) -> str:
    """The token of a view as Kim."""
    return (await identity.call(ViewAs(membership_id=kim.membership.id), staff.access_token)).access_token


async def test_a_view_says_the_membership_of_today_and_who_looks(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn
) -> None:
    kim = await identity.user(acme, KIM, roles=("billing",), contact_id="P-7")
    namesake = await identity.user(globex, KIM)
    view = await identity.call(ViewAs(membership_id=kim.membership.id), acme.access_token)
    who, real = identity.who(view.access_token), identity.who(kim.access_token)
    assert (who.read_only, who.acting, who.session) == (True, acme.staff.id, identity.who(acme.access_token).session)
    mine: dict[str, Any] = {"read_only": True, "acting": who.acting, "session": who.session}
    assert replace(real, **mine, issued_at=0, expires_at=0) == replace(who, issued_at=0, expires_at=0)
    assert (view.expires_in, who.expires_at - who.issued_at) == (900, 900)
    assert (view.user.id, view.membership.id) == (kim.user.id, kim.membership.id)
    assert "refresh_token" not in view.model_dump_json()
    with refused(404, "identity.not-found"):
        await identity.call(ViewAs(membership_id=namesake.membership.id), acme.access_token)


async def test_the_trail_names_both(identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn) -> None:
    kim = await identity.user(acme, KIM)
    await viewed(identity, acme, kim)
    [entry] = [each for each in await identity.said("acme", EntryRecorded) if each.action == "identity.view-as"]
    assert (entry.actor.kind, entry.actor.id) == ("staff", acme.staff.id)
    assert [(one.kind, one.id) for one in entry.subjects] == [
        ("membership", kim.membership.id), ("user", kim.user.id),
    ]  # fmt: skip
    assert not [each for each in await identity.said("globex", EntryRecorded) if each.action == "identity.view-as"]


async def test_it_shows_the_users_own_pages_and_changes_nothing(identity: IdentityBench, acme: StaffSignedIn) -> None:
    kim = await identity.user(acme, KIM)
    token = await viewed(identity, acme, kim)
    assert (await identity.call(ShowMe(), token)).membership.id == kim.membership.id
    assert len((await identity.call(ListMemberships(), token)).items) == 1
    assert len((await identity.call(ListSessions(), token)).items) == 1
    writes: tuple[Request[Any], ...] = (
        ChangeMe(name="No"), SwitchMembership(membership_id=kim.membership.id), SignOut(), EndSessions(),
        ChangePassword(current=PASSWORD, new="yet another long pass phrase"),
    )  # fmt: skip
    for write in writes:
        with refused(403, "identity.read-only"):
            await identity.call(write, token)
    assert (await identity.call(ShowMe(), kim.access_token)).name == "Kim"


@pytest.mark.parametrize("ends", ["membership", "change", "user", "sign-out", "removed", "role"])
async def test_it_ends_with_the_membership_and_with_who_looks(
    identity: IdentityBench, acme: StaffSignedIn, ends: str
) -> None:
    kim = await identity.user(acme, KIM)
    bo = await colleague(identity, acme, "support")
    token = await viewed(identity, bo, kim)
    await identity.call(ShowMe(), token)
    this = {"id": kim.user.id, "membership_id": kim.membership.id}
    match ends:
        case "membership":
            await identity.call(RevokeMembership(**this), acme.access_token)
        case "change":
            await identity.call(ChangeMembership(**this, roles=("billing",)), acme.access_token)
        case "user":
            await identity.call(ChangeUser(id=kim.user.id, active=False), acme.access_token)
        case "sign-out":
            await identity.call(SignOut(), bo.access_token)
        case "removed":
            await identity.call(RemoveStaff(id=bo.staff.id), acme.access_token)
        case "role":
            await identity.call(ChangeStaff(id=bo.staff.id, roles=("finance",)), acme.access_token)
    with refused(401, "identity.revoked"):
        await identity.call(ShowMe(), token)
    who = identity.who(token)
    said = {(each.kind, each.id) for each in await identity.said("acme", Revoked)}
    named = {("membership", who.membership), ("user", who.subject), ("session", who.session), ("staff", who.acting)}
    assert said & named


async def test_a_new_password_ends_it_though_its_session_was_last_renewed_long_before(
    identity: IdentityBench, acme: StaffSignedIn
) -> None:
    kim = await identity.user(acme, KIM)
    identity.clock.ahead += timedelta(minutes=5)
    token = await viewed(identity, acme, kim)
    identity.clock.ahead += timedelta(minutes=13)
    elsewhere = await identity.call(SignInStaff(tenant="acme", email="ada@acme.example", password=PASSWORD))
    again = ChangePassword(current=PASSWORD, new="yet another long pass phrase")
    await identity.call(again, elsewhere.access_token)
    assert ("session", identity.who(token).session) in {
        (each.kind, each.id) for each in await identity.said("acme", Revoked)
    }


async def test_only_owners_and_support_look_and_only_where_there_is_something(
    identity: IdentityBench, acme: StaffSignedIn
) -> None:
    kim = await identity.user(acme, KIM)
    bo = await colleague(identity, acme, "designer", "finance", "auditor")
    asked = ViewAs(membership_id=kim.membership.id)
    with refused(403, "identity.role-missing"):
        await identity.call(asked, bo.access_token)
    with refused(403, "identity.not-allowed"):
        await identity.call(asked, kim.access_token)
    with refused(404, "identity.not-found"):
        await identity.call(ViewAs(membership_id="nobody"), acme.access_token)
    await identity.tell("acme", PortalUnpublished(slug="customers", version=1))
    with refused(409, "identity.portal-closed"):
        await identity.call(asked, acme.access_token)
    await identity.call(ChangeUser(id=kim.user.id, active=False), acme.access_token)
    with refused(404, "identity.not-found"):
        await identity.call(asked, acme.access_token)
