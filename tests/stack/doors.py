"""A service's doors on a real database: each call as the bus would bring it, without the bus."""

import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from chassis.call_router import CallRouter, CallServer, Door, Gate
from chassis.idempotency import INDEXES as IDEMPOTENCY
from chassis.keys import new_signing_key, public_keys
from chassis.mongo import Database, Index
from chassis.problems import problem_of
from chassis.tokens import TokenSigner, TokenVerifier
from chassis.work import Transactor, Work
from contracts.audit import EntryRecorded
from contracts.message import Message, Request, Who
from contracts.principal import ANONYMOUS, Principal
from contracts.problem import Problem

A = TypeVar("A", bound=Message)
U = TypeVar("U")
ENTRY = EntryRecorded.NAME
OPERATOR = Principal(Who.OPERATOR, subject="operator")


class Refused(Exception):  # noqa: N818  a refusal is an answer
    """The call was answered with this problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass
class Doors:
    """All doors of one service, and what its transactions have said."""

    database: Database
    transactor: Transactor
    _server: CallServer[Any]
    _doors: dict[type[Request[Any]], Door[Any]]
    _staff: TokenSigner
    _operators: TokenSigner

    async def call(self, request: Request[A], who: Principal, **headers: str) -> A:
        """Make a call. Raises Refused; whatever would be a 5xx comes out as it is."""
        token = (self._operators if who.kind is Who.OPERATOR else self._staff).sign(who)
        sent = {"authorization": "" if who is ANONYMOUS else f"Bearer {token}", **headers}
        try:
            status, body = await self._server.perform(
                self._doors[type(request)], request.model_dump_json().encode(), sent
            )
        except Exception as error:
            problem = problem_of(error)
            if problem.status >= 500:
                raise
            raise Refused(problem) from error
        if status != 200:
            raise Refused(Problem.model_validate_json(body))
        answer: A = type(request).ANSWER.model_validate_json(body)  # type: ignore[assignment]  # it is A's type
        return answer

    async def refusal(self, request: Request[Any], who: Principal) -> Problem:
        """Make a call that must be refused, and give the problem."""
        try:
            answer = await self.call(request, who)
        except Refused as refused:
            return refused.problem
        raise AssertionError(f"not refused but answered {answer!r}")

    async def said(self, tenant: str, kind: str = "") -> list[dict[str, Any]]:
        """Give the events of this tenant whose type contains `kind`, as CloudEvents, in order.

        Entries of the audit trail, which stand beside every effect, come only where they are asked for.
        """
        rows = await self.database.raw["outbox"].find({"tenant": tenant}).sort("_id", 1).to_list(length=10_000)
        events = [json.loads(message["body"]) for row in rows for message in row["messages"]]
        assert all(event["tenantid"] == tenant for event in events)
        wanted = [event for event in events if kind in event["type"]]
        return wanted if kind.startswith("audit.") else [each for each in wanted if each["type"] != ENTRY]


@asynccontextmanager
async def made_doors(
    mongo_url: str,
    database_name: str,
    service: str,
    routers: Sequence[CallRouter[U]],
    build: Callable[[Work], U],
    indexes: Sequence[Index],
) -> AsyncIterator[Doors]:
    """The doors on a database of their own, which is dropped in the end."""
    database = Database(mongo_url, database_name)
    await database.ensure([*indexes, *IDEMPOTENCY])
    staff, operator = new_signing_key(), new_signing_key()
    gate = Gate(TokenVerifier(public_keys(staff), public_keys(operator)), None)
    transactor = Transactor(database, service, deadline=10, committed=lambda: None)
    doors = {door.request: door for router in routers for door in router.doors}
    try:
        yield Doors(
            database,
            transactor,
            CallServer(gate, transactor, build),
            doors,
            TokenSigner(staff),
            TokenSigner(operator),
        )
    finally:
        await database.client.drop_database(database_name)
        database.close()
