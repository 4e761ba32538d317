"""One person as staff see them whole, and signed out by staff: never another tenant's, never staff themselves."""

from datetime import timedelta
from typing import Any

import pytest

from contracts.audit import EntryRecorded
from contracts.identity.own_sessions import ListSessions
from contracts.identity.people import ChangeUser, Revoked, ShowMe
from contracts.identity.person import EndPersonSession, EndPersonSessions, ShowPerson
from contracts.identity.sessions import RefreshSession, SignedIn, SignIn, SignOut, StaffSignedIn
from contracts.message import Request
from stack.identity_bench import PASSWORD, IdentityBench, refused

KIM = "kim@customer.example"
AGAIN = SignIn(portal="acme/customers", email=KIM, password=PASSWORD)


@pytest.fixture
async def kim(identity: IdentityBench, acme: StaffSignedIn) -> SignedIn:
    return await identity.user(acme, KIM, roles=("billing",))


async def test_a_person_is_told_whole(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn, kim: SignedIn
) -> None:
    await identity.user(globex, KIM)
    identity.clock.ahead = timedelta(minutes=1)
    phone = await identity.call(AGAIN, agent="Safari, iPhone")
    await identity.invite(acme, KIM.upper(), account_id="C-2")

    person = await identity.call(ShowPerson(id=kim.user.id), acme.access_token)

    assert (person.user.email, person.user.state, person.language) == (KIM, "active", "de")
    assert [(each.account_id, each.roles) for each in person.user.memberships] == [("C-1", ("billing",))]
    assert [(each.device, each.membership_id) for each in person.sessions] == [
        ("Safari, iPhone", phone.membership.id), ("", kim.membership.id)
    ]  # fmt: skip
    assert person.last_seen_at == person.sessions[0].last_seen_at
    assert [(each.account_id, each.state) for each in person.invitations] == [("C-2", "invited"), ("C-1", "accepted")]


async def test_when_somebody_was_seen_last_outlives_their_sessions(
    identity: IdentityBench, acme: StaffSignedIn, kim: SignedIn
) -> None:
    before = await identity.call(ShowPerson(id=kim.user.id), acme.access_token)
    await identity.call(SignOut(), kim.access_token)

    after = await identity.call(ShowPerson(id=kim.user.id), acme.access_token)

    assert (after.sessions, after.last_seen_at) == ((), before.last_seen_at)


async def test_staff_sign_somebody_out_on_one_device(
    identity: IdentityBench, acme: StaffSignedIn, kim: SignedIn
) -> None:
    phone, family = await identity.call(AGAIN), identity.who(kim.access_token).session
    ending = EndPersonSession(id=kim.user.id, session_id=family)

    await identity.call(ending, acme.access_token)

    with refused(401, "identity.revoked"):
        await identity.call(ShowMe(), kim.access_token)
    await identity.call(ShowMe(), phone.access_token)
    assert [(event.kind, event.id) for event in await identity.said("acme", Revoked)] == [("session", family)]
    with refused(404, "identity.not-found"):
        await identity.call(ending, acme.access_token)
    entry = next(each for each in await identity.said("acme", EntryRecorded) if "end-person" in each.action)
    assert (entry.actor.id, [(each.kind, each.id) for each in entry.subjects]) == (
        acme.staff.id, [("user", kim.user.id)],
    )  # fmt: skip


async def test_staff_sign_somebody_out_everywhere_and_they_may_come_again(
    identity: IdentityBench, acme: StaffSignedIn, kim: SignedIn
) -> None:
    other = await identity.user(acme, "lee@customer.example")
    await identity.call(EndPersonSessions(id=kim.user.id), acme.access_token)

    with refused(401, "identity.session-ended"):
        await identity.call(RefreshSession(refresh_token=kim.refresh_token))
    await identity.call(ShowMe(), other.access_token)
    identity.clock.ahead = timedelta(seconds=2)
    await identity.call(ShowMe(), (await identity.call(AGAIN)).access_token)


async def test_what_is_not_this_persons_is_not_there(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn, kim: SignedIn
) -> None:
    lee, mine = await identity.user(acme, "lee@customer.example"), identity.who(acme.access_token).session
    family = identity.who(kim.access_token).session
    tries: tuple[tuple[Request[Any], str], ...] = (
        (ShowPerson(id=kim.user.id), globex.access_token),
        (EndPersonSessions(id=kim.user.id), globex.access_token),
        (EndPersonSession(id=kim.user.id, session_id=family), globex.access_token),
        (EndPersonSession(id=lee.user.id, session_id=family), acme.access_token),
        (EndPersonSession(id=acme.staff.id, session_id=mine), acme.access_token),
        (EndPersonSessions(id=acme.staff.id), acme.access_token),
        (ShowPerson(id=acme.staff.id), acme.access_token),
    )
    for asked, token in tries:
        with refused(404, "identity.not-found"):
            await identity.call(asked, token)
    await identity.call(ShowMe(), kim.access_token)
    await identity.call(ListSessions(), acme.access_token)


async def test_a_user_asks_nothing_of_this(identity: IdentityBench, acme: StaffSignedIn, kim: SignedIn) -> None:
    tries: tuple[Request[Any], ...] = (ShowPerson(id=kim.user.id), EndPersonSessions(id=kim.user.id))
    for asked in tries:
        with refused(403, "identity.not-allowed"):
            await identity.call(asked, kim.access_token)
    await identity.call(ChangeUser(id=kim.user.id, active=False), acme.access_token)
    shown = await identity.call(ShowPerson(id=kim.user.id), acme.access_token)
    assert (shown.user.state, shown.sessions) == ("deactivated", ())
