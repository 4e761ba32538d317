"""Accounts, their parents, and what that lets be seen below them."""

import random
from typing import Any

import pytest

from actors.backoffice import event
from contracts.records.intake import AccountChanged, AccountRemoved
from stack.records_bench import ENTRY, RecordsBench, account, invoice, portal_document, user

TREE = {**ENTRY, "scope": "account_tree"}


@pytest.fixture(autouse=True)
async def _tree(bench: RecordsBench) -> None:
    for tenant in ("acme", "globex"):
        await bench.open(tenant, portal_document(TREE), 2)


async def seen(bench: RecordsBench, who: str, tenant: str = "acme") -> set[str]:
    return {one["record_id"][-1] for one in await bench.seen(user(tenant, who))}


def gone(tenant: str, name: str, revision: int) -> dict[str, Any]:
    return event(tenant, "backoffice.account.deleted.v1", {"account_id": name, "revision": revision})


async def test_an_account_sees_what_is_below_it_and_never_above(bench: RecordsBench) -> None:
    await bench.publish("acme", account("acme", "top"), account("acme", "mid", parent="top"))
    await bench.publish("acme", account("acme", "low", parent="mid"), account("acme", "other"))
    records = [invoice("acme", n, accounts=[name]) for n, name in enumerate(("top", "mid", "low", "other"))]
    await bench.publish("acme", *records)
    assert await seen(bench, "top") == {"0", "1", "2"}
    assert await seen(bench, "mid") == {"1", "2"}
    assert await seen(bench, "low") == {"2"}
    assert await seen(bench, "other") == {"3"}
    assert await seen(bench, "top", "globex") == set()


async def test_a_changed_parent_moves_everything_below_it(bench: RecordsBench) -> None:
    for tenant in ("acme", "globex"):
        await bench.publish(tenant, *(account(tenant, name) for name in ("left", "right")))
        await bench.publish(tenant, account(tenant, "mid", parent="left"), account(tenant, "low", parent="mid"))
        await bench.publish(tenant, *(invoice(tenant, n, accounts=["low"]) for n in range(3)))
    await bench.work_beside()
    assert (await seen(bench, "left"), await seen(bench, "right")) == ({"0", "1", "2"}, set())
    await bench.publish("acme", account("acme", "mid", 2, parent="right"))
    await bench.work_beside()
    assert (await seen(bench, "left"), await seen(bench, "right")) == (set(), {"0", "1", "2"})
    assert (await seen(bench, "left", "globex"), await seen(bench, "right", "globex")) == ({"0", "1", "2"}, set())
    assert (await bench.rows("acme", "accounts"))["low"]["ancestors"] == ["mid", "right"]
    assert {row["revision"] for row in (await bench.rows("acme")).values()} == {1}


async def test_records_may_come_before_their_accounts_and_children_before_parents(bench: RecordsBench) -> None:
    await bench.publish("acme", invoice("acme", 1, accounts=["low"]))
    for one in (account("acme", "low", parent="mid"), account("acme", "mid", parent="top"), account("acme", "top")):
        await bench.publish("acme", one)
    await bench.work_beside()
    assert await seen(bench, "top") == {"1"}


async def test_a_deleted_account_hands_nothing_up_any_more(bench: RecordsBench) -> None:
    await bench.publish("acme", account("acme", "top"), account("acme", "mid", parent="top"))
    await bench.publish("acme", account("acme", "low", parent="mid"), invoice("acme", 1, accounts=["low"]))
    await bench.publish("acme", gone("acme", "mid", 2))
    await bench.work_beside()
    assert await seen(bench, "top") == set()
    assert await seen(bench, "mid") == {"1"}
    [said] = await bench.doors.said("acme", AccountRemoved.NAME)
    assert said["data"] == {"account_id": "mid", "revision": 2}


async def test_accounts_in_a_circle_end_where_it_closes(bench: RecordsBench) -> None:
    await bench.publish("acme", account("acme", "a", parent="b"), account("acme", "b", parent="c"))
    await bench.publish("acme", account("acme", "c", parent="a"), account("acme", "d", parent="d"))
    await bench.publish("acme", invoice("acme", 1, accounts=["a"]), invoice("acme", 2, accounts=["d"]))
    await bench.work_beside()
    rows = await bench.rows("acme", "accounts")
    assert {name: row["ancestors"] for name, row in rows.items()} == {
        "a": ["b", "c"],
        "b": ["c", "a"],
        "c": ["a", "b"],
        "d": [],
    }
    assert await seen(bench, "c") == {"1"}


@pytest.mark.parametrize("seed", range(3))
async def test_any_order_of_accounts_comes_to_the_same_tree(bench: RecordsBench, seed: int) -> None:
    chance = random.Random(seed)
    last = {"a": None, "b": "a", "c": "b", "d": "b", "e": "d"}
    events = [account("acme", name, 2, parent=parent) for name, parent in last.items()]
    events += [account("acme", name, 1, parent=chance.choice("abcde")) for name in last]
    events += [invoice("acme", n, accounts=[name]) for n, name in enumerate(last)]
    doubled = [*events, *events]
    chance.shuffle(doubled)
    while doubled:
        await bench.publish("acme", *doubled[:5])
        del doubled[:5]
        if chance.random() < 0.5:
            await bench.work_beside()
    await bench.work_beside()
    assert [await seen(bench, name) for name in "abcde"] == [set("01234"), set("1234"), {"2"}, set("34"), {"4"}]


async def test_an_account_is_said_once_for_each_revision_that_counts(bench: RecordsBench) -> None:
    await bench.publish("acme", account("acme", "a", 2, parent="b"), account("acme", "a", 1))
    await bench.publish("acme", account("acme", "a", 2), account("acme", "a", 3))
    said = [one["data"] for one in await bench.doors.said("acme", AccountChanged.NAME)]
    assert [(one["revision"], one["parent"]) for one in said] == [(2, "b"), (3, None)]
    assert await bench.rows("globex", "accounts") == {}


async def test_many_records_are_stamped_page_by_page(bench: RecordsBench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("records.app.restamp.RECORDS_AT_ONCE", 7)
    monkeypatch.setattr("records.app.restamp.ACCOUNTS_AT_ONCE", 3)
    names = [f"k{n}" for n in range(10)]
    await bench.publish("acme", *(account("acme", name, parent="mid") for name in names))
    await bench.publish("acme", *(invoice("acme", n, accounts=[name]) for n, name in enumerate(names * 4)))
    await bench.publish("acme", account("acme", "mid", parent="top"))
    await bench.work_beside()
    assert len(await bench.seen(user("acme", "top"))) == 40
