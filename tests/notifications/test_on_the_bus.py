"""notifications as it runs: its own settings, a real broker, a real database, a real mail server."""

import json
import secrets
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from contracts.notifications import MailSent
from contracts.topology import EVENTS
from notifications.main import make_app
from stack import mails_to, wait_until_async
from stack.bench import Bench, drain, made_bench, running
from stack.mail_bench import EDGE, SEAL_KEY, around, invited


@pytest.fixture
async def bus(
    own_vhost: str, mongo_url: str, own_database: str, smtp_url: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Bench]:
    """A virtual host with notifications on it."""
    async with made_bench(own_vhost, mongo_url, own_database) as bench:
        settings = {
            "VERIFY_KEYS": bench.settings.verify_keys,
            "OPERATOR_VERIFY_KEYS": bench.settings.operator_verify_keys,
            "DATABASE_PREFIX": bench.settings.database_prefix,
            "AMQP_URL": own_vhost,
            "MONGO_URL": mongo_url,
            "SMTP_URL": smtp_url,
            "EDGE_URL": EDGE,
            "SEAL_KEY": SEAL_KEY,
            "MAIL_IDLE": "0.05",
        }
        for name, value in settings.items():
            monkeypatch.setenv(f"PORTICO_{name}", value)
        yield bench


async def test_an_invitation_said_three_times_is_mailed_once_to_each_tenants_own(bus: Bench, mail_url: str) -> None:
    own = secrets.token_hex(4)
    said: list[dict[str, object]] = []
    until = datetime.now(UTC) + timedelta(days=14)
    async with running(make_app()):
        for repeat in range(3):
            for tenant, language in (("acme", "de"), ("globex", "pt")):
                news = invited(tenant, own, language=language, expires_at=until)
                body = around(news, tenant, f"{own}-{repeat // 2}").model_dump_json().encode()
                await bus.publisher.publish(EVENTS, news.NAME, body)

        async def settled() -> bool:
            said.extend(json.loads(message.body) for message in await drain(bus.amqp_url, "portico.unrouted"))
            return len([event for event in said if event["type"] == MailSent.NAME]) >= 2

        await wait_until_async(settled, 30)  # nobody consumes what is said of mails: it ends with the unrouted
    for tenant, greeting in (("acme", "Guten Tag"), ("globex", "Olá")):
        (mail,) = mails_to(mail_url, f"{own}@{tenant}.example")
        assert f"{EDGE}/p/{tenant}/customers/invitations/{tenant}.{own}-1" in mail["text"]
        assert mail["text"].startswith(greeting)
    assert {event["tenantid"] for event in said} == {"acme", "globex"}
    assert await drain(bus.amqp_url, "dead.notifications.invitations") == []
