"""Whether every entry of the audit trail that the services have said has arrived there."""

from collections.abc import Sequence
from typing import Any

from motor.motor_asyncio import AsyncIOMotorClient

from contracts.audit import EntryRecorded


async def trails_are_complete(
    client: AsyncIOMotorClient[dict[str, Any]], databases: Sequence[str], tenants: Sequence[str]
) -> bool:
    """Compare what waits or waited in outboxes with what stands in the trails of these tenants."""
    mine = {"tenant": {"$in": list(tenants)}}
    steps: list[dict[str, Any]] = [
        {"$match": mine},
        {"$unwind": "$messages"},
        {"$match": {"messages.type": EntryRecorded.NAME}},
        {"$count": "n"},
    ]
    said = [row["n"] for name in databases for row in await client[name]["outbox"].aggregate(steps).to_list(1)]
    kept = [await client[name]["audit"].count_documents(mine) for name in databases]
    return bool(sum(said) == sum(kept))
