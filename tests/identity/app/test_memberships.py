"""Memberships: staff grant, change and end them; each is said once, and tokens follow at once."""

import asyncio

import pytest

from contracts.identity.invitations import AcceptInvitation, CreateInvitations, ListInvitations
from contracts.identity.people import (
    ChangeMembership,
    ChangeUser,
    GrantMembership,
    ListMemberships,
    ListUsers,
    MembershipChanged,
    MembershipGranted,
    MembershipRevoked,
    Revoked,
    RevokeMembership,
    ShowMe,
    SwitchMembership,
)
from contracts.identity.role_counts import CountRoles
from contracts.identity.sessions import Membership, RefreshSession, SignedIn, SignIn, StaffSignedIn
from contracts.portal_config.portals import PortalUnpublished
from stack.identity_bench import PASSWORD, IdentityBench, Refused, refused

KIM = "kim@kim.example"


def _change(kim: SignedIn, **asked: object) -> ChangeMembership:
    return ChangeMembership.model_validate({"id": kim.user.id, "membership_id": kim.membership.id, **asked})


def _revoke(kim: SignedIn) -> RevokeMembership:
    return RevokeMembership(id=kim.user.id, membership_id=kim.membership.id)


def _grant(kim: SignedIn, account: str = "C-2", **asked: object) -> GrantMembership:
    return GrantMembership.model_validate(
        {"id": kim.user.id, "portal": "customers", "account_id": account, "roles": ("billing",), **asked}
    )


async def test_other_roles_are_in_force_at_once_and_said_once(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn
) -> None:
    kim = await identity.user(acme, KIM, roles=("technical",), contact_id="P-7")
    namesake = await identity.user(globex, KIM, roles=("technical",))
    for _ in range(2):
        changed = await identity.call(_change(kim, roles=("billing",)), acme.access_token)
        assert (changed.id, changed.roles, changed.contact_id) == (kim.membership.id, ("billing",), "P-7")
    [said] = await identity.said("acme", MembershipChanged)
    assert (said.membership_id, said.user_id, said.portal) == (kim.membership.id, kim.user.id, "acme/customers")
    assert (said.account_id, said.contact_id, said.roles, said.revision) == ("C-1", "P-7", ("billing",), 2)
    [revoked] = await identity.said("acme", Revoked)
    assert (revoked.kind, revoked.id, revoked.revision) == ("membership", kim.membership.id, 2)
    with refused(401, "identity.revoked"):
        await identity.call(ShowMe(), kim.access_token)
    fresh = await identity.call(RefreshSession(refresh_token=kim.refresh_token))
    who = identity.who(fresh.access_token)
    assert (who.roles, who.membership_revision) == (frozenset({"billing"}), 2)
    assert (await identity.call(ShowMe(), fresh.access_token)).membership.roles == ("billing",)
    assert (await identity.call(ShowMe(), namesake.access_token)).membership.roles == ("technical",)
    assert not await identity.said("globex", MembershipChanged)


async def test_a_contact_may_change_and_be_taken_away_alone(identity: IdentityBench, acme: StaffSignedIn) -> None:
    kim = await identity.user(acme, KIM, roles=("technical",), contact_id="P-7")
    changed = await identity.call(_change(kim, contact_id="P-8"), acme.access_token)
    assert (changed.contact_id, changed.roles) == ("P-8", ("technical",))
    changed = await identity.call(_change(kim, contact_id=None), acme.access_token)
    assert (changed.contact_id, changed.roles) == (None, ("technical",))
    assert [event.revision for event in await identity.said("acme", MembershipChanged)] == [2, 3]
    with pytest.raises(ValueError, match="say what to change"):
        _change(kim)


async def test_unknown_roles_are_refused_each_with_its_place_and_nothing_changes(
    identity: IdentityBench, acme: StaffSignedIn
) -> None:
    kim = await identity.user(acme, KIM, roles=("technical",))
    both = (_change(kim, roles=("billing", "boss", "king")), _grant(kim, roles=("billing", "boss", "king")))
    for request in both:
        with pytest.raises(Refused) as raised:
            await identity.call(request, acme.access_token)
        assert (raised.value.status, raised.value.code) == (422, "identity.unknown-role")
        assert [fault.pointer for fault in raised.value.problem.errors] == ["/roles/1", "/roles/2"]
    assert (await identity.call(ShowMe(), kim.access_token)).membership.roles == ("technical",)
    assert not await identity.said("acme", MembershipChanged)


async def test_an_ended_membership_lets_nobody_in_and_comes_back_only_by_a_grant(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn
) -> None:
    kim, namesake = await identity.user(acme, KIM), await identity.user(globex, KIM)
    for _ in range(2):
        await identity.call(_revoke(kim), acme.access_token)
    [said] = await identity.said("acme", MembershipRevoked)
    assert (said.membership_id, said.account_id, said.revision) == (kim.membership.id, "C-1", 2)
    assert [event.revision for event in await identity.said("acme", Revoked)] == [2]
    with refused(401, "identity.revoked"):
        await identity.call(ShowMe(), kim.access_token)
    with refused(401, "identity.session-ended"):
        await identity.call(RefreshSession(refresh_token=kim.refresh_token))
    with refused(401, "identity.sign-in-failed"):
        await identity.call(SignIn(portal="acme/customers", email=KIM, password=PASSWORD))
    with refused(404, "identity.not-found"):
        await identity.call(_change(kim, roles=()), acme.access_token)
    [user] = (await identity.call(ListUsers(), acme.access_token)).items
    assert (user.state, user.memberships) == ("active", ())
    await identity.call(ShowMe(), namesake.access_token)

    again = await identity.call(_grant(kim, "C-1"), acme.access_token)
    assert again.id == kim.membership.id
    assert [event.revision for event in await identity.said("acme", MembershipGranted)] == [1, 3]
    with refused(401, "identity.session-ended"):  # the session that ended with it stays ended
        await identity.call(RefreshSession(refresh_token=kim.refresh_token))
    with refused(401, "identity.revoked"):  # and so does the token from before
        await identity.call(ShowMe(), kim.access_token)
    back = await identity.call(SignIn(portal="acme/customers", email=KIM, password=PASSWORD))
    assert back.membership.roles == ("billing",)


async def test_a_grant_adds_to_the_switcher_of_somebody_who_has_a_login(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn
) -> None:
    kim = await identity.user(acme, KIM)
    granted = await identity.call(_grant(kim, contact_id="P-9"), acme.access_token)
    assert (granted.account_id, granted.contact_id, granted.roles) == ("C-2", "P-9", ("billing",))
    with refused(409, "identity.already-member"):
        await identity.call(_grant(kim), acme.access_token)
    listed = (await identity.call(ListMemberships(), kim.access_token)).items
    assert [each.account_id for each in listed] == ["C-1", "C-2"]
    switched = await identity.call(SwitchMembership(membership_id=granted.id), kim.access_token)
    assert identity.who(switched.access_token).account == "C-2"
    await identity.call(SwitchMembership(membership_id=kim.membership.id), switched.access_token)
    await identity.call(RevokeMembership(id=kim.user.id, membership_id=granted.id), acme.access_token)
    with refused(409, "identity.membership-ended"):
        await identity.call(SwitchMembership(membership_id=granted.id), kim.access_token)
    with refused(404, "identity.not-found"):
        await identity.call(_grant(kim, "C-3"), globex.access_token)


async def test_a_grant_needs_an_open_portal_and_an_active_user(identity: IdentityBench, acme: StaffSignedIn) -> None:
    kim = await identity.user(acme, KIM)
    with refused(409, "identity.portal-closed"):
        await identity.call(_grant(kim, portal="suppliers"), acme.access_token)
    await identity.call(ChangeUser(id=kim.user.id, active=False), acme.access_token)
    with refused(409, "identity.user-deactivated"):
        await identity.call(_grant(kim), acme.access_token)
    await identity.call(ChangeUser(id=kim.user.id, active=True), acme.access_token)
    await identity.tell("acme", PortalUnpublished(slug="customers", version=2))
    with refused(409, "identity.portal-closed"):
        await identity.call(_grant(kim), acme.access_token)
    await identity.call(_revoke(kim), acme.access_token)  # ending needs no open portal


async def test_what_was_decided_since_is_not_undone_by_an_older_invitation(
    identity: IdentityBench, acme: StaffSignedIn
) -> None:
    kim = await identity.user(acme, KIM)
    token = await identity.invite(acme, KIM, account_id="C-2", roles=("billing", "technical"))
    await identity.call(_grant(kim, roles=("technical",)), acme.access_token)
    with refused(410, "identity.link-withdrawn"):
        await identity.call(AcceptInvitation(token=token), kim.access_token)
    assert not (await identity.call(ListInvitations(state="invited"), acme.access_token)).items


async def test_nobody_reaches_into_another_tenant_or_another_user(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn
) -> None:
    kim, other = await identity.user(acme, KIM), await identity.user(acme, "other@kim.example")
    mixed = RevokeMembership(id=other.user.id, membership_id=kim.membership.id)
    for request, staff in ((mixed, acme), (_revoke(kim), globex)):
        with refused(404, "identity.not-found"):
            await identity.call(request, staff.access_token)
    with refused(404, "identity.not-found"):
        await identity.call(_change(kim, roles=()), globex.access_token)
    for token in (kim.access_token, other.access_token):
        with refused(403, "identity.not-allowed"):
            await identity.call(_revoke(kim), token)
    assert not await identity.said("acme", MembershipRevoked)


async def test_changes_at_once_are_one_after_the_other(identity: IdentityBench, acme: StaffSignedIn) -> None:
    kim = await identity.user(acme, KIM)
    wanted = [_change(kim, roles=roles) for roles in (("billing",), ("technical",), ("billing", "technical"))] * 2
    await asyncio.gather(*(identity.call(each, acme.access_token) for each in wanted))
    said = await identity.said("acme", MembershipChanged)
    assert [event.revision for event in said] == list(range(2, 2 + len(said)))
    [user] = (await identity.call(ListUsers(), acme.access_token)).items
    assert user.memberships[0].roles == said[-1].roles


async def test_a_row_from_before_revisions_is_its_first(identity: IdentityBench, acme: StaffSignedIn) -> None:
    kim = await identity.user(acme, KIM)
    await identity.database.raw["memberships"].update_many({}, {"$unset": {"revision": ""}})
    await identity.call(ShowMe(), kim.access_token)
    await identity.call(_change(kim, roles=("billing",)), acme.access_token)
    assert [event.revision for event in await identity.said("acme", MembershipChanged)] == [2]


async def test_an_invitation_of_a_member_is_refused_and_one_of_a_former_member_grants_again(
    identity: IdentityBench, acme: StaffSignedIn
) -> None:
    kim = await identity.user(acme, KIM)
    asked = {"portal": "customers", "email": KIM, "name": "Kim", "account_id": "C-1", "roles": ["technical"]}
    with refused(422, "identity.already-member"):
        await identity.call(CreateInvitations.model_validate(asked), acme.access_token)
    await identity.call(_revoke(kim), acme.access_token)
    await identity.call(CreateInvitations.model_validate(asked), acme.access_token)
    accept = AcceptInvitation(token=await identity.mailed("acme", KIM), password=PASSWORD)
    back: Membership = (await identity.call(accept)).membership
    assert (back.id, back.roles) == (kim.membership.id, ("technical",))
    assert [event.revision for event in await identity.said("acme", MembershipGranted)] == [1, 3]


async def test_who_has_which_role_is_counted_for_staff_of_that_tenant(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn
) -> None:
    kim = await identity.user(acme, KIM, roles=("billing", "technical"))
    await identity.user(acme, "jo@jo.example", roles=("billing",))
    await identity.user(acme, "al@al.example", roles=())
    await identity.invite(acme, "late@late.example", roles=("billing",))
    gone = await identity.user(acme, "gone@gone.example", roles=("technical",))
    await identity.call(_revoke(gone), acme.access_token)
    await identity.user(globex, KIM, roles=("technical",))

    counted = await identity.call(CountRoles(slug="customers"), acme.access_token)

    assert [(one.role, one.memberships, one.invitations) for one in counted.items] == [
        ("billing", 2, 1), ("technical", 1, 0),
    ]  # fmt: skip
    assert (counted.without_role, counted.more) == (1, False)
    with refused(404, "identity.not-found"):
        await identity.call(CountRoles(slug="nowhere"), acme.access_token)
    with refused(403, "identity.not-allowed"):
        await identity.call(CountRoles(slug="customers"), kim.access_token)
