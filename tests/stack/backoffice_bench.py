"""What tests of the backoffice SDK share: a tenant's backoffice on a broker, an invoice, wires that fail on purpose."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from aio_pika.abc import AbstractChannel, AbstractIncomingMessage

from backoffice import EventMaker, NotTakenError, RecordUpserted
from backoffice.wire import Packed
from contracts.problem import Problem


@dataclass
class Backoffice:
    """One tenant: its AMQP address as the operator hands it out, and what has arrived under its name."""

    tenant: str
    url: str
    channel: AbstractChannel = field(repr=False)

    @property
    def maker(self) -> EventMaker:
        return EventMaker(self.tenant, f"erp://{self.tenant}/main")

    async def messages(self) -> list[AbstractIncomingMessage]:
        """Every message that the broker has for this tenant, taken out."""
        queue = await self.channel.get_queue(f"test.{self.tenant}", ensure=False)
        found = []
        while (message := await queue.get(fail=False, no_ack=True, timeout=10)) is not None:
            found.append(message)
        return found

    async def events(self) -> list[dict[str, Any]]:
        """Every event in them."""
        return [event for message in await self.messages() for event in json.loads(message.body)]


def invoice(number: int, revision: int = 1, **said: Any) -> RecordUpserted:
    """An invoice as a backoffice states it."""
    money = {"currency": "EUR", "total": "121.00", "balance": "121.00"}
    return RecordUpserted.model_validate(
        {"module": "invoices", "record_id": f"INV-{number}", "revision": revision, "accounts": ["C-1"], **money, **said}
    )


class ScriptedWire:
    """Plays what it is told, one answer per batch: a problem per event, or an error; then takes everything."""

    def __init__(self, *script: Exception | Sequence[Problem | None]) -> None:
        self._script = list(script)
        self.sent: list[list[Packed]] = []
        self.closed = False

    async def send(self, batch: Sequence[Packed]) -> Sequence[Problem | None]:
        self.sent.append(list(batch))
        answer = self._script.pop(0) if self._script else [None] * len(batch)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def close(self) -> None:
        self.closed = True

    @property
    def ids(self) -> list[list[str]]:
        """The event ids of each batch."""
        return [[packed.event.id for packed in batch] for batch in self.sent]


AWAY = NotTakenError("away", 0.0)
