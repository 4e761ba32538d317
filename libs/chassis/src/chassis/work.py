"""One unit of work for one tenant: its collections, what it will say, and our own transaction runner.

Motor's `with_transaction` commits outside its retry loop, so a step-down leaked errors that should have been retried;
this runner retries the whole body on TransientTransactionError and the commit on UnknownTransactionCommitResult.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from motor.motor_asyncio import AsyncIOMotorClientSession
from pymongo import WriteConcern
from pymongo.errors import PyMongoError
from pymongo.read_concern import ReadConcern

from chassis import outbox
from chassis.audit import Trail
from chassis.measures import TRANSACTION_RETRIES
from chassis.mongo import Database, TenantCollection
from chassis.tracing import TENANT, Step, span
from contracts.message import Event

T = TypeVar("T")
FIRST_PAUSE: Final = 0.005
LONGEST_PAUSE: Final = 0.25


class Work:
    """What a use case works on: one tenant's data, in a transaction where it may write."""

    def __init__(
        self, database: Database, service: str, tenant: str, session: AsyncIOMotorClientSession | None
    ) -> None:
        self.tenant = tenant
        self.session = session
        self.trail = Trail()
        self._database = database
        self._outgoing = outbox.Outgoing(service, tenant)

    def collection(self, name: str) -> TenantCollection:
        """Give this tenant's part of a collection."""
        return TenantCollection(self._database.collection(name), self.tenant, self.session)

    def emit(self, event: Event, subject: str | None = None, trace: str = "") -> None:
        """Say this when the transaction commits. `subject` names the thing it is about, e.g. `invoices/INV-1`.

        `trace` is the `traceparent` of what it follows from, where that is not the work itself.
        """
        if self.session is None:
            raise RuntimeError("work that only reads says nothing")
        self._outgoing.add(event, subject, trace)

    async def flush(self) -> None:
        """Store what is to be said, in the same transaction."""
        row = self._outgoing.row()
        if row is not None:
            await self._database.collection(outbox.COLLECTION).insert_one(row, session=self.session)


class Transactor:
    """Runs work in transactions, and wakes the relay after each commit."""

    def __init__(self, database: Database, service: str, *, deadline: float, committed: Callable[[], None]) -> None:
        self._database, self._service = database, service
        self._deadline, self._committed = deadline, committed

    def reading(self, tenant: str) -> Work:
        """Give work that only reads, outside any transaction."""
        return Work(self._database, self._service, tenant, None)

    async def run(self, tenant: str, body: Callable[[Work], Awaitable[T]]) -> T:
        """Run the body in one transaction, again as often as the database asks for it, until the deadline.

        Whatever the body raises aborts the transaction and comes out.
        """
        with span("transaction", attributes={TENANT: tenant}) as step:
            return await self._run(tenant, body, step)

    async def _run(self, tenant: str, body: Callable[[Work], Awaitable[T]], step: Step) -> T:
        loop = asyncio.get_running_loop()
        until, pause, retries = loop.time() + self._deadline, FIRST_PAUSE, 0
        async with await self._database.client.start_session() as session:
            while True:
                try:
                    result = await self._attempt(session, tenant, body, until)
                except PyMongoError as error:
                    if not error.has_error_label("TransientTransactionError") or loop.time() > until:
                        raise
                    retries += 1
                    TRANSACTION_RETRIES.add()
                    step.tell("portico.retries", retries)
                    await asyncio.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311  jitter, not a secret
                    pause = min(pause * 2, LONGEST_PAUSE)
                else:
                    self._committed()
                    return result

    async def _attempt(
        self, session: AsyncIOMotorClientSession, tenant: str, body: Callable[[Work], Awaitable[T]], until: float
    ) -> T:
        session.start_transaction(ReadConcern("snapshot"), WriteConcern("majority"), max_commit_time_ms=5_000)
        try:
            work = Work(self._database, self._service, tenant, session)
            result = await body(work)
            await work.flush()
        except BaseException:
            await _abort(session)
            raise
        await self._commit(session, until)
        return result

    async def _commit(self, session: AsyncIOMotorClientSession, until: float) -> None:
        while True:
            try:
                await session.commit_transaction()
            except PyMongoError as error:
                if (
                    not error.has_error_label("UnknownTransactionCommitResult")
                    or asyncio.get_running_loop().time() > until
                ):
                    raise
                await asyncio.sleep(FIRST_PAUSE)
            else:
                return


async def _abort(session: AsyncIOMotorClientSession) -> None:
    try:
        await session.abort_transaction()
    except PyMongoError:
        # The server ends it by itself after a minute; the first error is the one to tell of.
        return
