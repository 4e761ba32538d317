"""Mails about logins: from the news to the letter, once, in four languages, to nobody where nobody is meant."""

import random
from datetime import UTC, datetime
from typing import Any

import pytest

from chassis.sealing import Sealer
from contracts.identity.passwords import PasswordChanged, PasswordResetRequested
from contracts.identity.staff import StaffInvited
from contracts.message import Event
from notifications.domain.delivery import Never
from notifications.domain.refusal import ForeignPortal
from notifications.domain.texts import LANGUAGES, texts_for
from stack.mail_bench import EDGE, EXPIRES_AT, SEAL_PUBLIC_KEY, MailBench, ObedientPost


def _common(tenant: str, language: str) -> dict[str, Any]:
    return {"tenant_name": f"{tenant.title()} GmbH", "language": language}


def asked(tenant: str, number: str, **changes: Any) -> PasswordResetRequested:
    """News that somebody asked for a link whose token is `<tenant>.<number>`."""
    said = {
        **_common(tenant, "en"), "request_id": number, "holder": "user", "portal": f"{tenant}/customers",
        "portal_name": "Customers", "expires_at": EXPIRES_AT,
        "person": {"email": f"{number}@{tenant}.example", "name": "Ben"},
        "sealed_token": Sealer(SEAL_PUBLIC_KEY).seal(f"{tenant}.{number}"), **changes,
    }  # fmt: skip
    return PasswordResetRequested.model_validate(said)


def changed(tenant: str, number: str, **changes: Any) -> PasswordChanged:
    """News that a password was changed."""
    said = {
        **_common(tenant, "en"), "change_id": number, "holder": "user", "subject_id": "u1", "how": "reset",
        "at": datetime(2026, 11, 22, 9, 5, tzinfo=UTC), "portal": f"{tenant}/customers", "portal_name": "Customers",
        "person": {"email": f"{number}@{tenant}.example", "name": "Ben"}, **changes,
    }  # fmt: skip
    return PasswordChanged.model_validate(said)


def invited(tenant: str, number: str, **changes: Any) -> StaffInvited:
    """News that somebody is invited to the console."""
    said = {
        **_common(tenant, "en"), "request_id": number, "staff_id": "st1", "expires_at": EXPIRES_AT,
        "person": {"email": f"{number}@{tenant}.example", "name": "Bo", "inviter": "Ada Owner"},
        "sealed_token": Sealer(SEAL_PUBLIC_KEY).seal(f"{tenant}.{number}"), **changes,
    }  # fmt: skip
    return StaffInvited.model_validate(said)


async def test_a_reset_mail_leads_to_the_portals_page_and_its_token_is_forgotten(
    bench: MailBench, post: ObedientPost
) -> None:
    await bench.hear(asked("acme", "r1"), "acme", "e1")
    await bench.send_due()

    [letter] = post.taken
    assert (letter.to, letter.subject) == ("r1@acme.example", "Choose a new password for Customers")
    assert f"{EDGE}/p/acme/customers/reset/acme.r1" in letter.text
    assert f'href="{EDGE}/p/acme/customers/reset/acme.r1"' in letter.html
    assert [kind for kind, _ in await bench.said("acme")] == ["notifications.account-mail.sent.v1"]
    rows = await bench.database.raw["account_mails"].find().to_list(10)
    assert [(row["state"], "sealed_token" in row) for row in rows] == [("sent", False)]


async def test_links_of_staff_lead_to_the_console(bench: MailBench, post: ObedientPost) -> None:
    await bench.hear(asked("acme", "r1", holder="staff", portal=None, portal_name=None), "acme", "e1")
    await bench.hear(invited("acme", "i1"), "acme", "e2")
    await bench.send_due()
    texts = sorted(letter.text for letter in post.taken)
    assert any(f"{EDGE}/console/reset/acme.r1" in text and "Acme GmbH console" in text for text in texts)
    assert any(f"{EDGE}/console/activate/acme.i1" in text and "Ada Owner" in text for text in texts)


async def test_nobody_is_mailed_where_nobody_has_the_address(bench: MailBench, post: ObedientPost) -> None:
    await bench.hear(asked("acme", "r1", person=None), "acme", "e1")
    assert await bench.send_due() == []
    assert await bench.database.raw["account_mails"].count_documents({}) == 0


async def test_everything_twice_and_shuffled_is_mailed_once_for_each_tenant(
    bench: MailBench, post: ObedientPost
) -> None:
    news: list[tuple[Event, str, str]] = [
        (make(tenant, f"{make.__name__}{number}"), tenant, f"e-{make.__name__}-{number}")
        for tenant in ("acme", "globex")
        for make in (asked, changed, invited)
        for number in range(3)
    ]
    deliveries = news * 2 + [(event, tenant, f"said again {name}") for event, tenant, name in news]
    random.Random(7).shuffle(deliveries)
    for event, tenant, name in deliveries:
        await bench.hear(event, tenant, name)
        await bench.send_due()
    assert len(post.taken) == len({letter.to for letter in post.taken}) == len(news)


async def test_a_link_that_ran_out_is_not_sent_but_the_notice_is(bench: MailBench, post: ObedientPost) -> None:
    await bench.hear(asked("acme", "r1"), "acme", "e1")
    await bench.hear(changed("acme", "c1"), "acme", "e2")
    bench.wait(days=30)
    outcomes = await bench.send_due()
    assert sorted(outcome.result for outcome in outcomes) == ["expired", "sent"]
    assert [letter.to for letter in post.taken] == ["c1@acme.example"]


async def test_a_refused_mail_is_said_to_be(bench: MailBench, post: ObedientPost) -> None:
    post.answer = Never("smtp-550")
    await bench.hear(changed("acme", "c1"), "acme", "e1")
    await bench.send_due()
    [(kind, data)] = await bench.said("acme")
    assert (kind, data["kind"], data["reason"]) == (
        "notifications.account-mail.refused.v1", "password-changed", "smtp-550",
    )  # fmt: skip


async def test_news_that_name_another_tenants_portal_make_no_mail(bench: MailBench) -> None:
    for event in (asked("acme", "r1", portal="globex/customers"), changed("acme", "c1", portal="globex/customers")):
        with pytest.raises(ForeignPortal):
            await bench.hear(event, "acme", "e1")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_each_says_what_there_is_to_say_in_the_readers_language(
    bench: MailBench, post: ObedientPost, language: str
) -> None:
    texts = texts_for(language)
    for make in (asked, changed, invited):
        await bench.hear(make("acme", make.__name__, language=language), "acme", make.__name__)
    await bench.send_due()
    letters = {letter.to.split("@")[0]: letter for letter in post.taken}
    said = {
        "asked": (texts.reset_how, texts.reset_button, texts.reset_unexpected, texts.say_when(EXPIRES_AT)),
        "changed": (texts.changed_what, texts.say_when(datetime(2026, 11, 22, 9, 5, tzinfo=UTC))),
        "invited": (texts.invitation_new, texts.invitation_button, "Ada Owner", "Acme GmbH"),
    }
    for name, words in said.items():
        for body in (" ".join(letters[name].text.split()), letters[name].html):
            assert all(word in body for word in words)
            assert not set("{}") & set(letters[name].text + letters[name].subject)
        assert letters[name].language == language
    assert "http" not in letters["changed"].text
    assert "<a " not in letters["changed"].html


async def test_a_hostile_name_is_only_ever_shown(bench: MailBench, post: ObedientPost) -> None:
    person = {"email": "a@b.example", "name": "Ben <img src=x>"}
    await bench.hear(asked("acme", "r1", portal_name="<b>P", person=person), "acme", "e1")
    await bench.hear(invited("acme", "i1", tenant_name="A {name} <i>"), "acme", "e2")
    await bench.send_due()
    for letter in post.taken:
        assert "<img" not in letter.html
        assert "<b>P" not in letter.html
        assert "<i>" not in letter.html
        assert len(letter.subject.splitlines()) == 1
