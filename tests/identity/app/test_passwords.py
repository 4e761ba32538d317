"""Forgotten, reset and changed passwords: told by mail, ending sessions, and telling nobody which addresses exist."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from chassis.sealing import Opener
from contracts.audit import EntryRecorded
from contracts.identity.passwords import (
    ChangePassword,
    ForgotPassword,
    ForgotStaffPassword,
    PasswordChanged,
    PasswordResetRequested,
    ResetPassword,
    ShowPasswordLink,
)
from contracts.identity.people import ChangeUser, Revoked, ShowMe
from contracts.identity.sessions import RefreshSession, SignedIn, SignIn, SignInStaff, SignOut, StaffSignedIn
from stack.identity_bench import PASSWORD, SEAL_KEY, IdentityBench, refused

KIM = "kim@customer.example"
NEW = "four gulls on a tin roof"
FORGOT = ForgotPassword(portal="acme/customers", email=KIM)


@pytest.fixture
async def kim(identity: IdentityBench, acme: StaffSignedIn) -> SignedIn:
    return await identity.user(acme, KIM)


async def _mailed(identity: IdentityBench, tenant: str = "acme") -> str:
    """The token of the newest reset mail."""
    asked = [event for event in await identity.said(tenant, PasswordResetRequested) if event.person]
    return Opener(SEAL_KEY).open(asked[-1].sealed_token)


async def _reset(identity: IdentityBench, password: str = NEW) -> None:
    await identity.call(FORGOT)
    await identity.call(ResetPassword(token=await _mailed(identity), password=password))


def _sign_in(password: str) -> SignIn:
    return SignIn(portal="acme/customers", email=KIM, password=password)


async def test_a_reset_sets_the_password_once_and_ends_every_session(identity: IdentityBench, kim: SignedIn) -> None:
    await _reset(identity)

    with refused(401, "identity.revoked"):
        await identity.call(ShowMe(), kim.access_token)
    with refused(401, "identity.session-ended"):
        await identity.call(RefreshSession(refresh_token=kim.refresh_token))
    with refused(401, "identity.sign-in-failed"):
        await identity.call(_sign_in(PASSWORD))
    assert (await identity.call(_sign_in(NEW))).user.id == kim.user.id
    with refused(410, "identity.link-used"):
        await identity.call(ResetPassword(token=await _mailed(identity), password="another one altogether"))
    family = identity.who(kim.access_token).session
    assert [(event.kind, event.id) for event in await identity.said("acme", Revoked)] == [("session", family)]
    [changed] = await identity.said("acme", PasswordChanged)
    assert (changed.how, changed.subject_id, changed.person.email) == ("reset", kim.user.id, KIM)


async def test_the_trail_tells_whose_password_was_asked_for_set_and_guessed_at(
    identity: IdentityBench, kim: SignedIn
) -> None:
    with refused(422, "identity.wrong-password"):
        await identity.call(ChangePassword(current="a guess", new=NEW), kim.access_token)
    await _reset(identity)
    told = {
        each.action.split(".")[1]: (each.outcome, [(thing.kind, thing.id) for thing in each.subjects])
        for each in await identity.said("acme", EntryRecorded)
        if each.action.endswith("-password")
    }
    about = [("user", kim.user.id)]
    assert told == {
        "change-password": ("refused", about),
        "forgot-password": ("done", about),
        "reset-password": ("done", about),
    }


async def test_looking_at_a_link_changes_nothing_however_often(identity: IdentityBench, kim: SignedIn) -> None:
    await identity.call(FORGOT)
    token = await _mailed(identity)
    before = await _rows(identity)
    for _ in range(3):
        shown = await identity.call(ShowPasswordLink(token=token))
    assert (shown.purpose, shown.holder, shown.portal, shown.email) == ("reset", "user", "acme/customers", KIM)
    assert await _rows(identity) == before
    await identity.call(ResetPassword(token=token, password=NEW))
    with refused(410, "identity.link-used"):
        await identity.call(ShowPasswordLink(token=token))


async def test_a_link_works_half_an_hour(identity: IdentityBench, kim: SignedIn) -> None:
    await identity.call(FORGOT)
    token = await _mailed(identity)
    identity.clock.ahead = timedelta(minutes=30)
    with refused(410, "identity.link-expired"):
        await identity.call(ResetPassword(token=token, password=NEW))


async def test_a_weak_password_leaves_the_link_as_it_was(identity: IdentityBench, kim: SignedIn) -> None:
    await identity.call(FORGOT)
    token = await _mailed(identity)
    with refused(422, "identity.weak-password"):
        await identity.call(ResetPassword(token=token, password="password123"))
    await identity.call(ResetPassword(token=token, password=NEW))


async def test_any_other_new_password_ends_the_link(identity: IdentityBench, kim: SignedIn) -> None:
    await identity.call(FORGOT)
    await identity.call(ChangePassword(current=PASSWORD, new=NEW), kim.access_token)
    with refused(410, "identity.link-replaced"):
        await identity.call(ResetPassword(token=await _mailed(identity), password="yet another long one"))


async def test_of_ten_resets_at_once_with_one_link_one_works(identity: IdentityBench, kim: SignedIn) -> None:
    await identity.call(FORGOT)
    asked = [ResetPassword(token=await _mailed(identity), password=f"{NEW} {number}") for number in range(10)]
    done = await asyncio.gather(*(identity.call(each) for each in asked), return_exceptions=True)
    assert sum(not isinstance(each, Exception) for each in done) == 1
    assert len(await identity.said("acme", PasswordChanged)) == 1


async def test_a_sign_in_with_the_old_password_that_runs_beside_a_reset_does_not_last(
    identity: IdentityBench, kim: SignedIn
) -> None:
    await identity.call(FORGOT)
    reset = ResetPassword(token=await _mailed(identity), password=NEW)
    signing_in = [identity.call(_sign_in(PASSWORD), network=f"n{number}") for number in range(12)]
    resetting = identity.call(reset)
    done: list[object] = [*await asyncio.gather(*signing_in[:6], resetting, *signing_in[6:], return_exceptions=True)]
    for each in done:
        if isinstance(each, SignedIn):
            with refused(401, "identity.session-ended"):
                await identity.call(RefreshSession(refresh_token=each.refresh_token))
            with refused(401, "identity.revoked"):
                await identity.call(ShowMe(), each.access_token)
    await identity.call(_sign_in(NEW))


async def test_a_reset_of_one_tenant_leaves_the_same_address_of_another_alone(
    identity: IdentityBench, kim: SignedIn, globex: StaffSignedIn
) -> None:
    other = await identity.user(globex, KIM)
    await _reset(identity)
    assert (await identity.call(ShowMe(), other.access_token)).email == KIM
    assert not await identity.said("globex", PasswordResetRequested)
    moved = "globex" + (await _mailed(identity)).removeprefix("acme")
    with refused(404, "identity.link-unknown"):
        await identity.call(ResetPassword(token=moved, password=NEW))


async def _rows(identity: IdentityBench) -> dict[str, int]:
    names = await identity.database.raw.list_collection_names()
    return {name: await identity.database.raw[name].count_documents({}) for name in names}


@pytest.mark.parametrize(
    "asked",
    [
        FORGOT,
        FORGOT.model_copy(update={"email": "nobody@customer.example"}),
        FORGOT.model_copy(update={"portal": "acme/nowhere"}),
        ForgotStaffPassword(tenant="acme", email="ada@acme.example"),
        ForgotStaffPassword(tenant="acme", email="nobody@acme.example"),
    ],
    ids=lambda asked: getattr(asked, "portal", "staff") + " " + asked.email,
)
async def test_whoever_is_forgotten_the_answer_and_the_work_are_the_same(
    identity: IdentityBench, kim: SignedIn, asked: Any
) -> None:
    before = await _rows(identity)
    answer = await identity.call(asked)
    after = await _rows(identity)
    grown = {name: after[name] - before.get(name, 0) for name in after if after[name] != before.get(name, 0)}
    assert answer.model_dump() == {}
    assert grown == {"links": 1, "outbox": 1, "tries": 2}
    [said] = await identity.said("acme", PasswordResetRequested)
    known = asked.email in (KIM, "ada@acme.example") and getattr(asked, "portal", "") != "acme/nowhere"
    assert (said.person is not None) == known


async def test_a_deactivated_user_gets_no_mail(identity: IdentityBench, acme: StaffSignedIn, kim: SignedIn) -> None:
    await identity.call(ChangeUser(id=kim.user.id, active=False), acme.access_token)
    await identity.call(FORGOT)
    assert [event.person for event in await identity.said("acme", PasswordResetRequested)] == [None]


async def test_an_address_gets_no_more_mails_than_leave_one_that_works(identity: IdentityBench, kim: SignedIn) -> None:
    for _ in range(6):
        await identity.call(FORGOT)
    assert len(await identity.said("acme", PasswordResetRequested)) == 3
    identity.clock.ahead = timedelta(minutes=29)
    await identity.call(ResetPassword(token=await _mailed(identity), password=NEW))
    identity.clock.ahead = timedelta(minutes=31)
    await identity.call(FORGOT)
    assert len(await identity.said("acme", PasswordResetRequested)) == 4


async def test_a_change_ends_the_other_sessions_and_keeps_this_one(identity: IdentityBench, kim: SignedIn) -> None:
    other = await identity.call(_sign_in(PASSWORD))
    await identity.call(ChangePassword(current=PASSWORD, new=NEW), kim.access_token)
    await identity.call(ShowMe(), kim.access_token)
    await identity.call(RefreshSession(refresh_token=kim.refresh_token))
    with refused(401, "identity.revoked"):
        await identity.call(ShowMe(), other.access_token)
    [changed] = await identity.said("acme", PasswordChanged)
    assert (changed.how, changed.portal) == ("change", "acme/customers")


async def test_a_change_needs_the_password_of_today_and_counts_wrong_ones(
    identity: IdentityBench, kim: SignedIn
) -> None:
    for _ in range(5):
        with refused(422, "identity.wrong-password"):
            await identity.call(ChangePassword(current="a guess", new=NEW), kim.access_token)
    with refused(429, "identity.too-many-tries"):
        await identity.call(ChangePassword(current=PASSWORD, new=NEW), kim.access_token)
    identity.clock.ahead = timedelta(seconds=31)
    await identity.call(ChangePassword(current=PASSWORD, new=NEW), kim.access_token)


async def test_a_weak_new_password_is_named_where_it_stands(identity: IdentityBench, kim: SignedIn) -> None:
    with pytest.raises(Exception, match="weak-password") as raised:
        await identity.call(ChangePassword(current=PASSWORD, new="password123"), kim.access_token)
    assert [fault.pointer for fault in raised.value.problem.errors] == ["/new"]  # type: ignore[attr-defined]


async def test_staff_reset_and_change_theirs_alike(identity: IdentityBench, acme: StaffSignedIn) -> None:
    await identity.call(ForgotStaffPassword(tenant="acme", email="ada@acme.example"))
    await identity.call(ResetPassword(token=await _mailed(identity), password=NEW))
    with refused(401, "identity.revoked"):
        await identity.call(SignOut(), acme.access_token)
    ada = await identity.call(SignInStaff(tenant="acme", email="ada@acme.example", password=NEW))
    await identity.call(ChangePassword(current=NEW, new=PASSWORD), ada.access_token)
    assert [event.holder for event in await identity.said("acme", PasswordChanged)] == ["staff", "staff"]
