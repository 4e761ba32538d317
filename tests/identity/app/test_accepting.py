"""Accepting an invitation: only on purpose, only once, and never instead of a password."""

import asyncio
from typing import Any

import pytest

from contracts.identity.invitations import AcceptInvitation, CreateInvitations, ShowInvitation
from contracts.identity.people import ChangeUser, ListMemberships, MembershipGranted, ShowMe, UserActivated
from contracts.identity.sessions import SignedIn, SignIn, StaffSignedIn
from contracts.message import Request
from contracts.portal_config.portals import PortalPublished, PortalUnpublished
from stack.identity_bench import PASSWORD, IdentityBench, Refused, portal_document, refused

KIM = "kim@kim.example"
OTHER_PASSWORD = "another rather long one"


async def test_looking_changes_nothing_however_often(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn
) -> None:
    for owner in (acme, globex):
        token = await identity.invite(owner, KIM, language="es")
        before = await _everything(identity)
        for _ in range(3):
            shown = await identity.call(ShowInvitation(token=token))
        assert await _everything(identity) == before
        assert (shown.portal, shown.portal_name) == (f"{owner.staff.tenant}/customers", "Customers")
        assert (shown.inviter, shown.email, shown.name, shown.sign_in) == ("Ada Owner", KIM, "Kim", False)
        defaults = shown.defaults
        assert (defaults.language, defaults.time_zone, defaults.country) == ("es", "Europe/Berlin", "DE")
        assert (defaults.date_format, defaults.time_format) == ("dd.MM.yyyy", "24h")


async def _everything(identity: IdentityBench) -> str:
    names = sorted(await identity.database.raw.list_collection_names())
    return str([await identity.database.raw[name].find().sort("_id", 1).to_list(1_000) for name in names])


async def test_a_new_user_sets_a_password_and_a_profile_and_is_signed_in(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn
) -> None:
    token = await identity.invite(acme, KIM, roles=("billing",), contact_id="P-7")
    accepted = await identity.call(
        AcceptInvitation(token=token, password=PASSWORD, name="Kim K.", language="en", time_zone="Europe/Lisbon")
    )
    assert (accepted.user.email, accepted.user.name) == (KIM, "Kim K.")
    assert (accepted.membership.portal, accepted.membership.portal_name) == ("acme/customers", "Customers")
    who = identity.who(accepted.access_token)
    assert (who.tenant, who.portal, who.account, who.contact) == ("acme", "customers", "C-1", "P-7")
    assert who.roles == frozenset({"billing"})
    me = await identity.call(ShowMe(), accepted.access_token)
    assert (me.language, me.time_zone, me.date_format, me.country) == ("en", "Europe/Lisbon", "dd.MM.yyyy", "DE")
    signed_in = await identity.call(SignIn(portal="acme/customers", email=KIM.upper(), password=PASSWORD))
    assert signed_in.membership.id == accepted.membership.id
    [granted] = await identity.said("acme", MembershipGranted)
    [activated] = await identity.said("acme", UserActivated)
    assert (granted.membership_id, granted.account_id, granted.roles) == (accepted.membership.id, "C-1", ("billing",))
    assert (activated.user_id, activated.contact_id, activated.person.email) == (accepted.user.id, "P-7", KIM)
    assert not await identity.said("globex", UserActivated)


async def test_a_used_link_is_used(identity: IdentityBench, acme: StaffSignedIn) -> None:
    token = await identity.invite(acme, KIM)
    await identity.call(AcceptInvitation(token=token, password=PASSWORD))
    both: tuple[Request[Any], ...] = (ShowInvitation(token=token), AcceptInvitation(token=token, password=PASSWORD))
    for request in both:
        with refused(410, "identity.link-used"):
            await identity.call(request)


async def test_twenty_accepts_at_once_are_one(identity: IdentityBench, acme: StaffSignedIn) -> None:
    token = await identity.invite(acme, KIM)
    accept = AcceptInvitation(token=token, password=PASSWORD)
    outcomes = await asyncio.gather(*(identity.call(accept) for _ in range(20)), return_exceptions=True)
    [accepted] = [outcome for outcome in outcomes if isinstance(outcome, SignedIn)]
    refusals = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    assert [(refusal.status, refusal.code) for refusal in refusals] == [(410, "identity.link-used")] * 19
    assert len(await identity.said("acme", MembershipGranted)) == 1
    assert len((await identity.call(ListMemberships(), accepted.access_token)).items) == 1


async def test_two_invitations_of_a_new_user_accepted_at_once_make_one_user(
    identity: IdentityBench, acme: StaffSignedIn
) -> None:
    tokens = [await identity.invite(acme, KIM, account_id=account) for account in ("C-1", "C-2")]
    accepted = await asyncio.gather(
        *(identity.call(AcceptInvitation(token=token, password=PASSWORD)) for token in tokens)
    )
    assert len({each.user.id for each in accepted}) == 1
    memberships = (await identity.call(ListMemberships(), accepted[0].access_token)).items
    assert sorted(each.account_id for each in memberships) == ["C-1", "C-2"]


async def test_an_invitation_never_replaces_a_password_or_a_profile(
    identity: IdentityBench, acme: StaffSignedIn
) -> None:
    kim = await identity.user(acme, KIM)
    token = await identity.invite(acme, KIM, account_id="C-2", name="Somebody Else")
    assert (await identity.call(ShowInvitation(token=token))).sign_in
    with refused(401, "identity.sign-in-failed"):
        await identity.call(AcceptInvitation(token=token, password=OTHER_PASSWORD, name="Mallory"))
    with refused(422, "identity.password-required"):
        await identity.call(AcceptInvitation(token=token, name="Mallory"))
    accepted = await identity.call(AcceptInvitation(token=token, password=PASSWORD, name="Mallory", language="pt"))
    assert (accepted.user, accepted.membership.account_id) == (kim.user, "C-2")
    me = await identity.call(ShowMe(), accepted.access_token)
    assert (me.name, me.language) == (kim.user.name, "de")


async def test_an_existing_user_accepts_with_their_own_token_and_nobody_elses(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn
) -> None:
    kim, other = await identity.user(acme, KIM), await identity.user(acme, "other@kim.example")
    namesake = await identity.user(globex, KIM)
    token = await identity.invite(acme, KIM, account_id="C-2")
    with refused(403, "identity.other-user"):
        await identity.call(AcceptInvitation(token=token), other.access_token)
    with refused(401, "identity.revoked"):
        await identity.call(AcceptInvitation(token=token), namesake.access_token)
    with refused(403, "identity.other-user"):
        new = await identity.invite(acme, "new@kim.example")
        await identity.call(AcceptInvitation(token=new, password=PASSWORD), other.access_token)
    accepted = await identity.call(AcceptInvitation(token=token), kim.access_token)
    assert (accepted.user.id, accepted.membership.account_id) == (kim.user.id, "C-2")


@pytest.mark.parametrize(
    ("password", "reason"), [("short", "too-short"), ("password1", "common"), (KIM.upper(), "is-address")]
)
async def test_a_weak_password_is_refused_and_the_invitation_stays_open(
    identity: IdentityBench, acme: StaffSignedIn, password: str, reason: str
) -> None:
    token = await identity.invite(acme, KIM)
    with pytest.raises(Refused) as raised:
        await identity.call(AcceptInvitation(token=token, password=password))
    assert (raised.value.status, raised.value.code) == (422, "identity.weak-password")
    assert [(fault.pointer, fault.code) for fault in raised.value.problem.errors] == [("/password", reason)]
    assert (await identity.call(AcceptInvitation(token=token, password=PASSWORD))).user.email == KIM


async def test_a_closed_portal_is_not_entered_until_it_opens_again(
    identity: IdentityBench, acme: StaffSignedIn
) -> None:
    token = await identity.invite(acme, KIM)
    await identity.tell("acme", PortalUnpublished(slug="customers", version=2))
    both: tuple[Request[Any], ...] = (ShowInvitation(token=token), AcceptInvitation(token=token, password=PASSWORD))
    for request in both:
        with refused(409, "identity.portal-closed"):
            await identity.call(request)
    await identity.tell("acme", PortalPublished(slug="customers", version=3, document=portal_document()))
    assert (await identity.call(AcceptInvitation(token=token, password=PASSWORD))).user.email == KIM


async def test_a_deactivated_user_accepts_nothing(identity: IdentityBench, acme: StaffSignedIn) -> None:
    kim = await identity.user(acme, KIM)
    token = await identity.invite(acme, KIM, account_id="C-2")
    await identity.call(ChangeUser(id=kim.user.id, active=False), acme.access_token)
    with refused(401, "identity.sign-in-failed"):
        await identity.call(AcceptInvitation(token=token, password=PASSWORD))
    asked = {"portal": "customers", "email": KIM, "name": "Kim", "account_id": "C-3"}
    with refused(422, "identity.user-deactivated"):
        await identity.call(CreateInvitations.model_validate(asked), acme.access_token)


@pytest.mark.parametrize("token", ["x", "acme.x", "acme..x", "Acme.x", "nobody.x", "acme.x.y", "-"])
async def test_a_made_up_invitation_is_not_known(identity: IdentityBench, acme: StaffSignedIn, token: str) -> None:
    both: tuple[Request[Any], ...] = (ShowInvitation(token=token), AcceptInvitation(token=token, password=PASSWORD))
    for request in both:
        with refused(404, "identity.link-unknown"):
            await identity.call(request)


async def test_a_token_opens_neither_another_tenant_nor_another_door(identity: IdentityBench) -> None:
    invited = await identity.found("initech", "ada@initech.example")
    owner = await identity.owner("globex")
    token = await identity.invite(owner, KIM)
    for wrong in (invited.owner_token or "", "initech." + token.split(".")[1]):
        with refused(404, "identity.link-unknown"):
            await identity.call(ShowInvitation(token=wrong))
