"""The mail server's side: headers as they should be, answers sorted by what they mean, on real SMTP."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email.headerregistry import Address
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP

from notifications.domain.delivery import Never, NotNow
from notifications.domain.letter import Letter
from notifications.gateways.smtp import SmtpPost
from stack import mails_to, wait_for_mails
from stack.mail_bench import invited, made_mail_bench

SENDER = Address("Portico", "no-reply", "portico.example")
LETTER = Letter(
    "mail-1", "ben@kunde.example", "de", "Grüße 👋", "Hallo\n", "<p>Hallo</p>", datetime(2026, 11, 22, 12, tzinfo=UTC)
)


class Scripted:
    """An SMTP server that answers as the test says: `{"MAIL": "550 no", "RCPT": …, "DATA": …}`."""

    def __init__(self, answers: dict[str, str]) -> None:
        self.answers = answers
        self.taken: list[bytes] = []

    async def handle_MAIL(  # noqa: N802  aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        envelope.mail_from = address
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.answers.get("RCPT", "250 OK")

    async def handle_DATA(  # noqa: N802  aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Any
    ) -> str:
        self.taken.append(envelope.content)
        return self.answers.get("DATA", "250 OK")


@asynccontextmanager
async def listening(make: Callable[[], asyncio.BaseProtocol]) -> AsyncIterator[str]:
    """The address of a server of this protocol."""
    server = await asyncio.get_running_loop().create_server(make, "127.0.0.1", 0)
    try:
        yield f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


async def _answer(answers: dict[str, str], letter: Letter = LETTER, *, utf8: bool = True) -> str:
    """What a delivery comes to with a server that answers like this."""
    scripted = Scripted(answers)
    async with listening(lambda: SMTP(scripted, enable_SMTPUTF8=utf8, hostname="test")) as url:
        try:
            await SmtpPost(url, SENDER, 5).deliver(letter)
        except (NotNow, Never) as error:
            return f"{type(error).__name__} {error.reason}"
    return "taken"


async def test_a_letter_arrives_as_it_was_written(smtp_url: str, mail_url: str) -> None:
    to = f"{secrets.token_hex(4)}@kunde.example"
    await SmtpPost(smtp_url, SENDER, 10).deliver(replace(LETTER, to=to))
    (mail,) = wait_for_mails(mail_url, to)
    assert (mail["subject"], mail["text"].strip(), mail["html"].strip()) == ("Grüße 👋", "Hallo", "<p>Hallo</p>")
    assert mail["from"] == "no-reply@portico.example"
    headers = mail["headers"]
    assert headers["Message-ID"] == "<mail-1@portico.example>"
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["Content-Language"] == "de"
    assert headers["Date"] == "Sun, 22 Nov 2026 12:00:00 +0000"
    assert headers["From"] == "Portico <no-reply@portico.example>"
    assert headers["To"] == to


@pytest.mark.parametrize(
    ("answers", "meaning"),
    [
        ({}, "taken"),
        ({"RCPT": "550 5.1.1 nobody here"}, "Never smtp-550"),
        ({"DATA": "554 5.7.1 no thanks"}, "Never smtp-554"),
        ({"RCPT": "450 4.2.1 later"}, "NotNow smtp-450"),
        ({"DATA": "452 4.3.1 full"}, "NotNow smtp-452"),
        ({"RCPT": "421 closing"}, "NotNow smtp-421"),
        ({"MAIL": "550 who are you"}, "NotNow smtp-550"),
    ],
)
async def test_only_what_is_said_of_the_mail_itself_is_for_good(answers: dict[str, str], meaning: str) -> None:
    assert await _answer(answers) == meaning


async def test_a_server_that_is_not_there_or_never_answers_may_be_back_later() -> None:
    with pytest.raises(NotNow):
        await SmtpPost("smtp://127.0.0.1:1", SENDER, 5).deliver(LETTER)
    async with listening(asyncio.Protocol) as url:
        with pytest.raises(NotNow):
            await SmtpPost(url, SENDER, 0.2).deliver(LETTER)


async def test_a_password_never_crosses_in_the_clear() -> None:
    scripted = Scripted({})
    async with listening(lambda: SMTP(scripted, hostname="test")) as url:
        post = SmtpPost(url.replace("smtp://", "smtp://user:secret@"), SENDER, 5)
        with pytest.raises(NotNow):
            await post.deliver(LETTER)
    assert scripted.taken == []


async def test_an_address_beyond_ascii_goes_where_the_server_can_take_it() -> None:
    with_umlauts = replace(LETTER, to="jörg@müller.example")
    assert await _answer({}, with_umlauts) == "taken"
    assert await _answer({}, with_umlauts, utf8=False) == "Never smtp-address-unsupported"
    assert await _answer({}, replace(LETTER, to="joerg@müller.example"), utf8=False) == "taken"


@pytest.mark.parametrize(
    "to", ["a..b@kunde.example", "o'brien+x@kunde.example", "=?x?=@kunde.example", "%s{0}@a.example"]
)
async def test_odd_addresses_are_taken_as_they_are(to: str, smtp_url: str, mail_url: str) -> None:
    await SmtpPost(smtp_url, SENDER, 10).deliver(replace(LETTER, to=to))
    assert len(mails_to(mail_url, to)) >= 1


async def test_hostile_names_put_nothing_into_the_headers(
    smtp_url: str, mail_url: str, mongo_url: str, own_database: str
) -> None:
    evil = "Ben\u2028Bcc: x@evil.example\u0085 =?utf-8?q?Bcc:?= <script> 👩‍👩‍👧 \u202e\u05d9\u05d5"
    to = f"{secrets.token_hex(4)}@kunde.example"
    async with made_mail_bench(mongo_url, own_database, SmtpPost(smtp_url, SENDER, 10)) as bench:
        await bench.hear(invited("acme", "i-1", email=to, name=evil, inviter=evil, portal_name=evil), "acme")
        assert [outcome.result for outcome in await bench.send_due()] == ["sent"]
    (mail,) = wait_for_mails(mail_url, to)
    assert mail["to"] == [to]
    assert "bcc" not in {name.lower() for name in mail["headers"]}
    assert "<script>" not in mail["html"]
    assert "👩‍👩‍👧" in mail["subject"]


async def test_a_server_that_was_down_gets_everything_once_it_is_up(mongo_url: str, own_database: str) -> None:
    scripted = Scripted({})
    async with listening(lambda: SMTP(scripted, enable_SMTPUTF8=True, hostname="test")) as url:
        pass  # and down again: only its address is left
    host, port = url.removeprefix("smtp://").split(":")
    async with made_mail_bench(mongo_url, own_database, SmtpPost(url, SENDER, 5)) as bench:
        for tenant in ("acme", "globex"):
            for number in range(5):
                await bench.hear(invited(tenant, f"i-{number}"), tenant)
        assert {outcome.result for outcome in await bench.send_due()} == {"postponed"}
        make = lambda: SMTP(scripted, enable_SMTPUTF8=True, hostname="test")  # noqa: E731
        server = await asyncio.get_running_loop().create_server(make, host, int(port))
        bench.wait(seconds=5)
        assert [outcome.result for outcome in await bench.send_due()] == ["sent"] * 10
        server.close()
    assert len(scripted.taken) == 10
