"""Verifies the audit trail, some entries at a time."""

from contracts.identity.audit import AuditSlice, ChainBreak, VerifyAudit
from contracts.principal import Principal
from identity.domain.audit import Head, at_the_end, verified
from identity.domain.refusal import NotFound
from identity.ports import Outside


async def verify_audit(outside: Outside, request: VerifyAudit, _who: Principal) -> AuditSlice:
    """Follow the chain from a known entry on; at its end, compare with where it should end. Raises NotFound."""
    before = await outside.audit.head()
    entries = await outside.audit.after(request.n, request.limit)
    if not entries and before.n == 0 and await outside.tenant_book.name() is None:
        raise NotFound
    reached, broken = verified(outside.tenant, Head(request.n, request.hash), entries)
    done = len(entries) < request.limit
    if done and broken is None:
        broken = at_the_end(reached, before, await outside.audit.head())
    return AuditSlice(
        n=reached.n,
        hash=reached.hash,
        entries=max(before.n, reached.n),
        done=done,
        broken=ChainBreak(n=broken.n, why=broken.why) if broken else None,
    )
