"""Doors of the audit trail: what every service says goes in, staff read it, the operator verifies it."""

from chassis.call_router import CallRouter
from chassis.event_router import EventRouter
from contracts.audit import EntryRecorded
from contracts.identity.audit import AuditPage, AuditSlice, ListAudit, VerifyAudit
from contracts.principal import Principal
from identity.app.use_cases import UseCases

router: CallRouter[UseCases] = CallRouter()
events: EventRouter[UseCases] = EventRouter("identity.audit")


@events.on(EntryRecorded)
async def on_entry_recorded(event: EntryRecorded, use: UseCases) -> None:
    """Append it."""
    await use.trail.record(event)


@router.call(ListAudit)
async def on_list_audit(request: ListAudit, who: Principal, use: UseCases) -> AuditPage:
    """List who did what, newest first: by actor, action, subject and time."""
    return await use.trail.list(request, who)


@router.call(VerifyAudit, tenant=lambda request: request.tenant)
async def on_verify_audit(request: VerifyAudit, who: Principal, use: UseCases) -> AuditSlice:
    """Verify that entries are what was written, in their order, from a known one on."""
    return await use.trail.verify(request, who)
