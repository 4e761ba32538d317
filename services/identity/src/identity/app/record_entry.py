"""Appends an entry to the tenant's audit trail."""

from contracts.audit import EntryRecorded
from identity.domain.audit import following, timestamp
from identity.ports import Outside


async def record_entry(outside: Outside, event: EntryRecorded) -> None:
    """Append it, in the order in which entries arrive; each keeps its own time.

    What nobody known did to a tenant that nobody made is left out: anybody can try to sign in to a made-up name.
    """
    if event.actor.kind == "anyone" and await outside.tenant_book.name() is None:
        return
    entry = event.model_dump(mode="json", exclude_none=True) | {"at": timestamp(event.at)}
    head = await outside.audit.head()
    await outside.audit.append(head, following(outside.tenant, head, entry))
