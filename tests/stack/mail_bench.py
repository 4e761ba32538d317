"""notifications without a broker: news as the bus brings them, a clock that the test sets, a post that obeys."""

import contextlib
import json
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from chassis.due import DueList, Turn
from chassis.event_router import EventConsumer
from chassis.inbox import AlreadyHandledError
from chassis.mongo import Database
from chassis.own_hosts import OwnHosts
from chassis.sealing import Opener, Sealer, new_seal_keys
from chassis.work import Transactor
from contracts.envelope import CloudEvent
from contracts.identity.invitations import InvitationCreated, InvitationWithdrawn, InvitedPerson
from contracts.message import Event
from notifications.app.context import Context
from notifications.app.send_mail import Outcome
from notifications.domain.letter import Letter
from notifications.gateways.writers import LetterWriter
from notifications.handlers.sender import on_due_mail
from notifications.main import INDEXES, ROUTERS, build, build_sending
from notifications.ports import Post

News = InvitationCreated | InvitationWithdrawn
EDGE = "https://portal.example"
SEAL_KEY, SEAL_PUBLIC_KEY = new_seal_keys()
EXPIRES_AT = datetime(2026, 12, 6, 10, 30, tzinfo=UTC)


def invited(tenant: str, invitation_id: str, attempt: int = 1, **changes: Any) -> InvitationCreated:
    """News of an invitation whose token is `<tenant>.<invitation>-<attempt>`."""
    person = InvitedPerson(
        email=changes.pop("email", f"{invitation_id}@{tenant}.example"),
        name=changes.pop("name", "Ben Kunde"),
        inviter=changes.pop("inviter", "Ada Lovelace"),
    )
    said: dict[str, Any] = {
        "invitation_id": invitation_id,
        "attempt": attempt,
        "portal": f"{tenant}/customers",
        "portal_name": f"{tenant.title()} customers",
        "tenant_name": f"{tenant.title()} GmbH",
        "language": "en",
        "expires_at": EXPIRES_AT,
        "sealed_token": Sealer(SEAL_PUBLIC_KEY).seal(f"{tenant}.{invitation_id}-{attempt}"),
        "existing_user": False,
        "person": person,
    }
    return InvitationCreated(**{**said, **changes})


def withdrawn(invitation_id: str) -> InvitationWithdrawn:
    """News that an invitation was taken back."""
    return InvitationWithdrawn(invitation_id=invitation_id)


def around(event: Event, tenant: str, event_id: str) -> CloudEvent:
    """The event as identity says it."""
    data = event.model_dump(mode="json")
    source = "portico://identity"
    return CloudEvent(id=event_id, source=source, type=event.NAME, tenantid=tenant, data=data)


@dataclass
class ObedientPost:
    """Takes every letter, unless the test wants it to answer otherwise."""

    answer: Exception | None = None
    taken: list[Letter] = field(default_factory=list)

    async def deliver(self, letter: Letter) -> None:
        if self.answer is not None:
            raise self.answer
        self.taken.append(letter)


@dataclass
class MailBench:
    """One notifications service, its clock at `now`."""

    database: Database
    transactor: Transactor
    post: Post
    now: datetime = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    opens: Callable[[str], str] = field(default_factory=lambda: Opener(SEAL_KEY).open)

    async def hear(self, event: Event, tenant: str, event_id: str | None = None) -> None:
        """Handle one delivery; a repeated event id is a redelivery."""
        consumer: EventConsumer[Context] = EventConsumer(
            next(router for router in ROUTERS if event.NAME in router.handlers),
            self.transactor,
            self.database,
            None,  # type: ignore[arg-type]  # the publisher: nothing here fails into a queue
            lambda work: build(work, lambda: self.now),
        )
        cloud = around(event, tenant, event_id or secrets.token_hex(8))
        with contextlib.suppress(AlreadyHandledError):
            await consumer._handle(consumer._read(cloud.model_dump(mode="json")))

    @property
    def turns(self) -> DueList:
        """The list that the senders of all replicas take turns from."""
        return DueList(self.database, timedelta(seconds=25), now=lambda: self.now)

    async def send(self, turn: Turn) -> Outcome:
        """Do one turn."""
        write = LetterWriter(OwnHosts(EDGE), self.opens)
        return await on_due_mail(turn, build_sending(self.transactor, write, self.post, turn, lambda: self.now))

    async def send_due(self) -> list[Outcome]:
        """Send until nothing is due."""
        outcomes = []
        while (turn := await self.turns.take_turn()) is not None:
            outcomes.append(await self.send(turn))
        return outcomes

    def wait(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)

    async def mails(self, tenant: str) -> list[dict[str, Any]]:
        """What is kept of this tenant's mails."""
        return await self.database.raw["mails"].find({"tenant": tenant}).sort("_id", 1).to_list(length=10_000)

    async def said(self, tenant: str) -> list[tuple[str, dict[str, Any]]]:
        """Type and data of what this tenant's transactions have said, in order."""
        rows = await self.database.raw["outbox"].find({"tenant": tenant}).sort("_id", 1).to_list(length=10_000)
        events = [json.loads(message["body"]) for row in rows for message in row["messages"]]
        return [(event["type"], event["data"]) for event in events]


@asynccontextmanager
async def made_mail_bench(mongo_url: str, database_name: str, post: Post) -> AsyncIterator[MailBench]:
    """A bench on a database of its own, which is dropped in the end."""
    database = Database(mongo_url, database_name)
    await database.ensure(INDEXES)
    transactor = Transactor(database, "notifications", deadline=10, committed=lambda: None)
    try:
        yield MailBench(database, transactor, post)
    finally:
        await database.client.drop_database(database_name)
        database.close()
