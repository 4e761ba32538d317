"""Users: as they see themselves, as staff see them."""

from contracts.identity.invitations import AcceptInvitation
from contracts.identity.people import (
    ChangeMe,
    ChangeUser,
    ListMemberships,
    ListUsers,
    Revoked,
    ShowMe,
    SwitchMembership,
)
from contracts.identity.sessions import RefreshSession, SignIn, StaffSignedIn
from contracts.portal_config.portals import PortalUnpublished
from stack.identity_bench import PASSWORD, IdentityBench, refused

KIM = "kim@kim.example"


async def test_a_change_of_the_profile_leaves_the_rest(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn
) -> None:
    kim, namesake = await identity.user(acme, KIM), await identity.user(globex, KIM)
    changed = await identity.call(ChangeMe(language="pt", time_format="12h"), kim.access_token)
    assert (changed.language, changed.time_format, changed.name, changed.country) == ("pt", "12h", "Kim", "DE")
    changed = await identity.call(ChangeMe(country=None), kim.access_token)
    assert (changed.language, changed.country) == ("pt", None)
    assert await identity.call(ShowMe(), kim.access_token) == changed
    assert (await identity.call(ShowMe(), namesake.access_token)).language == "de"


async def test_switching_stays_in_the_session_and_rotates_its_token(
    identity: IdentityBench, acme: StaffSignedIn
) -> None:
    kim = await identity.user(acme, KIM)
    token = await identity.invite(acme, KIM, account_id="C-2", roles=("technical",))
    await identity.call(AcceptInvitation(token=token), kim.access_token)
    second = (await identity.call(ListMemberships(), kim.access_token)).items[1]
    switched = await identity.call(SwitchMembership(membership_id=second.id), kim.access_token)
    was, now = identity.who(kim.access_token), identity.who(switched.access_token)
    assert (now.session, now.subject) == (was.session, was.subject)
    assert (now.membership, now.account, now.roles) == (second.id, "C-2", frozenset({"technical"}))
    assert switched.refresh_token != kim.refresh_token
    refreshed = await identity.call(RefreshSession(refresh_token=switched.refresh_token))
    assert identity.who(refreshed.access_token).account == "C-2"


async def test_nobody_switches_to_what_is_not_theirs(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn
) -> None:
    kim = await identity.user(acme, KIM)
    others = [await identity.user(acme, "other@kim.example"), await identity.user(globex, KIM)]
    for other in others:
        with refused(404, "identity.not-found"):
            await identity.call(SwitchMembership(membership_id=other.membership.id), kim.access_token)


async def test_a_closed_portal_is_not_offered_and_not_switched_to(identity: IdentityBench, acme: StaffSignedIn) -> None:
    kim = await identity.user(acme, KIM)
    await identity.tell("acme", PortalUnpublished(slug="customers", version=2))
    assert not (await identity.call(ListMemberships(), kim.access_token)).items
    with refused(409, "identity.portal-closed"):
        await identity.call(SwitchMembership(membership_id=kim.membership.id), kim.access_token)


async def test_a_deactivated_user_is_out_everywhere_and_may_come_back(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn
) -> None:
    kim, namesake = await identity.user(acme, KIM), await identity.user(globex, KIM)
    off = ChangeUser(id=kim.user.id, active=False)
    with refused(404, "identity.not-found"):
        await identity.call(off, globex.access_token)
    for _ in range(2):
        assert (await identity.call(off, acme.access_token)).state == "deactivated"
    assert [(event.kind, event.id) for event in await identity.said("acme", Revoked)] == [("user", kim.user.id)]
    with refused(401, "identity.revoked"):
        await identity.call(ShowMe(), kim.access_token)
    with refused(401, "identity.session-ended"):
        await identity.call(RefreshSession(refresh_token=kim.refresh_token))
    sign_in = SignIn(portal="acme/customers", email=KIM, password=PASSWORD)
    with refused(401, "identity.sign-in-failed"):
        await identity.call(sign_in)
    await identity.call(ShowMe(), namesake.access_token)
    assert (await identity.call(ChangeUser(id=kim.user.id, active=True), acme.access_token)).state == "active"
    with refused(401, "identity.session-ended"):
        await identity.call(RefreshSession(refresh_token=kim.refresh_token))
    assert (await identity.call(sign_in)).user.id == kim.user.id


async def test_staff_page_through_the_users_of_their_own_tenant(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn
) -> None:
    for number in (2, 4, 1, 3, 0):
        await identity.user(acme, f"U{number}@kim.example")
    await identity.user(globex, "u9@kim.example")
    seen, cursor = [], None
    while True:
        page = await identity.call(ListUsers(limit=2, cursor=cursor), acme.access_token)
        seen += [(user.email, len(user.memberships), user.state) for user in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
        with refused(422, "identity.cursor-invalid"):
            await identity.call(ListUsers(cursor=cursor), globex.access_token)
    assert seen == [(f"U{number}@kim.example", 1, "active") for number in range(5)]


async def test_users_may_not_ask_for_users(identity: IdentityBench, acme: StaffSignedIn) -> None:
    kim = await identity.user(acme, KIM)
    with refused(403, "identity.not-allowed"):
        await identity.call(ListUsers(), kim.access_token)
    with refused(401, "identity.sign-in-required"):
        await identity.call(ListUsers())
