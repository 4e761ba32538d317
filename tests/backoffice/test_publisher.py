"""The publisher batches within bounds, keeps order and ids, tries again, and says when it gives up."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest

from backoffice import DoorClosedError, EventMaker, Limits, NotTakenError, Pause, Publisher, UnreachableError
from backoffice.wire import Packed
from contracts.envelope import CloudEvent
from contracts.problem import Problem
from stack.backoffice_bench import AWAY, ScriptedWire, invoice

MAKER = EventMaker("acme", "erp://acme/main")
WRONG = Problem.of(422, "invalid-input", "The event is not valid")


async def test_every_event_gets_its_receipt_in_its_place() -> None:
    wire = ScriptedWire([None, WRONG], [None])
    events = [MAKER.event(invoice(number)) for number in range(3)]
    async with Publisher(wire, Limits(batch_events=2, in_flight=1)) as publisher:
        receipts = await publisher.publish(events)
    assert [receipt.event for receipt in receipts] == events
    assert [receipt.problem for receipt in receipts] == [None, WRONG, None]
    assert [len(batch) for batch in wire.sent] == [2, 1]
    assert wire.closed


async def test_a_batch_stays_within_its_bytes() -> None:
    wire = ScriptedWire()
    events = [MAKER.event(invoice(number, title="x" * 400)) for number in range(10)]
    async with Publisher(wire, Limits(batch_bytes=2_000)) as publisher:
        await publisher.publish(events)
    assert len(wire.sent) > 1
    assert all(sum(len(packed.body) for packed in batch) <= 2_000 for batch in wire.sent)


async def test_an_event_that_never_fits_is_refused_by_itself() -> None:
    wire = ScriptedWire()
    large, small = MAKER.event(invoice(1, terms="x" * 5_000)), MAKER.event(invoice(2))
    async with Publisher(wire, Limits(batch_bytes=2_000)) as publisher:
        receipts = await publisher.publish([large, small])
    assert [receipt.problem and receipt.problem.code for receipt in receipts] == ["backoffice.too-large", None]


async def test_what_did_not_work_is_sent_again_with_the_same_ids() -> None:
    wire = ScriptedWire(AWAY, AWAY)
    pauses: list[Pause] = []
    async with Publisher(wire, on_pause=pauses.append) as publisher:
        receipts = await publisher.publish([MAKER.event(invoice(number)) for number in range(2)])
    assert all(receipt.accepted for receipt in receipts)
    assert len(wire.ids) == 3
    assert wire.ids[0] == wire.ids[1] == wire.ids[2]
    assert [pause.reason for pause in pauses] == ["away", "away"]


async def test_a_pause_is_as_long_as_asked_for() -> None:
    wire = ScriptedWire(NotTakenError("busy", 0.4))
    pauses: list[Pause] = []
    async with Publisher(wire, on_pause=pauses.append) as publisher:
        await publisher.publish([MAKER.event(invoice(1))])
    assert [pause.seconds for pause in pauses] == [0.4]


async def test_it_gives_up_after_the_time_it_was_told() -> None:
    wire = ScriptedWire(*[AWAY] * 100)
    async with Publisher(wire, Limits(give_up_after=0.5)) as publisher:
        with pytest.raises(UnreachableError, match="Run it again"):
            await publisher.publish([MAKER.event(invoice(1))])
    assert 1 < len(wire.sent) < 10


async def test_a_closed_door_is_not_knocked_at_again() -> None:
    wire = ScriptedWire(DoorClosedError("no"))
    async with Publisher(wire) as publisher:
        with pytest.raises(DoorClosedError):
            await publisher.publish([MAKER.event(invoice(1))])
    assert len(wire.sent) == 1


async def test_however_many_are_read_only_as_fast_as_they_are_stored() -> None:
    wire = ScriptedWire()
    read: list[int] = []

    async def many() -> AsyncIterator[CloudEvent]:
        for number in range(10):
            read.append(number)
            yield MAKER.event(invoice(number))

    async with Publisher(wire, Limits(batch_events=2, in_flight=2)) as publisher:
        receipts = publisher.publish_all(many())
        assert (await anext(receipts)).event.subject == "invoices/INV-0"
        assert len(read) == 4
        assert len([receipt async for receipt in receipts]) == 9
        assert [receipt.accepted async for receipt in publisher.publish_all([MAKER.event(invoice(11))])] == [True]


async def test_no_more_batches_are_in_flight_than_allowed() -> None:
    class Counting(ScriptedWire):
        now = most = 0

        async def send(self, batch: Sequence[Packed]) -> Sequence[Problem | None]:
            self.now += 1
            self.most = max(self.most, self.now)
            await asyncio.sleep(0)
            self.now -= 1
            return await super().send(batch)

    wire = Counting()
    async with Publisher(wire, Limits(batch_events=1, in_flight=3)) as publisher:
        await publisher.publish([MAKER.event(invoice(number)) for number in range(20)])
    assert wire.most == 3
