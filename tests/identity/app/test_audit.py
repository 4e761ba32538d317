"""The audit trail as staff read it, and what identity itself says in it."""

import random
from datetime import timedelta
from typing import Any

import pytest

from contracts.audit import Actor, Subject
from contracts.identity.audit import ListAudit, VerifyAudit
from contracts.identity.invitations import CreateInvitations, Invitee
from contracts.identity.people import ChangeMe
from contracts.identity.sessions import SignIn, SignInStaff, StaffSignedIn
from contracts.identity.tenancy import CreateApiKey, RevokeApiKey
from stack.audit_bench import NOON, deliver, delivery, entry, listed, take_in
from stack.identity_bench import PASSWORD, IdentityBench, refused


async def test_pages_are_newest_first_whatever_order_entries_came_in(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn
) -> None:
    numbers = random.Random(7).sample(range(25), 25)
    await deliver(identity, *(delivery("acme", entry(number // 2)) for number in numbers))
    found = await listed(identity, acme, limit=4)
    assert [each.details["number"] for each in found] == sorted((number // 2 for number in range(25)), reverse=True)
    assert len({each.n for each in found}) == 25
    assert await listed(identity, globex) == []


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ({"actor": "st-bob"}, [5, 3, 1]),
        ({"action": "identity.sign-out"}, [4, 1]),
        ({"subject": "k-4"}, [4]),
        ({"subject": "shared"}, [5, 4, 3, 2, 1, 0]),
        ({"since": NOON + timedelta(seconds=4)}, [5, 4]),
        ({"until": NOON + timedelta(seconds=2)}, [1, 0]),
        ({"since": NOON + timedelta(seconds=1), "until": NOON + timedelta(seconds=4), "actor": "st-ada"}, [2]),
        ({"actor": "st-bob", "action": "identity.sign-out"}, [1]),
        ({"actor": "st-bob", "action": "identity.sign-out", "subject": "k-2"}, []),
        ({"subject": "$where"}, []),
    ],
    ids=str,
)
async def test_a_query_finds_what_it_names(
    identity: IdentityBench, acme: StaffSignedIn, query: dict[str, Any], numbers: list[int]
) -> None:
    for number in range(6):
        told = entry(
            number,
            actor=Actor(kind="staff", id="st-bob" if number % 2 else "st-ada"),
            action="identity.sign-out" if number % 3 == 1 else "identity.revoke-api-key",
            subjects=(Subject(kind="api-key", id=f"k-{number}"), Subject(kind="api-key", id="shared")),
        )
        await deliver(identity, delivery("acme", told))
    found = await listed(identity, acme, limit=2, **query)
    assert [each.details["number"] for each in found] == numbers


async def test_a_crossed_query_examines_no_more_than_it_may_and_goes_on(
    identity: IdentityBench, acme: StaffSignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("identity.app.list_audit.EXAMINED", 3)
    for number in range(8):
        await deliver(identity, delivery("acme", entry(number, outcome="done")))
    await deliver(identity, delivery("acme", entry(0, action="identity.sign-out")))
    query = {"actor": "st-ada", "action": "identity.sign-out"}
    first = await identity.call(ListAudit(**query), acme.access_token)
    assert (first.items, first.next_cursor is None) == ((), False)
    assert len(await listed(identity, acme, **query)) == 1


async def test_a_cursor_of_another_query_or_tenant_is_refused(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn
) -> None:
    await deliver(identity, *(delivery("acme", entry(number)) for number in range(3)))
    page = await identity.call(ListAudit(limit=1), acme.access_token)
    with refused(422, "identity.cursor-invalid"):
        await identity.call(ListAudit(limit=1, actor="st-ada", cursor=page.next_cursor), acme.access_token)
    with refused(422, "identity.cursor-invalid"):
        await identity.call(ListAudit(limit=1, cursor=page.next_cursor), globex.access_token)


async def test_only_owners_and_auditors_read_the_trail(identity: IdentityBench, acme: StaffSignedIn) -> None:
    user = await identity.user(acme, "kim@acme.example")
    with refused(403, "identity.not-allowed"):
        await identity.call(ListAudit(), user.access_token)
    with refused(401, "identity.sign-in-required"):
        await identity.call(ListAudit())
    with refused(403, "identity.not-allowed"):
        await identity.call(VerifyAudit(tenant="acme"), acme.access_token)
    assert {"owner", "auditor"} == ListAudit.ROLES


async def test_identitys_own_effects_are_told_with_who_and_what(identity: IdentityBench, acme: StaffSignedIn) -> None:
    user = await identity.user(acme, "kim@acme.example")
    await identity.call(ChangeMe(language="en", country="DE"), user.access_token)
    key = await identity.call(CreateApiKey(name="ERP", scopes=("events",)), acme.access_token)
    await identity.call(RevokeApiKey(id=key.id), acme.access_token)
    await take_in(identity, "acme")
    ada, kim = acme.staff.id, user.user.id
    found = [(each.action.split(".")[1], each.actor.id) for each in reversed(await listed(identity, acme))]
    assert found == [
        ("invite-owner", "operator"), ("activate-staff", ada), ("create-invitations", ada), ("accept-invitation", kim),
        ("change-me", kim), ("create-api-key", ada), ("revoke-api-key", ada),
    ]  # fmt: skip
    newest = (await listed(identity, acme, subject=key.id))[0]
    assert (newest.subjects, newest.outcome) == ((Subject(kind="api-key", id=key.id),), "done")
    [changed] = await listed(identity, acme, action="identity.change-me")
    assert changed.details == {"changed": ("country", "language")}
    assert (changed.portal, changed.account) == ("customers", "C-1")
    [accepted] = await listed(identity, acme, action="identity.accept-invitation")
    [invited] = await listed(identity, acme, action="identity.create-invitations")
    assert accepted.subjects == invited.subjects
    assert accepted.actor.session is not None


async def test_a_failed_sign_in_is_told_without_the_address(identity: IdentityBench, acme: StaffSignedIn) -> None:
    user = await identity.user(acme, "kim@acme.example")
    for email in ("kim@acme.example", "nobody@acme.example"):
        with refused(401, "identity.sign-in-failed"):
            await identity.call(SignIn(portal="acme/customers", email=email, password="wrong" * 3))
        with refused(401, "identity.sign-in-failed"):
            await identity.call(SignInStaff(tenant="acme", email=email, password="wrong" * 3))
    await take_in(identity, "acme")
    failed = await listed(identity, acme, action="identity.sign-in")
    assert [(each.outcome, each.code, each.actor.kind) for each in failed] == [
        ("refused", "identity.sign-in-failed", "anyone")
    ] * 2
    assert [each.subjects for each in failed] == [(), (Subject(kind="user", id=user.user.id),)]
    assert len(await listed(identity, acme, action="identity.sign-in-staff")) == 2
    rows = await identity.database.raw["audit"].find({"tenant": "acme"}).to_list(100)
    assert "@" not in str(rows)
    assert PASSWORD not in str(rows)


async def test_inviting_many_is_one_entry_about_each(identity: IdentityBench, acme: StaffSignedIn) -> None:
    many = tuple(
        Invitee(portal="customers", email=f"kim{number}@acme.example", name="Kim", account_id="C-1")
        for number in range(3)
    )
    await identity.call(CreateInvitations(invitations=many), acme.access_token)
    await take_in(identity, "acme")
    [invited] = await listed(identity, acme, action="identity.create-invitations")
    assert [subject.kind for subject in invited.subjects] == ["invitation"] * 3
    assert len(await listed(identity, acme, subject=invited.subjects[2].id)) == 1
