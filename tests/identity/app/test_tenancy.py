"""A tenant's first owner, and the keys of its systems."""

import asyncio
from datetime import timedelta

import pytest

from contracts.identity.people import ListUsers, Revoked
from contracts.identity.sessions import ActivateStaff, SignInStaff, StaffSignedIn
from contracts.identity.tenancy import (
    CreateApiKey,
    ExchangeApiKey,
    InviteOwner,
    ListApiKeys,
    RevokeApiKey,
)
from contracts.message import Who
from stack.identity_bench import OPERATOR, PASSWORD, IdentityBench, Refused, refused

ASKED = InviteOwner(tenant="acme", tenant_name="Acme GmbH", email="Ada@Acme.example")


async def test_an_owner_activates_once_and_signs_in_whatever_the_case_of_the_address(identity: IdentityBench) -> None:
    invited = await identity.call(ASKED, OPERATOR)
    assert (invited.tenant, invited.owner_email) == ("acme", "Ada@Acme.example")
    activate = ActivateStaff(token=invited.owner_token or "", password=PASSWORD, name="Ada")
    active = await identity.call(activate)
    assert (active.staff.roles, active.staff.name) == (("owner",), "Ada")
    with refused(410, "identity.link-used"):
        await identity.call(activate)
    signed_in = await identity.call(SignInStaff(tenant="acme", email="ada@ACME.example", password=PASSWORD))
    who = identity.who(signed_in.access_token)
    assert (who.kind, who.tenant, who.roles) == (Who.STAFF, "acme", frozenset({"owner"}))


async def test_ten_activations_at_once_are_one(identity: IdentityBench) -> None:
    invited = await identity.call(ASKED, OPERATOR)
    activate = ActivateStaff(token=invited.owner_token or "", password=PASSWORD, name="Ada")
    outcomes = await asyncio.gather(*(identity.call(activate) for _ in range(10)), return_exceptions=True)
    refusals = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    assert len([outcome for outcome in outcomes if isinstance(outcome, StaffSignedIn)]) == 1
    assert {refusal.code for refusal in refusals} == {"identity.link-used"}


async def test_inviting_the_owner_again_replaces_what_was_never_used(identity: IdentityBench) -> None:
    first = await identity.call(ASKED, OPERATOR)
    second = await identity.call(ASKED, OPERATOR)
    with refused(410, "identity.link-replaced"):
        await identity.call(ActivateStaff(token=first.owner_token or "", password=PASSWORD, name="Ada"))
    with refused(401, "identity.key-invalid"):
        await identity.call(ExchangeApiKey(key=first.api_key or ""))
    await identity.call(ActivateStaff(token=second.owner_token or "", password=PASSWORD, name="Ada"))
    await identity.call(ExchangeApiKey(key=second.api_key or ""))
    third = await identity.call(ASKED, OPERATOR)
    assert (third.owner_token, third.api_key) == (None, None)


async def test_five_operators_at_once_leave_one_owner_with_one_link_and_one_key(identity: IdentityBench) -> None:
    invited = await asyncio.gather(*(identity.call(ASKED, OPERATOR) for _ in range(5)))
    outcomes = await asyncio.gather(
        *(identity.call(ExchangeApiKey(key=each.api_key or "")) for each in invited),
        *(
            identity.call(ActivateStaff(token=each.owner_token or "", password=PASSWORD, name="Ada"))
            for each in invited
        ),
        return_exceptions=True,
    )
    assert len([outcome for outcome in outcomes if not isinstance(outcome, Refused)]) == 2
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception) and not isinstance(outcome, Refused)]


async def test_an_owner_who_never_came_gives_way_to_another_address(identity: IdentityBench) -> None:
    first = await identity.call(ASKED, OPERATOR)
    bob = ASKED.model_copy(update={"email": "bob@acme.example"})
    second = await identity.call(bob, OPERATOR)
    with refused(410, "identity.link-replaced"):
        await identity.call(ActivateStaff(token=first.owner_token or "", password=PASSWORD, name="Ada"))
    active = await identity.call(ActivateStaff(token=second.owner_token or "", password=PASSWORD, name="Bob"))
    assert active.staff.email == "bob@acme.example"
    again = await identity.call(ASKED, OPERATOR)
    assert (again.owner_email, again.owner_token) == ("bob@acme.example", None)


async def test_an_owner_link_expires(identity: IdentityBench) -> None:
    invited = await identity.call(ASKED, OPERATOR)
    identity.clock.ahead = timedelta(days=14)
    with refused(410, "identity.link-expired"):
        await identity.call(ActivateStaff(token=invited.owner_token or "", password=PASSWORD, name="Ada"))


@pytest.mark.parametrize("token", ["x", "acme.x", "globex.x", "Acme.x", ".", "..", "acme.", "a" * 500])
async def test_a_made_up_owner_link_is_not_known(identity: IdentityBench, acme: StaffSignedIn, token: str) -> None:
    with refused(404, "identity.link-unknown"):
        await identity.call(ActivateStaff(token=token, password=PASSWORD, name="Mallory"))


async def test_an_owner_link_does_not_work_in_another_tenant(identity: IdentityBench, globex: StaffSignedIn) -> None:
    invited = await identity.call(ASKED, OPERATOR)
    moved = "globex." + (invited.owner_token or "").split(".")[1]
    with refused(404, "identity.link-unknown"):
        await identity.call(ActivateStaff(token=moved, password=PASSWORD, name="Mallory"))


async def test_only_the_operator_invites_owners(identity: IdentityBench, globex: StaffSignedIn) -> None:
    for token in ("", globex.access_token):
        with pytest.raises(Refused) as raised:
            await identity.call(ASKED, token)
        assert raised.value.status in (401, 403)


@pytest.mark.parametrize(
    "wrong",
    [
        {"tenant": "nobody"},
        {"tenant": "globex"},
        {"email": "nobody@acme.example"},
        {"password": "not this one"},
    ],
)
async def test_staff_cannot_tell_why_they_do_not_get_in(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn, wrong: dict[str, str]
) -> None:
    right = {"tenant": "acme", "email": "ada@acme.example", "password": PASSWORD}
    with refused(401, "identity.sign-in-failed"):
        await identity.call(SignInStaff.model_validate(right | wrong))


async def test_a_key_gives_a_token_of_its_tenant_with_its_scopes(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn
) -> None:
    for owner in (acme, globex):
        made = await identity.call(CreateApiKey(name="ERP", scopes=("invitations",)), owner.access_token)
        access = await identity.call(ExchangeApiKey(key=made.key))
        who = identity.who(access.access_token)
        assert (who.kind, who.tenant, who.scopes) == (Who.SYSTEM, owner.staff.tenant, frozenset({"invitations"}))
        assert (access.tenant, access.scopes) == (owner.staff.tenant, ("invitations",))
        listed = (await identity.call(ListApiKeys(), owner.access_token)).items
        assert [(key.name, key.last_used_at is not None) for key in listed] == [("First key", False), ("ERP", True)]
        assert made.key not in str(listed)


async def test_a_revoked_key_and_its_tokens_stop_working(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn
) -> None:
    made = await identity.call(CreateApiKey(name="ERP"), acme.access_token)
    access = await identity.call(ExchangeApiKey(key=made.key))
    await identity.call(ListUsers(), access.access_token)
    with refused(404, "identity.not-found"):
        await identity.call(RevokeApiKey(id=made.id), globex.access_token)
    await identity.call(RevokeApiKey(id=made.id), acme.access_token)
    with refused(401, "identity.key-invalid"):
        await identity.call(ExchangeApiKey(key=made.key))
    with refused(401, "identity.revoked"):
        await identity.call(ListUsers(), access.access_token)
    assert [(event.kind, event.id) for event in await identity.said("acme", Revoked)] == [("key", made.id)]
    assert not await identity.said("globex", Revoked)


@pytest.mark.parametrize(
    "key", ["0123456789", "acme.0123456789", "acme.id.secret", "acme.id.secret.more", "a..........b"]
)
async def test_a_made_up_key_is_refused(identity: IdentityBench, acme: StaffSignedIn, key: str) -> None:
    with refused(401, "identity.key-invalid"):
        await identity.call(ExchangeApiKey(key=key))


async def test_a_key_cannot_be_made_by_a_key(identity: IdentityBench, acme: StaffSignedIn) -> None:
    made = await identity.call(CreateApiKey(name="ERP"), acme.access_token)
    access = await identity.call(ExchangeApiKey(key=made.key))
    with refused(403, "identity.not-allowed"):
        await identity.call(CreateApiKey(name="more"), access.access_token)
