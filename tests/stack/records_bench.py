"""Records without a broker: its doors and its intake on a real database, and everything that it says."""

import json
import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from actors import record_event
from actors.backoffice import Event as Sent
from actors.backoffice import event
from chassis.due import DueList
from chassis.keys import write_bytes
from chassis.logs import configure_logs
from chassis.mongo import Database, Document
from chassis.work import Work
from contracts.envelope import BATCH_CONTENT_TYPE, CONTENT_TYPE
from contracts.message import Event, Who
from contracts.portal_config.portals import PortalPublished
from contracts.portal_config.tenancy import ModuleDefined
from contracts.principal import Principal
from contracts.records.intake import ListQuarantine, QuarantinedEvent
from contracts.records.viewing import ListRecords
from contracts.topology import shard_queue
from records.app.context import Context
from records.gateways import clock
from records.gateways.patience import Patience
from records.handlers import accounts, explaining, jobs, memberships, previewing, quarantine, rules, sources, viewing
from records.handlers.chores import ChoreDoor
from records.handlers.intake import IntakeDoor
from records.handlers.turns import TurnDoor
from records.main import INDEXES, TURN_LEASE, Parts
from records.ports import Delivery
from records.storage import chores
from records.storage.passing import may_pass
from records.storage.sources import MongoSources
from stack.doors import Doors, made_doors

LIVE = shard_queue(0)
TENANTS = ("acme", "globex")
KEPT: dict[str, Any] = {"usual_silence": timedelta(hours=1), "most_exported": 2_000}
HEARD = (rules.policies, rules.modules, memberships.memberships)
MODULE: dict[str, Any] = {
    "label": {"en": "Things"},
    "fields": [
        {"name": "project", "type": "string", "label": {"en": "Project"}},
        {"name": "hours", "type": "number", "label": {"en": "Hours"}},
        {"name": "price", "type": "money", "label": {"en": "Price"}},
        {"name": "day", "type": "date", "label": {"en": "Day"}},
        {"name": "at", "type": "datetime", "label": {"en": "At"}},
        {"name": "urgent", "type": "boolean", "label": {"en": "Urgent"}},
        {"name": "kind", "type": "choice", "label": {"en": "Kind"}},
        {"name": "story", "type": "text", "label": {"en": "Story"}},
    ],
}
READABLE = ("title", "status", "issued_on", "due_on", "currency", "total", "fields.project", "fields.hours")
ENTRY: dict[str, Any] = {
    "module": "invoices",
    "scope": "account",
    "actions": ["view"],
    "fields": dict.fromkeys(READABLE, "read"),
}


def portal_document(*modules: Mapping[str, Any], **other: object) -> dict[str, Any]:
    """A portal with these modules, or with invoices as every account sees its own."""
    return {
        "slug": "customers",
        "name": "Customers",
        "audience": "customer",
        "languages": ["en"],
        "modules": [dict(module) for module in modules or (ENTRY,)],
        **other,
    }


def user(tenant: str, account: str = "C-1001", **more: Any) -> Principal:
    """A customer of the tenant's portal."""
    claims = {"membership": f"m-{account}", "portal": f"{tenant}/customers", "session": "s", **more}
    return Principal(Who.USER, tenant=tenant, subject="u", account=account, **claims)


def owner(tenant: str) -> Principal:
    """The tenant's owner."""
    return Principal(Who.STAFF, tenant=tenant, subject="ada", session="s", roles=frozenset({"owner"}))


@dataclass
class MovableClock:
    """The wall clock and what was added to it."""

    ahead: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        return clock.now() + self.ahead


@dataclass
class RecordsBench:
    """Records' doors, its intake and its work beside, for one replica."""

    database: Database
    doors: Doors
    cursor_key: str
    parts: Parts
    clock: MovableClock
    intake: IntakeDoor
    beside: ChoreDoor
    due: DueList
    turns: TurnDoor

    async def begin(self) -> None:
        """Nothing but two tenants that have the same module and the same portal, and nothing remembered."""
        for name in await self.database.raw.list_collection_names():
            await self.database.raw[name].delete_many({})
        self.parts = self.replica()
        self.clock.ahead = timedelta()
        self.intake.set_aside_for.clear()
        for tenant in TENANTS:
            await self.define(tenant, "invoices")
            await self.open(tenant, portal_document())
        await self.database.raw[chores.COLLECTION].delete_many({})
        await self.database.raw["outbox"].delete_many({})

    def replica(self) -> Parts:
        """What a replica has that has only just started."""
        return Parts(self.database, self.doors.transactor, self.cursor_key, **KEPT)

    def build(self, work: Work) -> Context:
        return replace(self.parts.build(work), now=self.clock)

    async def deliver(self, *messages: Delivery, queue: str = LIVE) -> None:
        """Deliver messages as one batch of a line."""
        await self.intake.take(queue, messages)

    async def publish(self, tenant: str, *events: Sent, queue: str = LIVE) -> None:
        """Deliver events, each as its own message, under this tenant's routing key."""
        await self.deliver(*(message(tenant, one) for one in events), queue=queue)

    async def tell(self, tenant: str, said: Event) -> None:
        """Deliver an event of another service once."""
        (handler,) = (router.handlers[said.NAME][1] for router in HEARD if said.NAME in router.handlers)
        await self.doors.transactor.run(tenant, lambda work: handler(said, self.build(work)))
        await self.parts.policies.compare()

    async def define(self, tenant: str, module: str, revision: int = 1, **definition: object) -> None:
        """Define a module."""
        await self.tell(tenant, ModuleDefined(module=module, revision=revision, definition={**MODULE, **definition}))

    async def open(self, tenant: str, document: Mapping[str, Any], version: int = 1) -> None:
        """Publish a portal's version."""
        await self.tell(tenant, PortalPublished(slug=document["slug"], version=version, document=dict(document)))

    async def work_beside(self) -> None:
        """Do every chore that is due."""
        while await self.beside.next():
            pass

    async def take_turns(self) -> int:
        """Do what is due; tells how many turns that took."""
        taken = 0
        while (turn := await self.due.take_turn()) is not None:
            await self.turns.take(turn)
            taken += 1
        return taken

    async def rows(self, tenant: str, collection: str = "records") -> dict[str, Document]:
        """What is stored for a tenant, by record or account id."""
        found = await self.database.raw[collection].find({"tenant": tenant}).to_list(length=10_000)
        return {row.get("record_id") or row.get("account") or row["_id"]: row for row in found}

    async def quarantined(self, tenant: str) -> list[QuarantinedEvent]:
        """What staff see in quarantine."""
        found = await self.doors.call(ListQuarantine(limit=100), owner(tenant))
        return list(found.items)

    async def codes(self, tenant: str) -> list[str]:
        """The reasons in a tenant's quarantine."""
        return sorted(one.code for one in await self.quarantined(tenant))

    async def seen(self, who: Principal, module: str = "invoices", **asked: Any) -> list[dict[str, Any]]:
        """All records that a customer sees in a module, page by page."""
        found: list[dict[str, Any]] = []
        cursor = None
        while True:
            page = await self.doors.call(ListRecords(module=module, cursor=cursor, **asked), who)
            found += page.items
            if page.next_cursor is None:
                return found
            cursor = page.next_cursor


def message(tenant: str, body: Sent | Sequence[Sent] | bytes, **other: Any) -> Delivery:
    """A delivery as the broker hands it out."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    usual = {
        "tag": 1,
        "key": f"{tenant}.backoffice.record.upserted.v1",
        "content_type": CONTENT_TYPE if isinstance(body, dict | bytes) else BATCH_CONTENT_TYPE,
        "copied": False,
        "body": raw,
    }
    return Delivery(**{**usual, **other})


def invoice(tenant: str, number: int, revision: int = 1, **data: object) -> Sent:
    """An event about an invoice."""
    return record_event(tenant, f"INV-{number:04}", revision, **data)


def account(tenant: str, name: str, revision: int = 1, **data: object) -> Sent:
    """An event about an account."""
    body = {"account_id": name, "revision": revision, "name": f"{name} Ltd", **data}
    return event(tenant, "backoffice.account.upserted.v1", body)


def removed(tenant: str, number: int, revision: int) -> Sent:
    """An event about an invoice that is gone."""
    body = {"module": "invoices", "record_id": f"INV-{number:04}", "revision": revision}
    return event(tenant, "backoffice.record.deleted.v1", body)


@asynccontextmanager
async def made_records_bench(mongo_url: str, database_name: str) -> AsyncIterator[RecordsBench]:
    """Records on this database, which is dropped in the end; call `begin` for each test."""
    configure_logs("records", "info")
    key, moving = write_bytes(secrets.token_bytes(32)), MovableClock()
    made: list[RecordsBench] = []

    def build(work: Work) -> Context:
        return made[0].build(work)

    def heard(work: Work) -> MongoSources:
        return made[0].parts.sources(work)

    doors_of = (accounts, viewing, explaining, jobs, previewing, quarantine, sources)
    routers = tuple(each.router for each in doors_of)
    async with made_doors(mongo_url, database_name, "records", routers, build, INDEXES) as doors:
        parts = Parts(doors.database, doors.transactor, key, **KEPT)
        intake = IntakeDoor(doors.transactor, build, heard, Patience(doors.database), may_pass, moving)
        beside = ChoreDoor(chores.ChoreBoard(doors.database), doors.transactor, build)
        due, turns = DueList(doors.database, TURN_LEASE, now=moving), TurnDoor(doors.transactor, build)
        made.append(RecordsBench(doors.database, doors, key, parts, moving, intake, beside, due, turns))
        yield made[0]
