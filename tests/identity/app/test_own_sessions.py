"""One's own sessions: told apart by what they are used on, ended one by one or everywhere, never another's."""

from datetime import timedelta

import pytest

from contracts.identity.own_sessions import EndSession, EndSessions, ListSessions
from contracts.identity.people import Revoked, ShowMe
from contracts.identity.sessions import RefreshSession, SignedIn, SignIn, StaffSignedIn
from stack.identity_bench import PASSWORD, IdentityBench, refused

KIM = "kim@customer.example"
AGAIN = SignIn(portal="acme/customers", email=KIM, password=PASSWORD)


@pytest.fixture
async def kim(identity: IdentityBench, acme: StaffSignedIn) -> SignedIn:
    return await identity.user(acme, KIM)


async def test_sessions_are_listed_with_what_they_are_used_on(identity: IdentityBench, kim: SignedIn) -> None:
    identity.clock.ahead = timedelta(minutes=1)
    phone = await identity.call(AGAIN, agent="Safari, iPhone")

    listed = (await identity.call(ListSessions(), phone.access_token)).items

    assert [(each.device, each.current) for each in listed] == [("Safari, iPhone", True), ("", False)]
    assert listed[0].id == identity.who(phone.access_token).session
    assert listed[0].expires_at - listed[0].last_seen_at == timedelta(days=7)
    identity.clock.ahead = timedelta(minutes=2)
    await identity.call(RefreshSession(refresh_token=kim.refresh_token))
    seen = (await identity.call(ListSessions(), phone.access_token)).items
    assert [each.current for each in seen] == [False, True]


async def test_one_session_is_ended_and_the_rest_go_on(identity: IdentityBench, kim: SignedIn) -> None:
    phone = await identity.call(AGAIN)
    family = identity.who(kim.access_token).session

    await identity.call(EndSession(id=family), phone.access_token)

    with refused(401, "identity.revoked"):
        await identity.call(ShowMe(), kim.access_token)
    with refused(401, "identity.session-ended"):
        await identity.call(RefreshSession(refresh_token=kim.refresh_token))
    assert [(event.kind, event.id) for event in await identity.said("acme", Revoked)] == [("session", family)]
    assert [each.current for each in (await identity.call(ListSessions(), phone.access_token)).items] == [True]
    with refused(404, "identity.not-found"):
        await identity.call(EndSession(id=family), phone.access_token)


async def test_nobody_elses_session_is_there(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn, kim: SignedIn
) -> None:
    lee, foreign = await identity.user(acme, "lee@customer.example"), await identity.user(globex, KIM)
    family = EndSession(id=identity.who(kim.access_token).session)
    for other in (lee, foreign, acme, globex):
        with refused(404, "identity.not-found"):
            await identity.call(family, other.access_token)
        await identity.call(EndSessions(), other.access_token)
    await identity.call(ShowMe(), kim.access_token)


@pytest.mark.parametrize("keep", [True, False])
async def test_signing_out_everywhere_ends_this_one_too_unless_it_is_to_stay(
    identity: IdentityBench, kim: SignedIn, keep: bool
) -> None:
    others = [await identity.call(AGAIN) for _ in range(3)]

    await identity.call(EndSessions(keep_this=keep), kim.access_token)

    for other in others:
        with refused(401, "identity.revoked"):
            await identity.call(ShowMe(), other.access_token)
    if keep:
        await identity.call(ShowMe(), kim.access_token)
    else:
        with refused(401, "identity.revoked"):
            await identity.call(ShowMe(), kim.access_token)
    ended = {identity.who(each.access_token).session for each in (*others, *([] if keep else [kim]))}
    assert {event.id for event in await identity.said("acme", Revoked)} == ended


async def test_too_many_sessions_to_name_end_by_the_person(
    identity: IdentityBench, kim: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("identity.app.ending.MAX_LISTED", 3)
    for _ in range(3):
        await identity.call(AGAIN)
    await identity.call(EndSessions(), kim.access_token)
    assert [(event.kind, event.id) for event in await identity.said("acme", Revoked)] == [("user", kim.user.id)]


async def test_a_session_without_a_token_that_holds_need_not_be_said(identity: IdentityBench, kim: SignedIn) -> None:
    identity.clock.ahead = timedelta(hours=1)
    phone = await identity.call(AGAIN)
    await identity.call(EndSessions(keep_this=True), phone.access_token)
    assert await identity.said("acme", Revoked) == []
    with refused(401, "identity.session-ended"):
        await identity.call(RefreshSession(refresh_token=kim.refresh_token))
