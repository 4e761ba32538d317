"""Signing in, staying signed in, signing out."""

import asyncio
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from contracts.identity.invitations import AcceptInvitation
from contracts.identity.people import ChangeUser, ListMemberships, Revoked, ShowMe, SwitchMembership
from contracts.identity.sessions import RefreshSession, SignedIn, SignIn, SignOut, StaffSignedIn, Tokens
from contracts.portal_config.portals import PortalPublished, PortalUnpublished
from stack.identity_bench import PASSWORD, IdentityBench, Refused, portal_document, refused

KIM = "kim@kim.example"
RIGHT = {"portal": "acme/customers", "email": KIM, "password": PASSWORD}
OVER = (401, "identity.session-ended")


@pytest.fixture
async def kim(identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn) -> SignedIn:
    """A user of one tenant; somebody of the same address is one of the other tenant."""
    await identity.user(globex, KIM, account_id="G-1")
    return await identity.user(acme, KIM)


def _refresh(tokens: Tokens) -> RefreshSession:
    return RefreshSession(refresh_token=tokens.refresh_token)


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "not this one"},
        {"email": "nobody@kim.example"},
        {"portal": "acme/dealers"},
        {"portal": "nobody/customers"},
        {"password": PASSWORD.upper()},
    ],
)
async def test_nobody_can_tell_why_they_do_not_get_in(
    identity: IdentityBench, kim: SignedIn, wrong: dict[str, str]
) -> None:
    with refused(401, "identity.sign-in-failed"):
        await identity.call(SignIn.model_validate(RIGHT | wrong))
    assert (await identity.call(SignIn.model_validate(RIGHT))).user == kim.user


async def test_each_failure_is_the_same_answer_to_the_letter_and_hashes_once(
    identity: IdentityBench, acme: StaffSignedIn, kim: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    await identity.user(acme, "off@kim.example")
    await identity.call(ChangeUser(id=await _id_of(identity, "off@kim.example"), active=False), acme.access_token)
    await identity.tell("acme", PortalPublished(slug="dealers", version=1, document=portal_document(slug="dealers")))
    passwords = identity.build(identity.transactor.reading("acme")).sign_in.args[0].passwords
    hashed: list[str] = []
    verify = passwords._verify

    def counted(password: str, kept: str) -> bool:
        hashed.append("once")
        return bool(verify(password, kept))

    monkeypatch.setattr(passwords, "_verify", counted)
    answers = set()
    for wrong in (
        {"password": "not this one"},
        {"email": "nobody@kim.example"},
        {"email": "off@kim.example"},
        {"portal": "acme/dealers"},
        {"portal": "acme/unheard-of"},
        {"portal": "nobody/customers"},
    ):
        status, body = await _raw(identity, RIGHT | wrong)
        answers.add((status, body))
        assert hashed == ["once"]
        hashed.clear()
    assert len(answers) == 1


async def _raw(identity: IdentityBench, asked: dict[str, str]) -> tuple[int, str]:
    with pytest.raises(Refused) as raised:
        await identity.call(SignIn.model_validate(asked))
    return raised.value.status, raised.value.problem.model_dump_json()


async def _id_of(identity: IdentityBench, email: str) -> str:
    row = await identity.database.raw["users"].find_one({"tenant": "acme", "address": email})
    assert row is not None
    return str(row["_id"])


async def test_a_portal_without_passwords_or_a_closed_one_lets_nobody_in(
    identity: IdentityBench, kim: SignedIn
) -> None:
    document = portal_document(sign_in={"password": False, "link": True})
    await identity.tell("acme", PortalPublished(slug="customers", version=2, document=document))
    with refused(401, "identity.sign-in-failed"):
        await identity.call(SignIn.model_validate(RIGHT))
    await identity.tell("acme", PortalPublished(slug="customers", version=3, document=portal_document()))
    await identity.call(SignIn.model_validate(RIGHT))
    await identity.tell("acme", PortalUnpublished(slug="customers", version=3, switched=1))
    for wrong in ({}, {"password": "not the right one"}, {"email": "nobody@nowhere.example"}):
        with refused(409, "identity.portal-closed"):
            await identity.call(SignIn.model_validate({**RIGHT, **wrong}))
    on_again = PortalPublished(slug="customers", version=3, switched=2, document=portal_document())
    await identity.tell("acme", on_again)
    await identity.call(SignIn.model_validate(RIGHT))


async def test_a_hash_of_yesterdays_parameters_is_made_anew_at_sign_in(
    identity: IdentityBench, kim: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    users = identity.database.raw["users"]
    before = await users.find_one({"_id": kim.user.id})
    passwords = identity.build(identity.transactor.reading("acme")).sign_in.args[0].passwords
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(1, 128, 1))
    await identity.call(SignIn.model_validate(RIGHT))
    after = await users.find_one({"_id": kim.user.id})
    assert before is not None
    assert after is not None
    assert "m=64," in before["password"]
    assert "m=128," in after["password"]
    await identity.call(SignIn.model_validate(RIGHT))


async def test_a_refresh_token_gets_the_next_and_the_next(identity: IdentityBench, kim: SignedIn) -> None:
    tokens: Tokens = kim
    seen = {kim.refresh_token}
    for _ in range(5):
        tokens = await identity.call(_refresh(tokens))
        assert tokens.refresh_token not in seen
        seen.add(tokens.refresh_token)
        assert (await identity.call(ShowMe(), tokens.access_token)).id == kim.user.id
    assert identity.who(tokens.access_token).session == identity.who(kim.access_token).session


async def test_fifty_refreshes_at_once_get_one_successor_of_one_family(identity: IdentityBench, kim: SignedIn) -> None:
    answers = await asyncio.gather(*(identity.call(_refresh(kim)) for _ in range(50)))
    assert len({answer.refresh_token for answer in answers}) == 1
    families = {identity.who(answer.access_token).session for answer in answers}
    assert families == {identity.who(kim.access_token).session}
    assert not await identity.said("acme", Revoked)
    await identity.call(_refresh(answers[0]))


async def test_a_lost_answer_can_be_asked_for_again_for_a_minute(identity: IdentityBench, kim: SignedIn) -> None:
    first = await identity.call(_refresh(kim))
    identity.clock.ahead = timedelta(seconds=55)
    assert (await identity.call(_refresh(kim))).refresh_token == first.refresh_token


@pytest.mark.parametrize(("later", "device"), [(timedelta(seconds=61), "a device"), (timedelta(), "a thief's device")])
async def test_a_replaced_token_from_elsewhere_or_too_late_ends_the_session_for_good(
    identity: IdentityBench, kim: SignedIn, later: timedelta, device: str
) -> None:
    first = await identity.call(_refresh(kim))
    identity.clock.ahead = later
    with refused(*OVER):
        await identity.call(_refresh(kim), device=device)
    family = identity.who(kim.access_token).session
    assert [(event.kind, event.id) for event in await identity.said("acme", Revoked)] == [("session", family)]
    with refused(*OVER):
        await identity.call(_refresh(first))
    for tokens in (kim, first):
        with refused(401, "identity.revoked"):
            await identity.call(ShowMe(), tokens.access_token)
    assert not await identity.said("globex", Revoked)


async def test_an_older_token_ends_the_session_and_is_said_once(identity: IdentityBench, kim: SignedIn) -> None:
    second = await identity.call(_refresh(await identity.call(_refresh(kim))))
    for tokens in (kim, second, kim):
        with refused(*OVER):
            await identity.call(_refresh(tokens))
    assert len(await identity.said("acme", Revoked)) == 1


async def test_a_session_ends_when_idle_and_when_old(identity: IdentityBench, kim: SignedIn) -> None:
    tokens: Tokens = kim
    for day in range(6, 30, 6):
        identity.clock.ahead = timedelta(days=day)
        tokens = await identity.call(_refresh(tokens))
    identity.clock.ahead = timedelta(days=30)
    with refused(*OVER):
        await identity.call(_refresh(tokens))


async def test_a_week_without_a_refresh_ends_the_session(identity: IdentityBench, kim: SignedIn) -> None:
    identity.clock.ahead = timedelta(days=7)
    with refused(*OVER):
        await identity.call(_refresh(kim))


@pytest.mark.parametrize("text", ["x", "acme.f.1.x", "acme.f.x.y", "nobody.f.1.x", "...", "acme.f.1", "acme.f.1.x.y"])
async def test_a_made_up_refresh_token_gets_nothing(identity: IdentityBench, kim: SignedIn, text: str) -> None:
    with refused(*OVER):
        await identity.call(RefreshSession(refresh_token=text))


async def test_a_refresh_token_cannot_be_taken_to_another_tenant(identity: IdentityBench, kim: SignedIn) -> None:
    moved = "globex" + kim.refresh_token.removeprefix("acme")
    with refused(*OVER):
        await identity.call(RefreshSession(refresh_token=moved))
    await identity.call(_refresh(kim))


async def test_signing_out_ends_this_session_and_no_other(identity: IdentityBench, kim: SignedIn) -> None:
    other = await identity.call(SignIn.model_validate(RIGHT))
    await identity.call(SignOut(), kim.access_token)
    family = identity.who(kim.access_token).session
    assert [(event.kind, event.id) for event in await identity.said("acme", Revoked)] == [("session", family)]
    with refused(401, "identity.revoked"):
        await identity.call(ShowMe(), kim.access_token)
    with refused(*OVER):
        await identity.call(_refresh(kim))
    await identity.call(_refresh(other))


async def test_staff_refresh_and_sign_out_alike(identity: IdentityBench, acme: StaffSignedIn) -> None:
    tokens = await identity.call(_refresh(acme))
    assert identity.who(tokens.access_token).roles == frozenset({"owner"})
    await identity.call(SignOut(), tokens.access_token)
    with refused(*OVER):
        await identity.call(_refresh(tokens))


async def test_sign_in_enters_what_was_used_last(identity: IdentityBench, acme: StaffSignedIn, kim: SignedIn) -> None:
    token = await identity.invite(acme, KIM, account_id="C-2")
    await identity.call(AcceptInvitation(token=token), kim.access_token)
    listed = (await identity.call(ListMemberships(), kim.access_token)).items
    assert [each.account_id for each in listed] == ["C-1", "C-2"]
    identity.clock.ahead = timedelta(seconds=1)
    signed_in = await identity.call(SignIn.model_validate(RIGHT))
    assert signed_in.membership.account_id == "C-2"
    await identity.call(SwitchMembership(membership_id=listed[0].id), signed_in.access_token)
    identity.clock.ahead = timedelta(seconds=2)
    assert (await identity.call(SignIn.model_validate(RIGHT))).membership.account_id == "C-1"
