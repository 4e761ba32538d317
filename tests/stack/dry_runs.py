"""Dry runs as records' tests ask for them: drafts, memberships, a run to its end."""

from collections.abc import Mapping
from typing import Any

from chassis.due import DueList, Turn
from contracts.identity.people import MembershipGranted, MembershipRevoked
from contracts.records.jobs import Job, ShowJob, StartDryRun
from records.handlers.jobs import JobDoor
from records.storage.job_desk import LEASE, MongoJobDesk
from records.storage.jobs import WAITING
from stack.records_bench import ENTRY, RecordsBench, invoice, owner, portal_document

OPEN_ONLY = {"field": "status", "op": "eq", "value": "open"}


def entry(**changes: Any) -> dict[str, Any]:
    return {**ENTRY, "filter": OPEN_ONLY, **changes}


def draft(*modules: Mapping[str, Any], **other: Any) -> dict[str, Any]:
    """A portal with these modules, or with invoices; everything is for billing too."""
    listed = [module["module"] for module in modules] or ["invoices"]
    return portal_document(*modules, **{"roles": {"billing": {"modules": listed}}, **other})


async def grant(bench: RecordsBench, tenant: str, name: str, account: str, *roles: str, **other: Any) -> None:
    said = {"membership_id": name, "user_id": "u", "portal": f"{tenant}/customers", "contact_id": None, **other}
    await bench.tell(tenant, MembershipGranted(**said, account_id=account, roles=roles))


def waiting(bench: RecordsBench) -> DueList:
    return DueList(bench.database, LEASE, now=bench.clock, of=WAITING)


async def do(bench: RecordsBench, turn: Turn) -> None:
    def desk(turn: Turn) -> MongoJobDesk:
        return MongoJobDesk(bench.doors.transactor, turn, bench.clock)

    await JobDoor(bench.doors.transactor, bench.build, desk).on_due(turn)


async def do_all(bench: RecordsBench) -> None:
    while (turn := await waiting(bench).take_turn()) is not None:
        await do(bench, turn)


async def start(bench: RecordsBench, tenant: str, document: Mapping[str, Any], slug: str = "customers") -> Job:
    asked = StartDryRun(slug=slug, draft_revision=7, document=dict(document))
    return await bench.doors.call(asked, owner(tenant))


async def show(bench: RecordsBench, tenant: str, job: Job) -> Job:
    return await bench.doors.call(ShowJob(id=job.id), owner(tenant))


async def fill(bench: RecordsBench) -> None:
    """Two tenants with three memberships of two accounts, and invoices that are open and paid."""
    for tenant in ("acme", "globex"):
        await grant(bench, tenant, "m-1", "C-1")
        await grant(bench, tenant, "m-2", "C-1", "billing")
        await grant(bench, tenant, "m-3", "C-2")
        await bench.tell(tenant, _ended(tenant))
        await bench.open(tenant, draft(), 2)
        events = [invoice(tenant, n, status=("open", "paid")[n % 2], accounts=[f"C-{n // 3 + 1}"]) for n in range(6)]
        await bench.publish(tenant, *events)


def _ended(tenant: str) -> MembershipRevoked:
    name = f"{tenant}/customers"
    return MembershipRevoked(membership_id="m-0", user_id="u", portal=name, account_id="C-1", revision=2)
