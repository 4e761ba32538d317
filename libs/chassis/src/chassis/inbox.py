"""Events that were handled already: one row each, in the transaction of the effect."""

from datetime import UTC, datetime
from typing import Final

from pymongo.errors import DuplicateKeyError

from chassis.mongo import Index
from chassis.work import Work
from contracts.envelope import CloudEvent

COLLECTION: Final = "inbox"
KEPT_SECONDS: Final = 30 * 24 * 3600
"""Longer than any replay of dead letters or of the outbox."""
INDEXES: Final = (Index(COLLECTION, (("at", 1),), expire_after=KEPT_SECONDS),)


class AlreadyHandledError(Exception):
    """This consumer has had this event: nothing is left to do."""

    expected = True


async def remember(work: Work, consumer: str, event: CloudEvent) -> None:
    """Note that this consumer handles this event now; ids are unique per source only. Raises AlreadyHandledError."""
    key = {"tenant": work.tenant, "consumer": consumer, "source": event.source, "id": event.id}
    try:
        await work.collection(COLLECTION).insert({"_id": key, "at": datetime.now(UTC)})
    except DuplicateKeyError as error:
        raise AlreadyHandledError from error
