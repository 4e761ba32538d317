"""Outgoing events, written in the transaction of the state they tell of: one row a transaction."""

from datetime import UTC, datetime
from typing import Any, Final

from chassis.ids import new_event_id
from chassis.mongo import Database, Document, Index
from chassis.tracing import current, going_on
from contracts.envelope import CloudEvent
from contracts.message import Event
from contracts.topology import BACKOFFICE_OUT, BROADCAST, EVENTS

COLLECTION: Final = "outbox"
KEPT_SECONDS: Final = 7 * 24 * 3600
"""Published rows are kept this long, to be published again after a broker's loss."""
MAX_MESSAGES: Final = 2_000
MAX_BYTES: Final = 12_000_000
MAX_COUNTED: Final = 10_000
"""A backlog is counted no further than this."""
INDEXES: Final = (
    Index(COLLECTION, (("pending", 1), ("_id", 1)), partial={"pending": True}),
    Index(COLLECTION, (("published_at", 1),), expire_after=KEPT_SECONDS),
)


class OutboxOverflowError(Exception):
    """One transaction wants to say more than a row takes: split the work."""


class Outgoing:
    """What one transaction is going to say."""

    def __init__(self, service: str, tenant: str) -> None:
        self._source, self._tenant = f"portico://{service}", tenant
        self._messages: list[Document] = []
        self._bytes = 0

    def add(self, event: Event, subject: str | None, trace: str = "") -> None:
        """Add an event for every exchange that it reaches. Raises OutboxOverflowError."""
        name = event.NAME
        # Built without validating it again: its data is a message, which was. Readers validate it all the same.
        cloud = CloudEvent.model_construct(
            id=new_event_id(),
            source=self._source,
            type=name,
            subject=subject,
            time=datetime.now(UTC),
            tenantid=self._tenant,
            traceparent=going_on(trace) or None,
            data=event.model_dump(mode="json"),
        )
        body = cloud.model_dump_json(exclude_none=True).encode()
        places = [(EVENTS, name)]
        if event.BROADCAST:
            places.append((BROADCAST, name))
        if event.PUBLIC:
            places.append((BACKOFFICE_OUT, f"{self._tenant}.{name}"))
        for exchange, key in places:
            self._messages.append({"exchange": exchange, "key": key, "id": cloud.id, "type": name, "body": body})
            self._bytes += len(body)
        if len(self._messages) > MAX_MESSAGES or self._bytes > MAX_BYTES:
            raise OutboxOverflowError(f"{len(self._messages)} messages, {self._bytes} bytes")

    def row(self) -> dict[str, Any] | None:
        """Give the row to store, or None when there is nothing to say."""
        if not self._messages:
            return None
        return {
            "_id": new_event_id(),
            "tenant": self._tenant,
            "messages": self._messages,
            "created_at": datetime.now(UTC),
            "pending": True,
            "traceparent": current(),
        }


async def count_pending(database: Database) -> float:
    """Count the rows that wait to be published, up to MAX_COUNTED."""
    return float(await database.raw[COLLECTION].count_documents({"pending": True}, limit=MAX_COUNTED))


async def oldest_pending(database: Database) -> float:
    """Give the age of the oldest row that waits to be published, in seconds; 0 where none does."""
    oldest = await database.raw[COLLECTION].find_one({"pending": True}, {"created_at": 1}, sort=[("_id", 1)])
    return (datetime.now(UTC) - oldest["created_at"]).total_seconds() if oldest else 0.0
