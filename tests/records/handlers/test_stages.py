"""What is being done, stage by stage, on a start page: of what comes to a good end, and within bounds."""

from typing import Any

import pytest

from contracts.records.dashboard import ShowDashboard, Stage
from stack.records_bench import ENTRY, RecordsBench, invoice, portal_document, user

ON_ITS_WAY = [
    {"value": "with_us", "label": {"en": "With us"}},
    {"value": "paid", "label": {"en": "Paid"}, "closed": True, "tone": "success"},
]
FOR_YEARS: list[dict[str, Any]] = [
    {"value": "with_us", "label": {"en": "In force"}},
    {"value": "paid", "label": {"en": "Ended"}, "closed": True},
]
FILTERED = {**ENTRY, "filter": {"field": "total", "op": "gt", "value": "20"}}


@pytest.fixture
async def world(bench: RecordsBench) -> RecordsBench:
    """Both tenants have nine records, four of them not closed; to globex that means that they are in force."""
    for tenant, statuses in (("acme", ON_ITS_WAY), ("globex", FOR_YEARS)):
        await bench.define(tenant, "invoices", 2, statuses=statuses)
        await bench.open(tenant, portal_document(), 2)
        await bench.publish(tenant, *(invoice(tenant, n, status="paid" if n > 3 else "with_us") for n in range(9)))
    return bench


async def stages_of(bench: RecordsBench, tenant: str) -> tuple[Stage, ...]:
    [module] = (await bench.doors.call(ShowDashboard(), user(tenant))).modules
    return module.stages


async def test_what_is_on_its_way_is_counted_and_what_is_in_force_is_not(world: RecordsBench) -> None:
    assert [(stage.status, stage.count) for stage in await stages_of(world, "acme")] == [("with_us", 4)]
    assert await stages_of(world, "globex") == ()


@pytest.mark.parametrize(("entry", "said"), [(ENTRY, "4+"), (FILTERED, "3+")], ids=["an index", "a filter without one"])
async def test_beyond_the_bound_it_says_at_least(
    world: RecordsBench, monkeypatch: pytest.MonkeyPatch, entry: dict[str, Any], said: str
) -> None:
    monkeypatch.setattr("records.app.what_goes_on.EXAMINED", 3)
    await world.open("acme", portal_document(entry), 3)

    assert [(stage.status, stage.count) for stage in await stages_of(world, "acme")] == [("with_us", said)]
