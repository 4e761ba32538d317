"""What records tells of accounts, twice and in any order: names for the switcher, and who is gone ends."""

from itertools import permutations

from contracts.identity.invitations import AcceptInvitation, ListInvitations
from contracts.identity.people import (
    ListMemberships,
    ListUsers,
    MembershipRevoked,
    Revoked,
    ShowMe,
    SwitchMembership,
)
from contracts.identity.sessions import RefreshSession, SignedIn, StaffSignedIn
from contracts.message import Event
from contracts.records.intake import AccountChanged, AccountPerson, AccountRemoved
from identity.storage.accounts import MongoAccounts
from stack.colleagues import KIM
from stack.identity_bench import IdentityBench, refused


def _changed(account: str, revision: int, name: str | None) -> AccountChanged:
    person = AccountPerson(name=name) if name else None
    return AccountChanged(account_id=account, revision=revision, parent=None, person=person)


async def test_the_newest_name_is_kept_whatever_the_order_and_however_often(identity: IdentityBench) -> None:
    news: tuple[Event, ...] = (
        _changed("C/1", 1, "One"),
        _changed("C/1", 2, "Two"),
        AccountRemoved(account_id="C/1", revision=3),
        _changed("C/1", 4, "Four"),
    )
    for upto, name in ((2, {"C/1": "Two"}), (3, {}), (4, {"C/1": "Four"})):
        for number, order in enumerate(permutations(news[:upto])):
            tenant = f"t{upto}-{number}"
            for each in (*order, *order):
                await identity.tell(tenant, each)
            accounts = MongoAccounts(identity.transactor.reading(tenant))
            assert await accounts.names(["C/1", "C/2"]) == name


async def test_the_switcher_names_portal_and_account_and_says_which_one_is_current(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn, kim: SignedIn
) -> None:
    await identity.tell("acme", _changed("C-1", 1, "Kim & Co"))
    await identity.tell("globex", _changed("C-2", 1, "Somebody else's"))
    namesake = await identity.user(globex, KIM, account_id="C-2")
    token = await identity.invite(acme, KIM, account_id="C-2", portal="dealers", roles=("viewer",))
    await identity.call(AcceptInvitation(token=token), kim.access_token)
    listed = await identity.call(ListMemberships(), kim.access_token)
    assert [(each.portal_name, each.account_id, each.account_name, each.roles) for each in listed.items] == [
        ("Customers", "C-1", "Kim & Co", ("admin",)),
        ("Dealers", "C-2", None, ("viewer",)),
    ]
    assert listed.current == listed.items[0].id == kim.membership.id
    switched = await identity.call(SwitchMembership(membership_id=listed.items[1].id), kim.access_token)
    assert (await identity.call(ListMemberships(), switched.access_token)).current == listed.items[1].id
    assert (await identity.call(ShowMe(), kim.access_token)).membership.account_name == "Kim & Co"
    [theirs] = (await identity.call(ListMemberships(), namesake.access_token)).items
    assert theirs.account_name == "Somebody else's"


async def test_an_account_that_is_gone_lets_nobody_act_for_it_nor_come_in(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn, kim: SignedIn
) -> None:
    others = [await identity.user(acme, "lee@kim.example", account_id="C-2"), await identity.user(globex, KIM)]
    await identity.invite(acme, "mia@kim.example")
    await identity.tell("acme", _changed("C-1", 3, "Kim & Co"))
    for revision in (2, 4, 4):
        await identity.tell("acme", AccountRemoved(account_id="C-1", revision=revision))
    [said] = await identity.said("acme", MembershipRevoked)
    assert (said.membership_id, said.revision) == (kim.membership.id, 2)
    assert [event.id for event in await identity.said("acme", Revoked)] == [kim.membership.id]
    with refused(401, "identity.session-ended"):
        await identity.call(RefreshSession(refresh_token=kim.refresh_token))
    assert not (await identity.call(ListInvitations(state="invited"), acme.access_token)).items
    for other in others:
        await identity.call(ShowMe(), other.access_token)
    await identity.tell("acme", _changed("C-1", 5, "Kim & Co"))  # back again, its people are not
    users = (await identity.call(ListUsers(), acme.access_token)).items
    assert [len(user.memberships) for user in users] == [0, 1]
