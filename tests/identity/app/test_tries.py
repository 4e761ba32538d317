"""Limits on tries: growing pauses that nobody can turn against somebody else, and that tell nothing."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from chassis.sealing import Opener
from contracts.identity.invitations import CreateInvitations, Invitee, ResendInvitation
from contracts.identity.passwords import ForgotPassword, PasswordResetRequested, ResetPassword
from contracts.identity.sessions import SignedIn, SignIn, SignInStaff, StaffSignedIn
from identity.domain import tries
from stack.identity_bench import PASSWORD, SEAL_KEY, IdentityBench, Refused, refused

KIM = "kim@customer.example"
GUESS = "a guess"
HOME, THIEVES = "home", "thieves' den"
BLOCKED = (429, "identity.too-many-tries")
FAILED = (401, "identity.sign-in-failed")


@pytest.fixture
async def kim(identity: IdentityBench, acme: StaffSignedIn) -> SignedIn:
    return await identity.user(acme, KIM)


def _as(email: str, password: str = GUESS) -> SignIn:
    return SignIn(portal="acme/customers", email=email, password=password)


async def _guess(identity: IdentityBench, request: Any, times: int, network: str = THIEVES) -> list[tuple[int, str]]:
    """The refusals of so many guesses."""
    found = []
    for _ in range(times):
        with pytest.raises(Refused) as raised:
            await identity.call(request, network=network)
        found.append((raised.value.status, raised.value.code))
    return found


@pytest.mark.parametrize("email", [KIM, "nobody@customer.example"])
async def test_guessing_is_stopped_the_same_whether_the_address_exists(
    identity: IdentityBench, kim: SignedIn, email: str
) -> None:
    assert await _guess(identity, _as(email), 6) == [FAILED] * 5 + [BLOCKED]
    with pytest.raises(Refused) as raised:
        await identity.call(_as(email), network=THIEVES)
    assert 28 <= (raised.value.problem.retry_after or 0) <= 30
    assert email not in str([row async for row in identity.database.raw["tries"].find()])


async def test_the_right_password_is_not_even_tried_while_blocked(identity: IdentityBench, kim: SignedIn) -> None:
    await _guess(identity, _as(KIM), 5)
    with refused(*BLOCKED):
        await identity.call(_as(KIM, PASSWORD), network=THIEVES)
    identity.clock.ahead = timedelta(seconds=31)
    await identity.call(_as(KIM, PASSWORD), network=THIEVES)


async def test_pauses_grow_and_end(identity: IdentityBench, kim: SignedIn) -> None:
    await _guess(identity, _as(KIM), 5)
    pauses = []
    for _ in range(8):
        with pytest.raises(Refused) as raised:
            await identity.call(_as(KIM), network=THIEVES)
        pauses.append(raised.value.problem.retry_after or 0)
        identity.clock.ahead += timedelta(seconds=pauses[-1])
        assert await _guess(identity, _as(KIM), 1) == [FAILED]
    assert pauses == sorted(pauses)
    assert 895 <= pauses[-1] <= 900


async def test_asking_while_blocked_lengthens_nothing(identity: IdentityBench, kim: SignedIn) -> None:
    await _guess(identity, _as(KIM), 50)
    identity.clock.ahead = timedelta(seconds=31)
    await identity.call(_as(KIM, PASSWORD), network=THIEVES)


async def test_nobody_can_lock_somebody_out_where_they_signed_in_before(identity: IdentityBench, kim: SignedIn) -> None:
    await identity.call(_as(KIM, PASSWORD), network=HOME)
    await _guess(identity, _as(KIM), 20)
    await identity.call(_as(KIM, PASSWORD), network=HOME)
    with refused(*BLOCKED):
        await identity.call(_as(KIM, PASSWORD), network="a hotel")


async def test_a_reset_by_mail_lets_in_wherever_it_was_done(identity: IdentityBench, kim: SignedIn) -> None:
    await _guess(identity, _as(KIM), 20)
    await identity.call(ForgotPassword(portal="acme/customers", email=KIM), network="a hotel")
    [asked] = await identity.said("acme", PasswordResetRequested)
    reset = ResetPassword(token=Opener(SEAL_KEY).open(asked.sealed_token), password="four gulls on a roof")
    await identity.call(reset, network="a hotel")
    await _guess(identity, _as(KIM), 20)
    await identity.call(_as(KIM, "four gulls on a roof"), network="a hotel")


async def test_who_signs_in_begins_anew(identity: IdentityBench, kim: SignedIn) -> None:
    for _ in range(3):
        await _guess(identity, _as(KIM), 4, HOME)
        await identity.call(_as(KIM, PASSWORD), network=HOME)


async def test_thirty_guesses_at_once_are_no_more_than_five(identity: IdentityBench, kim: SignedIn) -> None:
    guesses = (identity.call(_as(KIM), network=THIEVES) for _ in range(30))
    answers = [each for each in await asyncio.gather(*guesses, return_exceptions=True) if isinstance(each, Refused)]
    assert len(answers) == 30
    assert sorted({each.status for each in answers}) == [401, 429]
    assert sum(each.status == 401 for each in answers) == 5


async def test_a_network_that_guesses_many_addresses_is_stopped(
    identity: IdentityBench, kim: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("identity.app.tries.PASSWORDS_OF_NETWORK", tries.Window(6, timedelta(minutes=15)))
    found = [await _guess(identity, _as(f"u{number}@customer.example"), 1) for number in range(7)]
    assert found == [[FAILED]] * 6 + [[BLOCKED]]
    await identity.call(_as(KIM, PASSWORD), network=HOME)


async def test_each_tenant_and_each_kind_of_login_counts_for_itself(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn
) -> None:
    await identity.user(globex, "ada@acme.example")
    await _guess(identity, _as("ada@acme.example"), 6)
    await identity.call(SignInStaff(tenant="acme", email="ada@acme.example", password=PASSWORD), network=THIEVES)
    elsewhere = SignIn(portal="globex/customers", email="ada@acme.example", password=PASSWORD)
    await identity.call(elsewhere, network=THIEVES)


async def test_staff_sign_in_is_limited_alike(identity: IdentityBench, acme: StaffSignedIn) -> None:
    for email in ("ada@acme.example", "nobody@acme.example"):
        asked = SignInStaff(tenant="acme", email=email, password="a guess")
        assert await _guess(identity, asked, 6) == [FAILED] * 5 + [BLOCKED]


async def test_made_up_links_are_counted_by_network(identity: IdentityBench, acme: StaffSignedIn) -> None:
    made_up = ResetPassword(token="acme.not-a-link", password="four gulls on a roof")
    assert await _guess(identity, made_up, 31) == [(404, "identity.link-unknown")] * 30 + [BLOCKED]
    assert await _guess(identity, made_up, 1, HOME) == [(404, "identity.link-unknown")]


async def test_a_network_that_asks_for_many_links_is_stopped_whoever_they_are_for(
    identity: IdentityBench, kim: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("identity.app.tries.FORGOT_OF_NETWORK", tries.Window(4, timedelta(minutes=30)))
    for number in range(4):
        email = KIM if number == 0 else f"u{number}@customer.example"
        await identity.call(ForgotPassword(portal="acme/customers", email=email), network=THIEVES)
    for email in (KIM, "nobody@customer.example"):
        asked = ForgotPassword(portal="acme/customers", email=email)
        assert await _guess(identity, asked, 1) == [BLOCKED]


async def test_an_address_is_not_invited_without_end(identity: IdentityBench, acme: StaffSignedIn) -> None:
    invitee = Invitee(portal="customers", email=KIM, name="Kim", account_id="C-1")
    [sent] = (await identity.call(CreateInvitations(invitations=(invitee,)), acme.access_token)).items
    for _ in range(19):
        await identity.call(ResendInvitation(id=sent.id), acme.access_token)
    with refused(*BLOCKED):
        await identity.call(ResendInvitation(id=sent.id), acme.access_token)
    other = invitee.model_copy(update={"email": "lee@customer.example"})
    await identity.call(CreateInvitations(invitations=(other,)), acme.access_token)
    identity.clock.ahead = timedelta(days=1)
    refreshed = await identity.call(
        SignInStaff(tenant="acme", email="ada@acme.example", password=PASSWORD), network=HOME
    )
    await identity.call(ResendInvitation(id=sent.id), refreshed.access_token)
