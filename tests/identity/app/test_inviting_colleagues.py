"""A customer's admin invites colleagues: by name, so many a day, and nothing is told of strangers' addresses."""

from contracts.identity.colleagues import WithdrawColleague
from contracts.identity.invitations import AcceptInvitation, InvitationCreated, ListInvitations, ShowInvitation
from contracts.identity.people import ChangeMe, ChangeUser
from contracts.identity.sessions import SignedIn, StaffSignedIn
from identity.domain.colleagues import MAX_INVITED
from stack.colleagues import KIM, LEE, MIA, colleagues, invite
from stack.identity_bench import PASSWORD, IdentityBench, refused


async def test_a_colleague_is_invited_by_name_and_comes_into_the_same_account(
    identity: IdentityBench, globex: StaffSignedIn, kim: SignedIn
) -> None:
    invited = await invite(identity, kim, MIA, "billing", name="Mia Sommer-O'Neill")
    assert (invited.email, invited.roles, invited.state, invited.inviter) == (MIA, ("billing",), "invited", "Kim")
    token = await identity.mailed("acme", MIA)
    shown = await identity.call(ShowInvitation(token=token))
    assert (shown.portal, shown.inviter) == ("acme/customers", "Kim")
    assert (await identity.said("acme", InvitationCreated))[-1].by_colleague
    mia = await identity.call(AcceptInvitation(token=token, password=PASSWORD))
    assert (mia.membership.portal, mia.membership.account_id) == ("acme/customers", "C-1")
    assert (mia.membership.contact_id, mia.membership.roles) == (None, ("billing",))
    seen = await colleagues(identity, kim)
    assert [each.email for each in seen.items] == [KIM, MIA]
    assert not seen.invitations
    with refused(409, "identity.already-member"):
        await invite(identity, kim, MIA.upper(), "billing")
    assert not await identity.said("globex", InvitationCreated)


async def test_inviting_again_renews_and_keeps_the_contact_that_staff_gave(
    identity: IdentityBench, acme: StaffSignedIn, kim: SignedIn
) -> None:
    old = await identity.invite(acme, MIA, roles=("technical",), contact_id="P-7")
    invited = await invite(identity, kim, MIA, "billing")
    with refused(410, "identity.link-replaced"):
        await identity.call(ShowInvitation(token=old))
    accepted = await identity.call(AcceptInvitation(token=await identity.mailed("acme", MIA), password=PASSWORD))
    assert (accepted.membership.contact_id, accepted.membership.roles) == ("P-7", ("billing",))
    listed = (await identity.call(ListInvitations(), acme.access_token)).items
    assert [each.id for each in listed if each.email == MIA] == [invited.id]


async def test_what_stands_in_a_mail_to_a_stranger_is_a_name_and_no_more(
    identity: IdentityBench, kim: SignedIn
) -> None:
    for name in (
        "Win big at evil.example",
        "http://evil.example",
        "www.evil.example",
        "Call 555 1234",
        "x" * 81,
        "a\u3002b",
    ):
        with refused(422, "identity.name-not-plain"):
            await invite(identity, kim, MIA, "billing", name=name)
    await identity.call(ChangeMe(name="Kim of evil.example"), kim.access_token)
    for name in ("J. R. Müller-Lüdenscheidt, jr.", "王 小明", "Ngọc Ánh", "Conxita Gal·la", "Ó\u2019Brien"):
        assert (await invite(identity, kim, MIA, "billing", name=name)).inviter == KIM


async def test_of_an_address_nothing_is_told_but_whether_it_is_a_colleague(
    identity: IdentityBench, acme: StaffSignedIn, kim: SignedIn
) -> None:
    active = await identity.user(acme, "active@kim.example", account_id="C-2")
    off = await identity.user(acme, "off@kim.example", account_id="C-2")
    await identity.call(ChangeUser(id=off.user.id, active=False), acme.access_token)
    answers = [
        await invite(identity, kim, email, "billing") for email in (active.user.email, off.user.email, "x@kim.example")
    ]
    moving = {"id", "email", "created_at", "expires_at"}
    assert len({answer.model_dump_json(exclude=moving) for answer in answers}) == 1
    await identity.call(AcceptInvitation(token=await identity.mailed("acme", active.user.email)), active.access_token)
    assert active.user.email in [each.email for each in (await colleagues(identity, kim)).items]


async def test_an_account_invites_so_many_a_day_and_has_so_many_open(
    identity: IdentityBench, acme: StaffSignedIn, kim: SignedIn
) -> None:
    rival = await identity.user(acme, LEE, account_id="C-2", roles=("admin",))
    for number in range(30):
        await invite(identity, kim, f"n{number}@kim.example", "billing")
    with refused(429, "identity.too-many-tries"):
        await invite(identity, kim, MIA, "billing")
    await invite(identity, rival, MIA, "billing")
    rows = identity.database.raw["invitations"]
    [row] = await rows.find({"address": "n0@kim.example"}).to_list(1)
    more = [{**row, "_id": f"i-{n}", "address": f"more{n}@kim.example"} for n in range(MAX_INVITED - 30)]
    await rows.insert_many(more)
    with refused(409, "identity.too-many-invited"):
        await invite(identity, kim, MIA, "billing")
    [first] = [each for each in (await colleagues(identity, kim)).invitations if each.email == "n1@kim.example"]
    for _ in range(2):
        await identity.call(WithdrawColleague(id=first.id), kim.access_token)
    assert len((await colleagues(identity, kim)).invitations) == MAX_INVITED - 1
