"""The mail catcher keeps what it took, within bounds, and shows strangers' text as text."""

import smtplib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp

from portico_local.mail.message import Mail, caught
from portico_local.mail.pages import linked
from portico_local.mail.store import MailStore
from stack import mails_to

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOSTILE = (
    b"From: x@y.example\r\nSubject: <script>alert(1)</script>\r\nContent-Type: text/html\r\n\r\n<script>bad()</script>"
)


def mail(minute: int = 0, to: str = "ann@parts.example", raw: bytes = b"Subject: Hi\r\n\r\nhello") -> Mail:
    return caught(raw, "bounce@acme.example", [to], NOON + timedelta(minutes=minute))


def test_mails_are_still_there_after_a_restart(tmp_path: Path) -> None:
    MailStore(tmp_path).add(mail())
    assert [kept.text for kept in MailStore(tmp_path).newest_first(None, 10)] == ["hello"]


def test_the_oldest_mails_go_first(tmp_path: Path) -> None:
    store = MailStore(tmp_path, kept=2)
    for minute in range(4):
        store.add(mail(minute))
    assert [kept.received_at[11:16] for kept in store.newest_first(None, 10)] == ["12:03", "12:02"]
    assert len(list(tmp_path.iterdir())) == 2


def test_only_mails_handed_to_an_address_are_found_for_it(tmp_path: Path) -> None:
    store = MailStore(tmp_path)
    store.add(mail(to="Ann@Parts.example"))
    store.add(mail(to="bob@parts.example"))
    assert [kept.recipients for kept in store.newest_first("ann@parts.example", 10)] == [("Ann@Parts.example",)]


def test_a_mail_without_a_sender_shows_the_envelopes(tmp_path: Path) -> None:
    assert mail().as_answer()["from"] == "bounce@acme.example"


def test_bytes_that_are_no_mail_are_kept_all_the_same() -> None:
    assert mail(raw=b"\xff\xfe\x00 nonsense\r\n").text


def test_addresses_in_text_become_links_and_the_rest_is_escaped() -> None:
    assert linked("<b> see https://a.example/x?y=1&z=2.") == (
        '&lt;b&gt; see <a href="https://a.example/x?y=1&amp;z=2" target="_blank" rel="noreferrer">'
        "https://a.example/x?y=1&amp;z=2</a>."
    )


async def test_a_hostile_mail_runs_nothing(smtp_url: str, mail_url: str) -> None:
    address = urlsplit(smtp_url)
    with smtplib.SMTP(address.hostname or "", address.port or 0) as smtp:
        smtp.sendmail("x@y.example", ["hostile@parts.example"], HOSTILE)
    [hostile] = mails_to(mail_url, "hostile@parts.example")
    async with aiohttp.ClientSession(mail_url) as client:
        for page in ("/", f"/mails/{hostile['id']}"):
            async with client.get(page) as answer:
                assert "<script>" not in await answer.text()
                assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
                assert "script-src" not in answer.headers["Content-Security-Policy"]
        async with client.get(f"/mails/{hostile['id']}/body") as framed:
            assert framed.headers["Content-Security-Policy"].startswith("sandbox allow-popups")
            assert "allow-scripts" not in framed.headers["Content-Security-Policy"]
        async with client.get("/mails/none") as answer:
            assert answer.status == 404
        async with client.get("/api/messages?limit=abc") as answer:
            assert answer.status == 422
