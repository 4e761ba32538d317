"""Take in what a backoffice publishes: check the shape of each event, store what is right, then say so."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import to_json

from contracts.backoffice.receipt import EventsTaken, RejectedEvent
from contracts.catalogue import backoffice_events
from contracts.envelope import BATCH_CONTENT_TYPE, CONTENT_TYPE, CloudEvent
from contracts.problem import Fault, Problem
from edge.app.faults import faults_of
from edge.ports import EventSink

MAX_ID: Final = 200


class EventRefusedError(Exception):
    """An event is wrong in itself."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Delivery:
    """Who publishes: the key's tenant, whether it is history, and the headers that go along."""

    tenant: str
    backfill: bool
    headers: Mapping[str, str]

    @property
    def trace(self) -> Mapping[str, str]:
        """Give the trace that an event without one belongs to: the request's, where it has one."""
        return {name: value for name, value in self.headers.items() if name == "traceparent"}

    def key(self, kind: str) -> str:
        """Give the routing key of a type; its first word is the tenant, which is what counts."""
        return f"{self.tenant}.backfill.{kind}" if self.backfill else f"{self.tenant}.{kind}"


class TakeEvents:
    """Checks against the contracts and stores in `backoffice.in`. What only the tenant knows is for records to say."""

    def __init__(self, sink: EventSink) -> None:
        self._sink, self._kinds = sink, dict(backoffice_events())

    async def one(self, event: object, delivery: Delivery) -> EventsTaken:
        """Take in one event. Raises EventRefusedError, NotConfirmed."""
        checked = self._check(event, delivery)
        await self._sink.put(
            delivery.key(checked["type"]), to_json(checked), content_type=CONTENT_TYPE, message_id=checked["id"],
            headers=delivery.headers,
        )  # fmt: skip
        return EventsTaken(accepted=1)

    async def batch(self, events: Sequence[object], delivery: Delivery) -> EventsTaken:
        """Take in what is right of a batch. Raises NotConfirmed: then send it all again, which does no harm.

        One message per type, in the order of the batch: each service gets the types it asked for, and records takes a
        message in at once.
        """
        accepted: dict[str, list[dict[str, Any]]] = {}
        rejected: list[RejectedEvent] = []
        for index, event in enumerate(events):
            try:
                checked = self._check(event, delivery)
            except EventRefusedError as error:
                rejected.append(RejectedEvent(index=index, id=_id_of(event), problem=error.problem))
            else:
                accepted.setdefault(checked["type"], []).append(checked)
        await self._store(accepted, delivery)
        return EventsTaken(accepted=sum(map(len, accepted.values())), rejected=tuple(rejected))

    async def _store(self, accepted: Mapping[str, Sequence[dict[str, Any]]], delivery: Delivery) -> None:
        storing = (
            self._sink.put(
                delivery.key(kind), to_json(events), content_type=BATCH_CONTENT_TYPE, message_id=None,
                headers=delivery.headers,
            )
            for kind, events in accepted.items()
        )  # fmt: skip
        await asyncio.gather(*storing)

    def _check(self, event: object, delivery: Delivery) -> dict[str, Any]:
        """Give the event as it will be stored. Unknown fields stay: a reader of tomorrow may know them."""
        tenant = delivery.tenant
        if not isinstance(event, dict):
            raise _refused("invalid-input", [Fault(pointer="", code="model_type", detail="An event is a JSON object")])
        event = {"tenantid": tenant, **delivery.trace, **event}
        _validate(CloudEvent, event, "")
        if event["tenantid"] != tenant:
            detail = "The API key belongs to another tenant"
            raise _refused("events.foreign-tenant", [Fault(pointer="/tenantid", code="foreign_tenant", detail=detail)])
        kind = self._kinds.get(event["type"])
        if kind is None:
            detail = f"One of {', '.join(self._kinds)}"[:500]
            raise _refused("events.unknown-type", [Fault(pointer="/type", code="unknown_type", detail=detail)])
        _validate(kind, event["data"], "/data")
        return event


def _validate(model: type[BaseModel], value: object, below: str) -> None:
    try:
        model.model_validate(value)
    except ValidationError as error:
        raise _refused("invalid-input", faults_of(error, value, below)) from error


def _refused(code: str, faults: Iterable[Fault]) -> EventRefusedError:
    return EventRefusedError(Problem.of(422, code, "The event is not valid", errors=tuple(faults)))


def _id_of(event: object) -> str | None:
    known = event.get("id") if isinstance(event, dict) else None
    return known[:MAX_ID] if isinstance(known, str) else None
