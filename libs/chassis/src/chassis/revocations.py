"""What no longer holds: every replica hears revocations, and knows when it may have missed one.

The broadcast is kept for an hour in a stream. A replica reads the last minutes of it at start and after each
reconnect, then goes on live: one source for past and present, so there is no gap between loading and
listening. Identity's relay puts a beat behind everything it has published; a replica that has not heard a live beat
for `silence` seconds is cut off.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from aio_pika.abc import AbstractIncomingMessage, AbstractRobustConnection
from aio_pika.exceptions import AMQPError
from pamqp.common import FieldTable
from pydantic import ValidationError

from chassis.logs import get_logger
from chassis.problems import Refused
from chassis.publisher import NotPublishedError, Publisher
from chassis.tokens import LONGEST_SECONDS
from contracts.envelope import CloudEvent
from contracts.identity.people import Revoked
from contracts.principal import Principal
from contracts.topology import BROADCAST, BROADCAST_STREAM

BEAT: Final = "identity.beat"
BEAT_SECONDS: Final = 0.5
LOOK_BACK: Final = timedelta(seconds=LONGEST_SECONDS + 60)
PREFETCH: Final = 200
MAX_KEPT: Final = 100_000
logger = get_logger()

Listener = Callable[[CloudEvent], Awaitable[None]]


def revoked() -> Refused:
    """Make the refusal of a caller whose session, person or key has ended."""
    return Refused(401, "identity.revoked", "This session has ended", "Sign in again.")


class Revocations:
    """The revocations that may still matter, and how long ago the broadcast was last heard."""

    def __init__(self, silence: float) -> None:
        self._silence = silence
        self._at: dict[tuple[str, str], float] = {}
        self._revisions: dict[str, tuple[int, float]] = {}
        self._heard_at: float | None = None
        self._since = datetime.now(UTC)
        self._listeners: dict[str, list[Listener]] = {}

    def on(self, event_name: str, listener: Listener) -> None:
        """Tell one more listener of every broadcast of this type, recent ones at start included."""
        self._listeners.setdefault(event_name, []).append(listener)

    @property
    def caught_up(self) -> bool:
        """Tell whether everything said before this replica listened has been heard."""
        return self._heard_at is not None

    @property
    def age(self) -> float | None:
        """Give the seconds since the broadcast was last heard; None before the first time."""
        return None if self._heard_at is None else time.monotonic() - self._heard_at

    @property
    def cut_off(self) -> bool:
        """Tell whether the broadcast has been silent for too long to trust what we know."""
        return self._heard_at is None or time.monotonic() - self._heard_at > self._silence

    def refuse_revoked(self, who: Principal) -> None:
        """Raise Refused when the token of this principal was revoked after it was made."""
        named = (
            ("session", who.session),
            ("membership", who.membership),
            (who.kind.value, who.subject),
            ("key", who.subject),
            ("staff", who.acting or ""),
        )
        for key in named:
            at = self._at.get(key)
            if at is not None and who.issued_at <= at:
                raise revoked()
        # A revision tells without a clock: a token made in the same second is refused only if it says what was before.
        if who.membership_revision < self._revisions.get(who.membership, (0, 0.0))[0]:
            raise revoked()

    def refuse_when_cut_off(self) -> None:
        """Raise Refused when revocations may have been missed: for unsafe calls."""
        if self.cut_off:
            raise Refused(
                503, "cut-off", "The service cannot confirm sessions now", "Try again shortly.", retry_after=1
            )

    def revoke(self, revoked: Revoked) -> None:
        """Take in one revocation, whatever the order."""
        key, at = (revoked.kind, revoked.id), revoked.at.timestamp()
        if revoked.revision is not None:
            self._revisions[revoked.id] = max((revoked.revision, at), self._revisions.get(revoked.id, (0, 0.0)))
        else:
            self._at[key] = max(at, self._at.get(key, 0.0))
        if len(self._at) + len(self._revisions) > MAX_KEPT:
            self._forget()

    def _forget(self) -> None:
        oldest = time.time() - LOOK_BACK.total_seconds()
        self._at = {key: at for key, at in self._at.items() if at >= oldest}
        self._revisions = {key: last for key, last in self._revisions.items() if last[1] >= oldest}

    async def listen(self, connection: AbstractRobustConnection) -> None:
        """Listen until cancelled; begins anew, with the last minutes, whenever the connection breaks."""
        while True:
            self._heard_at, self._since = None, datetime.now(UTC)
            try:
                await self._listen_once(connection)
            except (AMQPError, OSError, TimeoutError, RuntimeError) as error:
                logger.warning("broadcast.lost", reason=type(error).__name__)
            await asyncio.sleep(0.2)

    async def _listen_once(self, connection: AbstractRobustConnection) -> None:
        await connection.connected.wait()
        # A plain channel: a robust one would resume at the old offset by itself, and not tell.
        channel = await connection.channel(publisher_confirms=False)
        closed = asyncio.get_running_loop().create_future()

        def on_close(_channel: object, _error: BaseException | None) -> None:
            if not closed.done():
                closed.set_result(None)

        channel.close_callbacks.add(on_close)
        try:
            await channel.set_qos(prefetch_count=PREFETCH)
            queue = await channel.get_queue(BROADCAST_STREAM, ensure=False)
            start: FieldTable = {"x-stream-offset": self._since - LOOK_BACK}
            await queue.consume(self._hear, arguments=start, robust=False)  # type: ignore[call-arg]  # robust queues take it
            await closed
        finally:
            await channel.close()

    async def _hear(self, message: AbstractIncomingMessage) -> None:
        if message.routing_key == BEAT:
            self._hear_beat(message.body)
        else:
            await self._hear_event(message.body)
        await message.ack()

    def _hear_beat(self, body: bytes) -> None:
        try:
            sent = datetime.fromisoformat(json.loads(body)["at"])
        except (ValueError, KeyError, TypeError):
            logger.warning("broadcast.unreadable")
            return
        if sent >= self._since:
            self._heard_at = time.monotonic()

    async def _hear_event(self, body: bytes) -> None:
        try:
            cloud = CloudEvent.model_validate_json(body)
            if cloud.type == Revoked.NAME:
                self.revoke(Revoked.model_validate(cloud.data))
        except ValidationError:
            logger.warning("broadcast.unreadable")
            return
        for listener in self._listeners.get(cloud.type, ()):
            try:
                await listener(cloud)
            except Exception:
                # It must not hold up the revocations behind it; what it missed, its service re-reads by itself.
                logger.exception("broadcast.listener.failed", type=cloud.type)


class Beat:
    """Identity's sign that all revocations so far are on the broadcast; rides on the relay."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher, self._next = publisher, 0.0

    async def __call__(self, looked_at: datetime) -> None:
        """Say so, at most twice a second: what was committed before `looked_at` has been said."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + BEAT_SECONDS
        body: dict[str, Any] = {"at": looked_at.isoformat()}
        try:
            await self._publisher.publish(BROADCAST, BEAT, json.dumps(body).encode(), content_type="application/json")
        except NotPublishedError as error:
            logger.warning("broadcast.beat.failed", reason=str(error))
