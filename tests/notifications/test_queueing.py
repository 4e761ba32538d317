"""From news to waiting mails: once, in any order, the newest only, each tenant's own."""

import random

import pytest

from notifications.domain.mail import mail_id
from notifications.domain.refusal import ForeignPortal
from stack.mail_bench import MailBench, News, ObedientPost, invited, withdrawn


def _subjects(post: ObedientPost) -> list[str]:
    return sorted(letter.to for letter in post.taken)


async def test_news_make_a_mail_that_keeps_its_token_sealed(bench: MailBench) -> None:
    await bench.hear(invited("acme", "i-1"), "acme")
    (mail,) = await bench.mails("acme")
    assert (mail["state"], mail["attempt"]) == ("waiting", 1)
    assert "acme.i-1-1" not in str(mail)
    assert bench.opens(mail["sealed_token"]) == "acme.i-1-1"


async def test_the_same_news_ten_times_make_one_mail_whether_redelivered_or_said_again(
    bench: MailBench, post: ObedientPost
) -> None:
    for number in range(10):
        await bench.hear(invited("acme", "i-1"), "acme", event_id=f"e-{number % 2}")
        await bench.send_due()
    assert len(post.taken) == 1
    assert [kind for kind, _ in await bench.said("acme")] == ["notifications.mail.sent.v1"]


async def test_two_tenants_with_the_same_invitation_id_get_a_mail_each(bench: MailBench, post: ObedientPost) -> None:
    for tenant in ("acme", "globex"):
        await bench.hear(invited(tenant, "i-1"), tenant, event_id="e-1")
    await bench.hear(withdrawn("i-1"), "globex")
    await bench.send_due()
    assert _subjects(post) == ["i-1@acme.example"]
    assert [mail["state"] for mail in await bench.mails("globex")] == ["dropped"]
    assert await bench.said("globex") == []


async def test_only_the_newest_attempt_is_sent(bench: MailBench, post: ObedientPost) -> None:
    for attempt in (1, 3, 2):
        await bench.hear(invited("acme", "i-1", attempt), "acme")
    await bench.send_due()
    assert [letter.id for letter in post.taken] == [mail_id("acme", "i-1", 3)]
    assert "acme.i-1-3" in post.taken[0].text


async def test_a_resent_invitation_is_mailed_again(bench: MailBench, post: ObedientPost) -> None:
    await bench.hear(invited("acme", "i-1"), "acme")
    await bench.send_due()
    await bench.hear(invited("acme", "i-1", 2), "acme")
    await bench.send_due()
    assert [letter.id for letter in post.taken] == [mail_id("acme", "i-1", attempt) for attempt in (1, 2)]


async def test_a_withdrawn_invitation_is_not_sent_though_the_news_come_the_wrong_way_round(
    bench: MailBench, post: ObedientPost
) -> None:
    await bench.hear(withdrawn("i-1"), "acme")
    await bench.hear(invited("acme", "i-1"), "acme")
    await bench.hear(invited("acme", "i-2"), "acme")
    await bench.hear(withdrawn("i-2"), "acme")
    await bench.send_due()
    assert post.taken == []
    assert all("sealed_token" not in mail for mail in await bench.mails("acme"))


@pytest.mark.parametrize("seed", range(5))
async def test_everything_twice_and_shuffled_comes_to_the_same(bench: MailBench, post: ObedientPost, seed: int) -> None:
    said: list[tuple[str, str, News]] = []
    for tenant in ("acme", "globex"):
        said += [(tenant, f"{tenant}-a{n}", invited(tenant, f"i-{n}")) for n in range(6)]
        said += [(tenant, f"{tenant}-b{n}", invited(tenant, f"i-{n}", 2)) for n in range(0, 6, 2)]
        said += [(tenant, f"{tenant}-c{n}", withdrawn(f"i-{n}")) for n in range(4, 6)]
    deliveries = said * 2
    random.Random(seed).shuffle(deliveries)
    for tenant, event_id, event in deliveries:
        await bench.hear(event, tenant, event_id)
    await bench.send_due()
    newest = {0: 2, 1: 1, 2: 2, 3: 1}
    wanted = {mail_id(tenant, f"i-{n}", attempt) for tenant in ("acme", "globex") for n, attempt in newest.items()}
    assert {letter.id for letter in post.taken} == wanted
    assert len(post.taken) == len(wanted)


async def test_news_of_another_tenants_portal_are_refused(bench: MailBench) -> None:
    with pytest.raises(ForeignPortal):
        await bench.hear(invited("acme", "i-1"), "globex")
    assert await bench.mails("globex") == []
