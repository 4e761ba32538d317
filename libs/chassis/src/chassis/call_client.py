"""Makes calls: one exclusive reply queue per connection, a future per call, a deadline always.

FastStream's own `request()` holds a lock, one call in flight per process; this does not.
"""

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import aio_pika
from aio_pika.abc import AbstractChannel, AbstractIncomingMessage, AbstractRobustConnection
from aio_pika.exceptions import AMQPError, ChannelInvalidStateError, DeliveryError
from opentelemetry.trace import SpanKind

from chassis.ids import new_id
from chassis.tracing import STATUS, carried, span
from contracts.message import Message, Request
from contracts.problem import Problem

STATUS_HEADER: Final = "x-status"
A = TypeVar("A", bound=Message)


class CallRefusedError(Exception):
    """The answer was a Problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.status} {problem.code}: {problem.detail or problem.title}")
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it came: the JSON of the reply model, or of a Problem when `status` is 400 or above."""

    status: int
    body: bytes


class CallClient:
    """Calls services over one connection; safe for any number of calls at once."""

    def __init__(self, connection: AbstractRobustConnection) -> None:
        self._connection = connection
        self._channel: AbstractChannel | None = None
        self._reply_to = ""
        self._waiting: dict[str, asyncio.Future[Answer]] = {}
        self._opening = asyncio.Lock()

    async def call(self, request: Request[A], headers: Mapping[str, Any] | None = None) -> A:
        """Make a call and give its answer. Raises CallRefusedError with the Problem."""
        answer = await self.send(type(request), request.model_dump_json(exclude_unset=True).encode(), headers or {})
        if answer.status >= 400:
            raise CallRefusedError(Problem.model_validate_json(answer.body))
        reply: A = type(request).ANSWER.model_validate_json(answer.body)  # type: ignore[assignment]
        return reply

    async def send(self, kind: type[Request[Any]], body: bytes, headers: Mapping[str, Any]) -> Answer:
        """Make a call with a body that is JSON already; what fails on the way is a Problem too."""
        with span(kind.NAME, SpanKind.CLIENT) as step:
            answer = await self._send(kind, body, carried(headers))
            step.tell(STATUS, answer.status)
            if answer.status >= 500:
                step.fail(str(answer.status))
            return answer

    async def _send(self, kind: type[Request[Any]], body: bytes, headers: dict[str, Any]) -> Answer:
        correlation = new_id()
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting[correlation] = future
        try:
            async with asyncio.timeout(kind.DEADLINE):
                channel = await self._open()
                await self._publish(channel, kind, body, headers, correlation)
                return await future
        except DeliveryError:
            return _problem(503, "overloaded", "The service is overloaded or not running", kind)
        except TimeoutError:
            return _problem(504, "no-answer", "The service did not answer in time", kind)
        except (AMQPError, ChannelInvalidStateError, OSError, RuntimeError):
            return _problem(503, "unavailable", "The service cannot be reached", kind)
        finally:
            self._waiting.pop(correlation, None)

    async def _publish(
        self,
        channel: AbstractChannel,
        kind: type[Request[Any]],
        body: bytes,
        headers: dict[str, Any],
        correlation: str,
    ) -> None:
        message = aio_pika.Message(
            body, headers=headers, type=kind.NAME, content_type="application/json", reply_to=self._reply_to,
            correlation_id=correlation, expiration=kind.DEADLINE, delivery_mode=aio_pika.DeliveryMode.NOT_PERSISTENT,
        )  # fmt: skip
        await channel.default_exchange.publish(message, kind.NAME, mandatory=True)

    async def _open(self) -> AbstractChannel:
        async with self._opening:
            if self._channel is None or self._channel.is_closed:
                await self._connection.connected.wait()
                channel = await self._connection.channel(publisher_confirms=True, on_return_raises=True)
                # A random name: a fixed one is locked while a half-open predecessor lives.
                queue = await channel.declare_queue(f"reply.{new_id()}", exclusive=True, auto_delete=True, robust=False)
                await queue.consume(self._on_reply, no_ack=True, robust=False)
                channel.close_callbacks.add(self._on_close)
                self._channel, self._reply_to = channel, queue.name
            return self._channel

    async def _on_reply(self, message: AbstractIncomingMessage) -> None:
        future = self._waiting.get(message.correlation_id or "")
        if future is not None and not future.done():
            status = message.headers.get(STATUS_HEADER, 500)
            future.set_result(Answer(int(str(status)), message.body))

    def _on_close(self, channel: object, _error: BaseException | None) -> None:
        """Fail what waits: its answer would go to a queue that is gone."""
        if channel is not self._channel:
            return
        self._channel = None
        for future in self._waiting.values():
            if not future.done():
                future.set_exception(ConnectionResetError("the reply queue is gone"))

    async def close(self) -> None:
        """Let go of the reply queue."""
        if self._channel is not None:
            with contextlib.suppress(AMQPError, OSError, RuntimeError):
                await self._channel.close()


def _problem(status: int, code: str, title: str, kind: type[Request[Any]]) -> Answer:
    problem = Problem.of(status, code, title, f"{kind.owner()} was asked; try again shortly.", retry_after=2)
    return Answer(status, problem.model_dump_json().encode())
