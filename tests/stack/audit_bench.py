"""The audit trail of identity's bench: entries brought to its door, looked at by staff and by the operator."""

import contextlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from chassis.inbox import AlreadyHandledError, remember
from chassis.work import Work
from contracts.audit import Actor, EntryRecorded, Subject
from contracts.envelope import CloudEvent
from contracts.identity.audit import AuditEntry, AuditSlice, ListAudit, VerifyAudit
from contracts.identity.sessions import StaffSignedIn
from identity.handlers import audit
from stack.identity_bench import OPERATOR, IdentityBench

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def entry(number: int, **other: Any) -> EntryRecorded:
    """Ada revokes a key."""
    told = {
        "at": NOON + timedelta(seconds=number),
        "action": "identity.revoke-api-key",
        "outcome": "done",
        "actor": Actor(kind="staff", id="st-ada"),
        "subjects": (Subject(kind="api-key", id=f"k-{number}"),),
        "details": {"number": number},
    }
    return EntryRecorded.model_validate({**told, **other})


def delivery(tenant: str, event: EntryRecorded) -> bytes:
    """An entry as it comes over the bus."""
    cloud = CloudEvent(
        id=secrets.token_hex(8),
        source="portico://testing",
        type=event.NAME,
        tenantid=tenant,
        data=event.model_dump(mode="json"),
    )
    return cloud.model_dump_json().encode()


async def deliver(bench: IdentityBench, *bodies: bytes) -> None:
    """Bring these to the queue's door, each as often as it is named, as the consumer would."""
    for body in bodies:
        with contextlib.suppress(AlreadyHandledError):
            await _bring(bench, CloudEvent.model_validate_json(body))


async def _bring(bench: IdentityBench, cloud: CloudEvent) -> None:
    kind, handler = audit.events.handlers[cloud.type]

    async def effect(work: Work) -> None:
        await remember(work, audit.events.queue, cloud)
        await handler(kind.model_validate(cloud.data), bench.build(work))

    await bench.transactor.run(cloud.tenantid, effect)


async def verify(bench: IdentityBench, tenant: str, limit: int = 2_000, **other: Any) -> AuditSlice:
    """One look of the operator's."""
    return await bench.call(VerifyAudit(tenant=tenant, limit=limit, **other), OPERATOR)


async def take_in(bench: IdentityBench, tenant: str) -> None:
    """Bring identity's own entries of a tenant to its own trail."""
    for event in await bench.said(tenant, EntryRecorded):
        await deliver(bench, delivery(tenant, event))


async def listed(bench: IdentityBench, staff: StaffSignedIn, **query: Any) -> list[AuditEntry]:
    """All that a query finds, page by page."""
    found: list[AuditEntry] = []
    cursor = None
    while True:
        page = await bench.call(ListAudit(**query, cursor=cursor), staff.access_token)
        found += page.items
        cursor = page.next_cursor
        if cursor is None:
            return found
