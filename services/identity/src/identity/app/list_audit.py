"""Lists the audit trail, newest first."""

import json

from contracts.identity.audit import AuditEntry, AuditPage, ListAudit
from contracts.principal import Principal
from identity.domain.audit import ChainedEntry, timestamp
from identity.domain.audit_query import AuditQuery, Position
from identity.ports import Outside

EXAMINED = 1_000
"""Where more is asked for than one index knows, so many entries are looked at for one page."""


async def list_audit(outside: Outside, request: ListAudit, _who: Principal) -> AuditPage:
    """Give a page. Where several things are asked for at once it may be short, and the cursor goes on from there."""
    query = AuditQuery(
        actor=request.actor,
        action=request.action,
        subject=request.subject,
        since=timestamp(request.since) if request.since else None,
        until=timestamp(request.until) if request.until else None,
    )
    name = "audit/" + json.dumps([query.actor, query.action, query.subject, query.since, query.until])
    before = None
    if request.cursor is not None:
        at, n = outside.cursors.open(request.cursor, name)
        before = Position(at, int(n))
    examined = EXAMINED if query.crossed else request.limit + 1
    found = await outside.audit.newest(query, before, examined)
    matching = [entry for entry in found if query.matches(entry)]
    page = matching[: request.limit]
    last = page[-1] if len(matching) > len(page) else found[-1] if len(found) == examined else None
    following = outside.cursors.seal([str(last.entry["at"]), str(last.n)], name) if last else None
    return AuditPage(items=tuple(_shown(entry) for entry in page), next_cursor=following)


def _shown(found: ChainedEntry) -> AuditEntry:
    return AuditEntry.model_validate({**found.entry, "n": found.n, "hash": found.hash})
