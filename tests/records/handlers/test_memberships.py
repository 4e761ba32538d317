"""Memberships as records knows them: whatever order they are heard in, the last word counts."""

import random
from dataclasses import replace
from typing import Any

from contracts.identity.people import MembershipChanged, MembershipGranted, MembershipRevoked
from records.domain.membership import Membership
from records.ports import Memberships
from stack.records_bench import RecordsBench

Said = MembershipGranted | MembershipChanged | MembershipRevoked


def said(tenant: str, name: str, revision: int, *roles: str, live: bool = True, **other: Any) -> Said:
    """What identity says of a membership."""
    account = other.pop("account", "C-1001")
    fields = {"membership_id": name, "user_id": "u-1", "portal": f"{tenant}/customers", "account_id": account, **other}
    if not live:
        return MembershipRevoked(**fields, revision=revision)
    kind = MembershipGranted if revision == 1 else MembershipChanged
    return kind(**{"contact_id": "P-1", **fields}, roles=roles, revision=revision)


def life_of_three(tenant: str) -> list[Said]:
    """One that is changed twice, one that ends, one that ends and is granted again."""
    return [
        said(tenant, "m-1", 1),
        said(tenant, "m-1", 2, "billing"),
        said(tenant, "m-1", 3, "viewer", contact_id=None),
        said(tenant, "m-2", 1),
        said(tenant, "m-2", 2, live=False),
        said(tenant, "m-3", 1),
        said(tenant, "m-3", 2, live=False),
        said(tenant, "m-3", 3, "admin"),
    ]


def known(bench: RecordsBench, tenant: str) -> Memberships:
    return bench.build(bench.doors.transactor.reading(tenant)).memberships


async def test_events_twice_and_shuffled_leave_the_last_word_in_every_tenant(bench: RecordsBench) -> None:
    for seed in range(3):
        await bench.begin()
        for tenant in ("acme", "globex"):
            events = life_of_three(tenant) * 2
            random.Random(seed).shuffle(events)
            for event in events:
                await bench.tell(tenant, event)
        for tenant in ("acme", "globex"):
            found = {one.id: one for one in await known(bench, tenant).of_user("u-1")}
            m1 = Membership("m-1", "u-1", "customers", "C-1001", 3, roles=frozenset({"viewer"}))
            assert found == {
                "m-1": m1,
                "m-2": Membership("m-2", "u-1", "customers", "C-1001", 2, live=False),
                "m-3": replace(m1, id="m-3", contact="P-1", roles=frozenset({"admin"})),
            }


async def test_a_grant_that_comes_behind_its_end_does_no_harm(bench: RecordsBench) -> None:
    await bench.tell("acme", said("acme", "m-1", 2, live=False))
    await bench.tell("acme", said("acme", "m-1", 1))
    await bench.tell("globex", said("globex", "m-1", 1))
    ended, other = await known(bench, "acme").find("m-1"), await known(bench, "globex").find("m-1")
    assert (ended and ended.live, other and other.live) == (False, True)
    assert await known(bench, "acme").live("customers", "", 10) == []


async def test_live_ones_of_a_portal_come_page_by_page(bench: RecordsBench) -> None:
    for number in range(7):
        await bench.tell("acme", said("acme", f"m-{number}", 1, account=f"C-{number}"))
    await bench.tell("acme", said("acme", "m-9", 1, portal="acme/suppliers"))
    await bench.tell("acme", said("acme", "m-4", 2, live=False))
    await bench.tell("globex", said("globex", "m-0", 1))
    found, after = list[str](), ""
    while page := await known(bench, "acme").live("customers", after, 2):
        assert len(page) <= 2
        found += [one.id for one in page]
        after = page[-1].id
    assert found == ["m-0", "m-1", "m-2", "m-3", "m-5", "m-6"]
    assert [one.id for one in await known(bench, "globex").live("customers", "", 10)] == ["m-0"]


async def test_a_membership_that_nobody_spoke_of_is_not_known(bench: RecordsBench) -> None:
    await bench.tell("globex", said("globex", "m-1", 1))
    assert await known(bench, "acme").find("m-1") is None
    assert await known(bench, "acme").of_user("u-1") == []


async def test_nothing_personal_is_kept(bench: RecordsBench) -> None:
    for tenant in ("acme", "globex"):
        await bench.tell(tenant, said(tenant, "m-1", 1, "billing"))
        [row] = await bench.database.raw["memberships"].find({"tenant": tenant}).to_list(length=10)
        kept = {"_id", "tenant", "membership", "user", "portal", "account", "contact", "roles", "revision", "live"}
        assert set(row) == kept
