"""From waiting mails to what went out: leases, patience, and an end for each."""

import asyncio
from datetime import timedelta

import pytest

from chassis.sealing import Opener, new_seal_keys
from notifications.domain.delivery import Never, NotNow, pause_after
from notifications.domain.letter import Letter
from notifications.domain.mail import mail_id
from stack.mail_bench import EXPIRES_AT, MailBench, ObedientPost, invited, withdrawn


async def test_a_sent_mail_is_said_and_its_token_forgotten(bench: MailBench) -> None:
    await bench.hear(invited("acme", "i-1"), "acme")
    assert [outcome.result for outcome in await bench.send_due()] == ["sent"]
    mail = mail_id("acme", "i-1", 1)
    said = {"mail_id": mail, "kind": "invitation", "subject_id": "i-1"}
    assert await bench.said("acme") == [("notifications.mail.sent.v1", said)]
    (kept,) = await bench.mails("acme")
    assert kept["state"] == "sent"
    assert "sealed_token" not in kept
    assert await bench.database.raw["due"].count_documents({}) == 0


async def test_a_server_that_is_away_costs_patience_and_no_mail(bench: MailBench, post: ObedientPost) -> None:
    post.answer = NotNow("ConnectionRefusedError")
    for number in range(3):
        await bench.hear(invited("acme", f"i-{number}"), "acme")
    for _ in range(20):
        assert {outcome.result for outcome in await bench.send_due()} <= {"postponed"}
        bench.wait(minutes=10)
    post.answer = None
    await bench.send_due()
    assert len(post.taken) == 3
    assert len(await bench.said("acme")) == 3


async def test_the_pauses_grow_from_five_seconds_to_ten_minutes(bench: MailBench, post: ObedientPost) -> None:
    assert [pause_after(tries).total_seconds() for tries in range(1, 10)] == [5, 10, 20, 40, 80, 160, 320, 600, 600]
    assert pause_after(1_000_000) == timedelta(minutes=10)
    post.answer = NotNow("smtp-451")
    await bench.hear(invited("acme", "i-1"), "acme")
    assert len(await bench.send_due()) == 1
    bench.wait(seconds=4.9)
    assert await bench.send_due() == []
    bench.wait(seconds=0.1)
    assert [outcome.reason for outcome in await bench.send_due()] == ["smtp-451"]


async def test_what_is_refused_for_good_ends_and_is_said(bench: MailBench, post: ObedientPost) -> None:
    post.answer = Never("smtp-550")
    await bench.hear(invited("acme", "i-1"), "acme")
    assert [outcome.result for outcome in await bench.send_due()] == ["failed"]
    ((kind, said),) = await bench.said("acme")
    assert (kind, said["reason"]) == ("notifications.mail.failed.v1", "smtp-550")
    (kept,) = await bench.mails("acme")
    assert kept["state"] == "failed"
    assert "sealed_token" not in kept
    bench.wait(days=1)
    assert await bench.send_due() == []


async def test_a_mail_whose_link_has_expired_is_not_sent(bench: MailBench, post: ObedientPost) -> None:
    post.answer = NotNow("smtp-421")
    await bench.hear(invited("acme", "i-1"), "acme")
    await bench.send_due()
    post.answer = None
    bench.now = EXPIRES_AT
    assert [outcome.result for outcome in await bench.send_due()] == ["expired"]
    assert post.taken == []
    assert [said["reason"] for _, said in await bench.said("acme")] == ["expired"]


async def test_a_claimed_mail_is_nobody_elses_until_its_lease_is_over(bench: MailBench, post: ObedientPost) -> None:
    await bench.hear(invited("acme", "i-1"), "acme")
    assert await bench.turns.take_turn() is not None  # and its replica dies
    bench.wait(seconds=24)
    assert await bench.send_due() == []
    bench.wait(seconds=1)
    assert [outcome.result for outcome in await bench.send_due()] == ["sent"]
    assert len(post.taken) == 1


async def test_a_mail_that_went_out_before_its_sender_died_goes_out_again_with_the_same_id(
    bench: MailBench, post: ObedientPost
) -> None:
    class Killed(BaseException):
        """As by `kill -9`."""

    class DyingPost(ObedientPost):
        async def deliver(self, letter: Letter) -> None:
            await post.deliver(letter)
            raise Killed

    await bench.hear(invited("acme", "i-1"), "acme")
    bench.post = DyingPost()
    with pytest.raises(Killed):
        await bench.send_due()
    bench.post = post
    bench.wait(seconds=25)
    await bench.send_due()
    assert len({letter.id for letter in post.taken}) == 1
    assert len(post.taken) == 2
    assert len(await bench.said("acme")) == 1


async def test_ten_senders_at_once_send_each_mail_once(bench: MailBench, post: ObedientPost) -> None:
    for tenant in ("acme", "globex"):
        for number in range(20):
            await bench.hear(invited(tenant, f"i-{number}"), tenant)
    await asyncio.gather(*(bench.send_due() for _ in range(10)))
    assert len(post.taken) == len({letter.id for letter in post.taken}) == 40
    assert len(await bench.said("acme")) == len(await bench.said("globex")) == 20


async def test_a_mail_that_was_withdrawn_while_it_waited_is_not_tried_again(
    bench: MailBench, post: ObedientPost
) -> None:
    post.answer = NotNow("smtp-450")
    await bench.hear(invited("acme", "i-1"), "acme")
    await bench.send_due()
    await bench.hear(withdrawn("i-1"), "acme")
    post.answer = None
    bench.wait(hours=1)
    assert [outcome.result for outcome in await bench.send_due()] == ["gone"]
    assert post.taken == []
    assert await bench.database.raw["due"].count_documents({}) == 0


async def test_a_mail_that_was_withdrawn_while_it_went_out_is_kept_as_sent(bench: MailBench) -> None:
    class SlowPost(ObedientPost):
        async def deliver(self, letter: Letter) -> None:
            await bench.hear(withdrawn("i-1"), "acme")

    bench.post = SlowPost()
    await bench.hear(invited("acme", "i-1"), "acme")
    await bench.send_due()
    (kept,) = await bench.mails("acme")
    assert kept["state"] == "sent"
    assert len(await bench.said("acme")) == 1


async def test_with_the_wrong_key_mails_wait_until_it_is_the_right_one(bench: MailBench, post: ObedientPost) -> None:
    right, bench.opens = bench.opens, Opener(new_seal_keys()[0]).open
    await bench.hear(invited("acme", "i-1"), "acme")
    assert [outcome.reason for outcome in await bench.send_due()] == ["token-unreadable"]
    bench.opens = right
    bench.wait(seconds=5)
    assert [outcome.result for outcome in await bench.send_due()] == ["sent"]
    assert len(post.taken) == 1
