"""Doors for calls: check who asks, validate, run the handler in its transaction; whatever happens, an answer."""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any, Final, Generic, TypeVar

from faststream.rabbit import RabbitMessage, RabbitResponse
from pydantic import ValidationError

from chassis.answers import may_pass, response, text_of
from chassis.audit import Asked
from chassis.faults import crash_point
from chassis.idempotency import Key
from chassis.logs import get_logger
from chassis.measures import Answering
from chassis.problems import InvalidInput, Refusal, Refused, interrupted, problem_of
from chassis.revocations import Revocations, revoked
from chassis.tokens import InvalidTokenError, TokenVerifier
from chassis.tracing import TENANT, tell
from chassis.work import Transactor, Work
from contracts.message import Message, Request, Who
from contracts.principal import ANONYMOUS, Principal
from contracts.problem import Problem

U = TypeVar("U")
A = TypeVar("A", bound=Message)
R = TypeVar("R", bound=Request[Any])
Handler = Callable[[Any, Principal, U], Awaitable[Message]]
Vouch = Callable[[Principal, U], Awaitable[bool]]
"""Asks the service itself whether a caller still stands: for the one that is the source of revocations."""
DEVICE_HEADER: Final = "x-device"
AGENT_HEADER: Final = "x-agent"
NETWORK_HEADER: Final = "x-network"
MAX_BESIDE: Final = 64
"""Of each of these headers so many letters count."""
FOR_ANYBODY: Final = frozenset({Who.ANYONE})
logger = get_logger()


@dataclass(frozen=True, slots=True)
class Door(Generic[U]):
    """One request type and what answers it."""

    request: type[Request[Any]]
    handler: Handler[U]
    tenant: Callable[[Any], str] | None


class CallRouter(Generic[U]):
    """Collects a service's doors for calls; `U` is its use cases."""

    def __init__(self) -> None:
        self.doors: list[Door[U]] = []

    def call(
        self, request: type[R], *, tenant: Callable[[R], str] | None = None
    ) -> Callable[[Callable[[R, Principal, U], Awaitable[Message]]], Callable[[R, Principal, U], Awaitable[Message]]]:
        """Answer this request type. `tenant` says whose it is where the caller need not be signed in."""

        def register(
            handler: Callable[[R, Principal, U], Awaitable[Message]],
        ) -> Callable[[R, Principal, U], Awaitable[Message]]:
            if not inspect.getdoc(handler):
                raise TypeError(f"{request.NAME}: say in one line what the call does")
            self.doors.append(Door(request, handler, tenant))
            return handler

        return register


class Gate:
    """Decides who may make which call: the same rules in every service."""

    def __init__(self, verifier: TokenVerifier, revocations: Revocations | None) -> None:
        self._verifier, self._revocations = verifier, revocations

    def admit(self, request: type[Request[Any]], authorization: str, *, cut_off_ok: bool = False) -> Principal:
        """Give the caller. Raises Refused: 401 without a token that holds, 403 with one that does not allow it.

        `cut_off_ok` lets an unsafe call through while revocations cannot be heard: for the backoffice's events, which
        are taken in while every service is down.
        """
        if request.WHO == FOR_ANYBODY:
            # Whoever signs in or refreshes may still send a token that has run out: nobody asks for it here.
            return ANONYMOUS
        who = self._identify(authorization)
        if who.kind not in request.WHO and Who.ANYONE not in request.WHO:
            if who.kind is Who.ANYONE:
                raise Refused(401, "identity.sign-in-required", "Sign in first")
            raise Refused(403, "identity.not-allowed", "This is not for you")
        if who.preview and not request.PREVIEW:
            raise Refused(403, "identity.preview-only", "A preview shows the portal and its records only")
        if who.kind is Who.STAFF and request.ROLES and not request.ROLES & who.roles:
            raise Refused(
                403, "identity.role-missing", "Your role does not allow this", f"One of {sorted(request.ROLES)} does."
            )
        if who.kind is Who.SYSTEM and request.SCOPE not in who.scopes:
            raise Refused(
                403, "identity.scope-missing", "This API key does not allow this", f"It needs {request.SCOPE}."
            )
        if request.EFFECT == "write":
            self._refuse_unsafe(who, cut_off_ok=cut_off_ok)
        return who

    def _identify(self, authorization: str) -> Principal:
        if not authorization:
            return ANONYMOUS
        try:
            who = self._verifier.verify(authorization.removeprefix("Bearer "))
        except InvalidTokenError as error:
            raise Refused(401, "identity.token-invalid", "The access token does not hold", "Get a new one.") from error
        if self._revocations is not None:
            self._revocations.refuse_revoked(who)
        return who

    def _refuse_unsafe(self, who: Principal, *, cut_off_ok: bool) -> None:
        if who.read_only:
            raise Refused(403, "identity.read-only", "This view is read-only")
        if not cut_off_ok and self._revocations is not None and who.kind in (Who.USER, Who.STAFF, Who.SYSTEM):
            self._revocations.refuse_when_cut_off()


class CallServer(Generic[U]):
    """Answers the calls of one service."""

    def __init__(
        self, gate: Gate, transactor: Transactor, build: Callable[[Work], U], vouch: Vouch[U] | None = None
    ) -> None:
        self._gate, self._transactor, self._build, self._vouch = gate, transactor, build, vouch

    def answerer(self, door: Door[U]) -> Callable[[RabbitMessage], Awaitable[RabbitResponse]]:
        """Make the FastStream handler of a door."""

        async def answer(message: RabbitMessage) -> RabbitResponse:
            headers = {name: str(value) for name, value in message.headers.items()}
            with Answering(door.request.NAME, headers) as one:
                again = bool(message.raw_message.redelivered)
                return one.answered(await self._answer(door, message.body, headers, again=again))

        return answer

    async def _answer(self, door: Door[U], body: bytes, headers: dict[str, str], *, again: bool) -> RabbitResponse:
        try:
            if again:
                _refuse_what_may_be_done_already(door.request, headers)
            status, text = await self.perform(door, body, headers)
        except Exception as error:
            problem = problem_of(error)
            if problem.status >= 500:
                logger.exception("call.failed", code=problem.code)
            return response(problem.status, text_of(problem))
        crash_point("call.after_commit")
        return response(status, text)

    async def perform(self, door: Door[U], body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        """Do what is asked and give status and JSON of the answer. Raises what refuses it.

        A refusal aborts the transaction, but for one whose class says `keeps_effects`: what was done before it stays,
        and its Problem is the answer that is given.
        """
        who = self._gate.admit(door.request, headers.get("authorization", ""))
        who = _said_beside(who, headers)
        request = _read(door.request, body)
        tenant = door.tenant(request) if door.tenant else who.tenant
        tell(TENANT, tenant)
        if door.request.EFFECT == "read":
            use = await self._vouched(door, who, self._transactor.reading(tenant))
            return 200, (await door.handler(request, who, use)).model_dump_json().encode()
        key = headers.get("idempotency-key", "")
        once = Key.of(who, door.request.NAME, key, body) if key and not door.request.CREDENTIALS else None
        asked = Asked.of(request, who, headers)

        try:
            return await self._transactor.run(tenant, lambda work: self._write(door, asked, once, work))
        except Exception as error:
            if once is None or not isinstance(error, Refusal) or may_pass(error.status):
                raise
            return await self._keep_refusal(once, tenant, problem_of(error))

    async def _write(self, door: Door[U], asked: Asked, once: Key | None, work: Work) -> tuple[int, bytes]:
        use = await self._vouched(door, asked.who, work)
        earlier = await once.earlier_answer(work) if once else None
        if earlier is not None:
            return earlier
        try:
            outcome = await door.handler(asked.request, asked.who, use)
            status, text = 200, outcome.model_dump_json().encode()
        except Exception as error:
            if not getattr(error, "keeps_effects", False):
                raise
            outcome = problem = problem_of(error)
            status, text = problem.status, text_of(problem)
        for entry in asked.entries(work.trail, outcome):
            work.emit(entry)
        if once and not may_pass(status):
            await once.keep(work, status, text)
        crash_point("call.before_commit")
        return status, text

    async def _vouched(self, door: Door[U], who: Principal, work: Work) -> U:
        """Give the use cases, where it matters who asks only to a caller who still stands. Raises Refused."""
        use = self._build(work)
        if self._vouch is not None and who.kind in door.request.WHO - {Who.ANYONE} and not await self._vouch(who, use):
            raise revoked()
        return use

    async def _keep_refusal(self, once: Key, tenant: str, problem: Problem) -> tuple[int, bytes]:
        """Keep a refusal too, in a transaction of its own, since the one it refused is gone."""

        async def keep(work: Work) -> tuple[int, bytes]:
            earlier = await once.earlier_answer(work)
            if earlier is None:
                await once.keep(work, problem.status, text_of(problem))
            return earlier or (problem.status, text_of(problem))

        return await self._transactor.run(tenant, keep)


def _said_beside(who: Principal, headers: dict[str, str]) -> Principal:
    """Give the caller with what the edge says of where and on what they are."""
    device, agent, network = (
        headers.get(name, "")[:MAX_BESIDE] for name in (DEVICE_HEADER, AGENT_HEADER, NETWORK_HEADER)
    )
    return replace(who, device=device, agent=agent, network=network)


def _read(kind: type[R], body: bytes) -> R:
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        raise InvalidInput(error) from error


def _refuse_what_may_be_done_already(request: type[Request[Any]], headers: dict[str, str]) -> None:
    """Refuse a write that a replica took before it died: nobody knows how far it came, unless a key tells."""
    if request.EFFECT == "write" and (request.CREDENTIALS or not headers.get("idempotency-key")):
        raise interrupted()
