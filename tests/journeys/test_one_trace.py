"""One trace from the backoffice's command and from an HTTP request to the mail's header, and nobody in any of it."""

import json
import re
import secrets
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import aio_pika
import aiohttp
import pytest

from contracts.identity.invitations import InvitationCreated
from contracts.portal_config.portals import PortalPublished
from contracts.portal_config.tenancy import ModuleDefined
from contracts.records.intake import RecordChanged
from contracts.topology import EVENTS
from portico_operator.broker_users import BrokerUsers
from stack import mails_to, wait_until, wait_until_async
from stack.backoffice_command import Desk
from stack.otlp_receiver import METRICS, TRACES, Receiver, otlp_receiver
from stack.traced_suite import SERVICES, TENANT, TracedSuite, said_on, traced_suite

TRACE = secrets.token_hex(16)
TRACEPARENT = f"00-{TRACE}-{secrets.token_hex(8)}-01"
NAME, ACCOUNT, RECORD = "Canary Cornelia Quist", "CANARY-ACCOUNT-1", "CANARY-INVOICE-1"
QUEUE = "test.changed"
LABEL = re.compile(r'(\w+)="([^"]*)"')


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with otlp_receiver() as made:
        yield made


@pytest.fixture
async def chain(
    own_vhost: str, mongo_url: str, own_database: str, smtp_url: str, receiver: Receiver
) -> AsyncIterator[TracedSuite]:
    """Services that say whom they serve to nobody but the receiver."""
    async with traced_suite(own_vhost, mongo_url, own_database, smtp_url, receiver) as suite:
        async with await aio_pika.connect(own_vhost) as connection, connection.channel() as channel:
            queue = await channel.declare_queue(QUEUE, durable=True)
            await queue.bind(EVENTS, RecordChanged.NAME)
        await suite.tell("portico://portal-config", ModuleDefined(module="invoices", revision=1, definition=_MODULE))
        await suite.tell("portico://portal-config", PortalPublished(slug="customers", version=1, document=_PORTAL))
        yield suite


_MODULE = {"label": {"en": "Invoices"}, "fields": [{"name": "project", "type": "string", "label": {"en": "Project"}}]}
_PORTAL = {
    "slug": "customers", "name": "Customers", "audience": "customer", "languages": ["en"],
    "defaults": {"language": "en"}, "roles": {}, "modules": [],
}  # fmt: skip


async def _publish(chain: TracedSuite, management_url: str, desk: Desk) -> None:
    """Publish an invoice as the tenant's backoffice does, with its command."""
    user, password = await BrokerUsers(management_url, urlsplit(chain.amqp_url).path.removeprefix("/")).make(TENANT)
    parts = urlsplit(chain.amqp_url)
    own = parts._replace(netloc=f"{user}:{password}@{parts.hostname}:{parts.port}").geturl()
    invoice = {
        "module": "invoices", "record_id": RECORD, "revision": 1, "accounts": [ACCOUNT], "title": NAME,
        "status": "open", "fields": {"project": NAME},
    }  # fmt: skip
    line = json.dumps({"type": "backoffice.record.upserted.v1", "data": invoice})
    (desk.folder / "events.jsonl").write_text(line + "\n")
    run = await desk.run("publish", "events.jsonl", PORTICO_BACKOFFICE_AMQP_URL=own, TRACEPARENT=TRACEPARENT)
    assert run.code == 0, run.err


async def _invite(chain: TracedSuite, api_key: str, email: str) -> None:
    """Invite somebody over HTTP, as soon as the portal is known."""
    asked = {"invitations": [{"portal": "customers", "email": email, "name": NAME, "account_id": ACCOUNT}]}
    headers = {"authorization": f"Bearer {api_key}", "traceparent": TRACEPARENT}
    async with aiohttp.ClientSession(headers=headers) as http:

        async def invited() -> bool:
            async with http.post(f"{chain.edge_url}/backoffice/v1/invitations", json=asked) as answer:
                told = await answer.json()
                return answer.status == 201 and "refused" not in json.dumps(told).lower()

        await wait_until_async(invited, 20)


@pytest.mark.alone
async def test_one_trace_leads_from_the_publishing_command_and_the_request_to_the_mails_header(
    chain: TracedSuite, receiver: Receiver, amqp_management_url: str, mail_url: str, tmp_path: Path
) -> None:
    email = f"canary.{secrets.token_hex(4)}@quist.example"
    owner = await chain.found(f"owner.{email}")
    assert owner.api_key
    await _publish(chain, amqp_management_url, Desk(tmp_path))
    await _invite(chain, owner.api_key, email)
    (mail,) = wait_until(lambda: mails_to(mail_url, email), 30)
    assert mail["headers"]["traceparent"].split("-")[1] == TRACE

    changed: list[str] = []

    async def said() -> bool:
        changed.extend(event.traceparent or "" for event in await said_on(chain.amqp_url, QUEUE))
        return bool(changed)

    await wait_until_async(said, 20)
    assert [one.split("-")[1] for one in changed] == [TRACE]

    pages = {service: await chain.metrics(service) for service in SERVICES}
    await chain.stop()
    _one_unbroken_trace(receiver, mail["headers"]["traceparent"])
    _nobody_in_it(receiver, pages, (email, *email.split("@"), NAME, "Quist", ACCOUNT, RECORD, owner.api_key))
    _labels_are_few(pages)


def _one_unbroken_trace(receiver: Receiver, header: str) -> None:
    """Every step is there, in every service, and each has its parent in the trace."""
    spans = receiver.spans(TRACE)
    steps = {(span.service, span.name) for span in spans}
    created = InvitationCreated.NAME
    assert steps >= {
        ("edge", "POST /backoffice/v1/invitations"),
        ("edge", "identity.create-invitations.v1"),
        ("identity", "identity.create-invitations.v1"),
        ("identity", "transaction"),
        ("identity", "insert outbox"),
        ("identity", "outbox publish"),
        ("notifications", f"notifications.invitations {created}"),
        ("notifications", "insert mails"),
        ("notifications", "notifications mail"),
        ("records", "records intake"),
        ("records", "transaction"),
        ("records", "outbox publish"),
    }, steps
    ids = {span.id for span in spans} | {TRACEPARENT.split("-")[2]}
    assert not [span for span in spans if span.parent not in ids]
    (sending,) = [span for span in spans if span.name == "notifications mail" and span.id in header]
    assert sending.attributes["portico.outcome"] == "sent"
    assert {span.attributes.get("portico.tenant", TENANT) for span in spans} == {TENANT}


def _nobody_in_it(receiver: Receiver, pages: dict[str, str], canaries: tuple[str, ...]) -> None:
    """Neither names nor addresses, ids of what people have, nor keys are in anything that left a service."""
    assert receiver.bodies(TRACES)
    assert receiver.bodies(METRICS)
    left = [body for _, body in receiver.came] + [page.encode() for page in pages.values()]
    assert not [word for word in canaries for body in left if word.encode() in body]
    assert not [body for body in receiver.bodies(METRICS) if TENANT.encode() in body]


def _labels_are_few(pages: dict[str, str]) -> None:
    """What a service measured is on its page, and no label says a tenant or an address."""
    assert (
        'portico_http_duration_seconds_count{method="POST",route="/backoffice/v1/invitations",status="2xx"}'
        in (pages["edge"])
    )
    assert 'portico_mail_turns_total{result="sent"} 1.0' in pages["notifications"]
    assert "portico_outbox_pending 0.0" in pages["identity"]
    assert 'portico_intake_events_total{line="live"} 1.0' in pages["records"]
    ours = [line for page in pages.values() for line in page.splitlines() if line.startswith("portico_")]
    labels = {found for line in ours for found in LABEL.findall(line) if found[0] != "le"}
    assert not [value for _, value in labels if value == TENANT or "@" in value]
