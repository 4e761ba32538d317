"""The feed: every public event of a tenant once, numbered without a gap, the same from the same place for ever."""

import asyncio
import random

import pytest

from contracts.identity.people import UserActivated, UserActivatedPerson
from contracts.notifications.feed import FeedPage, ShowFeed
from notifications.app.show_feed import show_feed
from notifications.domain.feed import MAX_PAGE_BYTES, Numbered, stretch
from notifications.domain.refusal import FeedAhead, FeedForgotten
from notifications.main import build
from stack.mail_bench import MailBench

TENANTS = ("acme", "globex")


def activated(tenant: str, number: int) -> UserActivated:
    person = UserActivatedPerson(email=f"{number}@{tenant}.example", name=f"Person {number}")
    return UserActivated(
        user_id=f"u{number}", membership_id=f"m{number}", portal=f"{tenant}/customers", account_id="C-1",
        contact_id=None, person=person,
    )  # fmt: skip


async def shown(bench: MailBench, tenant: str, after: str = "0", limit: int = 100) -> FeedPage:
    return await show_feed(ShowFeed(after=after, limit=limit), build(bench.transactor.reading(tenant)))


def users(page: FeedPage) -> list[str]:
    return [str(event.data["user_id"]) for event in page.items]


async def test_each_event_comes_once_however_often_and_in_whatever_order_it_is_delivered(bench: MailBench) -> None:
    deliveries = [(tenant, number) for tenant in TENANTS for number in range(12)] * 2
    random.Random(7).shuffle(deliveries)
    await asyncio.gather(*(bench.hear(activated(t, n), t, f"e{n}") for t, n in deliveries))

    for tenant in TENANTS:
        page = await shown(bench, tenant)
        assert sorted(users(page)) == sorted(f"u{number}" for number in range(12))
        assert {event.tenantid for event in page.items} == {tenant}
        assert (page.next_after, page.more) == ("12", False)
        assert page.items[0].data == activated(tenant, int(users(page)[0][1:])).model_dump(mode="json")


async def test_pages_follow_one_another_and_a_place_gives_the_same_again(bench: MailBench) -> None:
    for number in range(5):
        await bench.hear(activated("acme", number), "acme")
    await bench.hear(activated("globex", 99), "globex")
    first = await shown(bench, "acme", limit=2)
    second = await shown(bench, "acme", first.next_after, limit=2)
    last = await shown(bench, "acme", second.next_after, limit=2)

    assert [users(first), users(second), users(last)] == [["u0", "u1"], ["u2", "u3"], ["u4"]]
    assert [page.more for page in (first, second, last)] == [True, True, False]
    assert await shown(bench, "acme", first.next_after, limit=2) == second
    end = await shown(bench, "acme", last.next_after)
    assert (end.items, end.next_after, end.more) == ((), "5", False)


async def test_who_was_away_too_long_is_told_and_so_is_who_brings_anothers_place(bench: MailBench) -> None:
    for tenant, count in (("acme", 4), ("globex", 1)):
        for number in range(count):
            await bench.hear(activated(tenant, number), tenant)
    await bench.database.raw["feed"].delete_many({"tenant": "acme", "n": {"$lte": 2}})

    for place in ("0", "1"):
        with pytest.raises(FeedForgotten, match="go on after 2"):
            await shown(bench, "acme", place)
    assert users(await shown(bench, "acme", "2")) == ["u2", "u3"]
    with pytest.raises(FeedAhead):
        await shown(bench, "globex", "2")


def test_a_page_is_bounded_in_bytes_but_holds_at_least_one() -> None:
    large = [Numbered(n, b"x" * (MAX_PAGE_BYTES - 10)) for n in (1, 2, 3)]

    page = stretch(0, large, 3)
    assert [event.n for event in page.events] == [1]
    assert (page.after, page.more) == (1, True)
    alone = stretch(2, [Numbered(3, b"x" * (MAX_PAGE_BYTES + 1))], 3)
    assert (alone.after, alone.more) == (3, False)


def test_what_came_in_after_the_head_was_read_is_no_gap() -> None:
    page = stretch(5, [Numbered(6, b"{}")], 5)
    assert (page.after, page.more) == (6, False)


def test_a_feed_that_is_wholly_forgotten_says_where_to_go_on() -> None:
    with pytest.raises(FeedForgotten, match="go on after 9"):
        stretch(3, [], 9)
