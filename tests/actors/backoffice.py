"""A tenant's backoffice: publishes CloudEvents over AMQP as the tenant's own user, with confirms."""

import json
import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import aio_pika
from aio_pika.abc import AbstractChannel

Event = dict[str, Any]


def record_event(tenant: str, record_id: str, revision: int, **data: object) -> Event:
    """One `backoffice.record.upserted.v1` of an open invoice; `data` says what else, or otherwise."""
    body: dict[str, Any] = {
        "module": "invoices",
        "record_id": record_id,
        "revision": revision,
        "accounts": ["C-1001"],
        "title": f"Invoice {record_id} r{revision}",
        "status": "open",
        "issued_on": "2026-11-01",
        "due_on": "2026-12-01",
        "currency": "EUR",
        "total": "121.00",
        "balance": "121.00",
        "fields": {"project": "Roof", "internal_note": "customer pays late"},
        **data,
    }
    return event(tenant, "backoffice.record.upserted.v1", body)


def event(tenant: str, kind: str, data: Mapping[str, Any], **envelope: object) -> Event:
    """A CloudEvent of the tenant's backoffice."""
    return {
        "specversion": "1.0",
        "id": secrets.token_hex(8),
        "source": f"erp://{tenant}/main",
        "type": kind,
        "tenantid": tenant,
        "time": "2026-11-22T10:00:00Z",
        "datacontenttype": "application/json",
        "data": dict(data),
        **envelope,
    }


class Backoffice:
    """Publishes on a channel with confirms."""

    def __init__(self, tenant: str, channel: AbstractChannel) -> None:
        self.tenant, self.channel = tenant, channel

    async def publish(self, *events: Event, key: str | None = None, headers: Mapping[str, Any] | None = None) -> None:
        """Publish each event by itself."""
        for one in events:
            await self.send(json.dumps(one).encode(), key or f"{self.tenant}.{one['type']}", headers=headers)

    async def publish_batch(self, events: Sequence[Event], key: str | None = None) -> None:
        """Publish them as one message."""
        name = key or f"{self.tenant}.{events[0]['type']}"
        await self.send(json.dumps(list(events)).encode(), name, content_type="application/cloudevents-batch+json")

    async def send(
        self,
        body: bytes,
        key: str,
        *,
        content_type: str = "application/cloudevents+json",
        headers: Mapping[str, Any] | None = None,
    ) -> None:
        """Publish bytes; raises when the broker does not confirm."""
        exchange = await self.channel.get_exchange("backoffice.in", ensure=False)
        persistent = aio_pika.DeliveryMode.PERSISTENT
        message = aio_pika.Message(
            body, content_type=content_type, delivery_mode=persistent, headers=dict(headers or {})
        )
        await exchange.publish(message, key, mandatory=True, timeout=10)


@asynccontextmanager
async def backoffice_of(tenant: str, amqp_url: str) -> AsyncIterator[Backoffice]:
    """A connected backoffice."""
    async with await aio_pika.connect(amqp_url) as connection:
        yield Backoffice(tenant, await connection.channel(publisher_confirms=True, on_return_raises=True))
