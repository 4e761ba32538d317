"""A customer's admin manages the colleagues of their own account in one portal, and nobody else."""

import asyncio
from typing import Any

import pytest

from contracts.identity.colleagues import (
    ChangeColleague,
    InviteColleague,
    ListColleagues,
    RemoveColleague,
    WithdrawColleague,
)
from contracts.identity.invitations import ListInvitations
from contracts.identity.people import (
    ChangeMembership,
    ChangeUser,
    GrantMembership,
    MembershipChanged,
    MembershipRevoked,
    ShowMe,
)
from contracts.identity.sessions import RefreshSession, SignedIn, SignIn, StaffSignedIn
from contracts.message import Request
from contracts.portal_config.portals import PortalPublished, PortalUnpublished
from stack.colleagues import KIM, LEE, MIA, ROLES, change, colleagues, invite
from stack.identity_bench import PASSWORD, IdentityBench, Refused, portal_document, refused


async def test_an_admin_sees_the_same_portal_and_account_and_nothing_else(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn, kim: SignedIn
) -> None:
    await identity.user(acme, LEE, roles=("billing",))
    await identity.user(acme, "other@kim.example", account_id="C-2", roles=("admin",))
    await identity.user(acme, "dealer@kim.example", portal="dealers", roles=("admin",))
    foreigner = await identity.user(globex, MIA, roles=("admin",))
    for account, portal in (("C-1", "customers"), ("C-2", "customers"), ("C-1", "dealers")):
        await identity.invite(acme, f"new.{account}.{portal}@kim.example", account_id=account, portal=portal)
    seen = await colleagues(identity, kim)
    assert [(each.email, each.roles, each.current) for each in seen.items] == [
        (KIM, ("admin",), True),
        (LEE, ("billing",), False),
    ]
    assert [(each.email, each.inviter) for each in seen.invitations] == [("new.C-1.customers@kim.example", "Ada Owner")]
    assert seen.roles == ("admin", "billing", "viewer")
    assert [each.email for each in (await colleagues(identity, foreigner)).items] == [MIA]


async def test_whoever_is_no_admin_is_told_so_and_changes_nothing(
    identity: IdentityBench, acme: StaffSignedIn, kim: SignedIn
) -> None:
    for number, roles in enumerate(((), ("billing",), ("viewer", "technical"))):
        lee = await identity.user(acme, f"{number}.{LEE}", roles=roles)
        requests: tuple[Request[Any], ...] = (
            ListColleagues(),
            InviteColleague(email=MIA, name="Mia", roles=("billing",)),
            ChangeColleague(membership_id=lee.membership.id, roles=("admin",)),
            RemoveColleague(membership_id=kim.membership.id),
            WithdrawColleague(id="none"),
        )
        for request in requests:
            with refused(403, "identity.admin-needed"):
                await identity.call(request, lee.access_token)
    assert not await identity.said("acme", MembershipChanged)
    assert not await identity.said("acme", MembershipRevoked)


async def test_an_admins_role_counts_only_where_the_portal_defines_it(
    identity: IdentityBench, acme: StaffSignedIn, kim: SignedIn
) -> None:
    less = portal_document(roles={"billing": ROLES["billing"]})
    await identity.tell("acme", PortalPublished(slug="customers", version=3, document=less))
    with refused(403, "identity.admin-needed"):
        await colleagues(identity, kim)
    await identity.tell("acme", PortalUnpublished(slug="customers", version=4))
    with refused(409, "identity.portal-closed"):
        await colleagues(identity, kim)


@pytest.mark.parametrize(
    ("roles", "code", "pointers"),
    [
        ((), "identity.beyond-own-rights", ["/roles"]),
        (("technical",), "identity.beyond-own-rights", ["/roles/0"]),
        (("viewer", "technical"), "identity.beyond-own-rights", ["/roles/1"]),
        (("viewer", "boss"), "identity.unknown-role", ["/roles/1"]),
    ],
)
async def test_nobody_hands_out_more_than_they_have(
    identity: IdentityBench, acme: StaffSignedIn, kim: SignedIn, roles: tuple[str, ...], code: str, pointers: list[str]
) -> None:
    lee = await identity.user(acme, LEE, roles=("billing",))
    for asked in (invite(identity, kim, MIA, *roles), change(identity, kim, lee, *roles)):
        with pytest.raises(Refused) as raised:
            await asked
        assert (raised.value.status, raised.value.code) == (422, code)
        assert [fault.pointer for fault in raised.value.problem.errors] == pointers
    assert (await identity.call(ShowMe(), lee.access_token)).membership.roles == ("billing",)
    assert not (await colleagues(identity, kim)).invitations


async def test_a_colleagues_roles_change_at_once_and_their_contact_stays(
    identity: IdentityBench, acme: StaffSignedIn, kim: SignedIn
) -> None:
    lee = await identity.user(acme, LEE, roles=(), contact_id="P-9")
    changed = await change(identity, kim, lee, "billing", "viewer")
    assert (changed.email, changed.roles, changed.current) == (LEE, ("billing", "viewer"), False)
    [said] = await identity.said("acme", MembershipChanged)
    assert (said.contact_id, said.roles, said.revision) == ("P-9", ("billing", "viewer"), 2)
    with refused(401, "identity.revoked"):
        await identity.call(ShowMe(), lee.access_token)
    fresh = await identity.call(RefreshSession(refresh_token=lee.refresh_token))
    assert identity.who(fresh.access_token).roles == frozenset({"billing", "viewer"})


async def test_a_removed_colleague_is_out_and_keeps_what_else_they_are_member_of(
    identity: IdentityBench, acme: StaffSignedIn, kim: SignedIn
) -> None:
    lee = await identity.user(acme, LEE, roles=("billing",))
    grant = GrantMembership(id=lee.user.id, portal="dealers", account_id="C-7", roles=("viewer",))
    await identity.call(grant, acme.access_token)
    await identity.call(RemoveColleague(membership_id=lee.membership.id), kim.access_token)
    with refused(401, "identity.session-ended"):
        await identity.call(RefreshSession(refresh_token=lee.refresh_token))
    with refused(401, "identity.sign-in-failed"):
        await identity.call(SignIn(portal="acme/customers", email=LEE, password=PASSWORD))
    elsewhere = await identity.call(SignIn(portal="acme/dealers", email=LEE, password=PASSWORD))
    assert elsewhere.membership.account_id == "C-7"
    with refused(404, "identity.not-found"):
        await identity.call(RemoveColleague(membership_id=lee.membership.id), kim.access_token)


async def test_people_of_other_accounts_portals_and_tenants_are_not_there(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn, kim: SignedIn
) -> None:
    strangers = [
        await identity.user(acme, "other@kim.example", account_id="C-2", roles=("billing",)),
        await identity.user(acme, "dealer@kim.example", portal="dealers", roles=("billing",)),
        await identity.user(globex, LEE, roles=("billing",)),
    ]
    for stranger in strangers:
        with refused(404, "identity.not-found"):
            await change(identity, kim, stranger, "viewer")
        with refused(404, "identity.not-found"):
            await identity.call(RemoveColleague(membership_id=stranger.membership.id), kim.access_token)
    await identity.invite(acme, MIA, account_id="C-2")
    [invited] = (await identity.call(ListInvitations(state="invited"), acme.access_token)).items
    with refused(404, "identity.not-found"):
        await identity.call(WithdrawColleague(id=invited.id), kim.access_token)


async def test_the_last_admin_stays_one_and_deactivated_ones_do_not_count(
    identity: IdentityBench, acme: StaffSignedIn, kim: SignedIn
) -> None:
    lee = await identity.user(acme, LEE, roles=("admin",))
    await identity.call(ChangeUser(id=lee.user.id, active=False), acme.access_token)
    for asked in (
        change(identity, kim, kim, "viewer"),
        identity.call(RemoveColleague(membership_id=kim.membership.id), kim.access_token),
    ):
        with refused(409, "identity.last-admin"):
            await asked
    await change(identity, kim, kim, "admin", "billing")  # other roles beside it are no matter
    await identity.call(ChangeUser(id=lee.user.id, active=True), acme.access_token)
    kim = await identity.call(SignIn(portal="acme/customers", email=KIM, password=PASSWORD))
    await identity.call(RemoveColleague(membership_id=kim.membership.id), kim.access_token)
    lee = await identity.call(SignIn(portal="acme/customers", email=LEE, password=PASSWORD))
    assert [each.email for each in (await colleagues(identity, lee)).items] == [LEE]


async def test_two_admins_who_remove_each_other_at_once_leave_one(
    identity: IdentityBench, acme: StaffSignedIn, kim: SignedIn
) -> None:
    lee = await identity.user(acme, LEE, roles=("admin",))
    outcomes = await asyncio.gather(
        identity.call(RemoveColleague(membership_id=lee.membership.id), kim.access_token),
        identity.call(RemoveColleague(membership_id=kim.membership.id), lee.access_token),
        return_exceptions=True,
    )
    assert len([each for each in outcomes if isinstance(each, Refused)]) == 1
    assert len(await identity.said("acme", MembershipRevoked)) == 1


async def test_an_admin_whom_staff_demoted_manages_nobody_any_more(
    identity: IdentityBench, acme: StaffSignedIn, kim: SignedIn
) -> None:
    demote = ChangeMembership(id=kim.user.id, membership_id=kim.membership.id, roles=("billing",))
    await identity.call(demote, acme.access_token)
    with refused(401, "identity.revoked"):
        await colleagues(identity, kim)
    fresh = await identity.call(RefreshSession(refresh_token=kim.refresh_token))
    with refused(403, "identity.admin-needed"):
        await identity.call(ListColleagues(), fresh.access_token)


async def test_colleagues_are_paged_and_a_cursor_stays_in_its_account(
    identity: IdentityBench, acme: StaffSignedIn, kim: SignedIn
) -> None:
    for number in range(4):
        await identity.user(acme, f"{number}.{LEE}", roles=("billing",))
    rival = await identity.user(acme, MIA, account_id="C-2", roles=("admin",))
    seen, cursor = [], None
    while True:
        page = await identity.call(ListColleagues(limit=2, cursor=cursor), kim.access_token)
        seen += [each.email for each in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
        with refused(422, "identity.cursor-invalid"):
            await identity.call(ListColleagues(cursor=cursor), rival.access_token)
    assert seen == [KIM, *(f"{number}.{LEE}" for number in range(4))]
