"""How a record changed before a customer's eyes: revisions that showed to them, fields that they read, nothing else."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from actors.backoffice import Event
from contracts.principal import Principal
from contracts.records.history import RecordHistory, ShowHistory
from contracts.records.viewing import ShowRecord
from records.domain.public_id import public_id
from stack.records_bench import ENTRY, TENANTS, RecordsBench, invoice, portal_document, removed, user

STEP = timedelta(hours=1)
READS: dict[str, Any] = {**ENTRY, "fields": {**ENTRY["fields"], "balance": "read"}}


def key(tenant: str) -> str:
    return public_id(tenant, "invoices", "INV-0001")


async def take(bench: RecordsBench, tenant: str, *events: Event) -> list[datetime]:
    """Deliver these an hour apart and give when each came."""
    moments = []
    for one in events:
        bench.clock.ahead += STEP
        moments.append(bench.clock())
        await bench.publish(tenant, one)
    return moments


async def told(bench: RecordsBench, tenant: str, who: Principal | None = None) -> RecordHistory:
    return await bench.doors.call(ShowHistory(module="invoices", id=key(tenant)), who or user(tenant))


def fields(history: RecordHistory) -> list[dict[str, tuple[Any, Any]]]:
    """What changed each time, oldest first, {} where it appeared."""
    return [{one.field: (one.before, one.after) for one in entry.fields} for entry in history.items[::-1]]


async def reading(bench: RecordsBench, entry: dict[str, Any] = READS, version: int = 2) -> None:
    for tenant in TENANTS:
        await bench.open(tenant, portal_document(entry), version)


async def test_a_history_tells_when_it_came_and_what_became_of_status_dates_and_amounts(bench: RecordsBench) -> None:
    await reading(bench)
    for tenant in TENANTS:
        moments = await take(
            bench,
            tenant,
            invoice(tenant, 1, 1, status="open", total="121.00", balance="121.00", title="a"),
            invoice(tenant, 1, 2, status="open", total="121.0", balance="121.00", title="b", terms="other"),
            invoice(tenant, 1, 3, status="overdue", total="121.00", balance="60.50", due_on="2026-12-24"),
        )
        history = await told(bench, tenant)
        assert fields(history) == [
            {},
            {"status": ("open", "overdue"), "due_on": ("2026-12-01", "2026-12-24"), "balance": ("121.00", "60.50")},
        ]
        assert [one.kind for one in history.items] == ["changed", "appeared"]
        told_at = [one.at for one in history.items[::-1]]
        assert all(abs(at - came) < STEP / 2 for at, came in zip(told_at, (moments[0], moments[2]), strict=True))
        assert history.currency == "EUR"


async def test_fields_that_may_not_be_read_change_nothing(bench: RecordsBench) -> None:
    await reading(bench, {**ENTRY, "fields": {"title": "read", "due_on": "read"}})
    for tenant in TENANTS:
        await take(
            bench, tenant, *(invoice(tenant, 1, n, status=f"s{n}", total=f"{n}.00", balance="9") for n in (1, 2))
        )
        history = await told(bench, tenant)
        assert fields(history) == [{}]
        assert history.currency is None


async def _variants(tenant: str, between: Sequence[Event]) -> list[Event]:
    last = invoice(tenant, 1, 9, status="paid", balance="0.00")
    return [invoice(tenant, 1, 1, status="open", balance="9.00"), *between, last]


async def test_a_revision_that_did_not_show_leaves_no_trace(bench: RecordsBench) -> None:
    secret: dict[str, Any] = {"status": "disputed", "total": "666.00", "balance": "666.00", "due_on": "2029-06-06"}
    far = (bench.clock() + timedelta(days=400)).isoformat()
    past = (bench.clock() - timedelta(days=400)).isoformat()
    unseen: list[dict[str, Any]] = [
        {"hidden": True},
        {"visible_from": far},
        {"visible_until": past},
        {"accounts": ["C-2"]},
        {"accounts": []},
        {"status": "internal"},
        {},
    ]
    shows = {**READS, "filter": {"field": "status", "op": "in", "value": ["open", "paid", "disputed"]}}
    for one in unseen:
        await bench.begin()
        await reading(bench, shows)
        for tenant in TENANTS:
            between = [invoice(tenant, 1, 2, **{**secret, **one})] if one else [removed(tenant, 1, 2)]
            await take(bench, tenant, *await _variants(tenant, between))
            history = await told(bench, tenant)
            assert fields(history) == [{}, {"status": ("open", "paid"), "balance": ("9.00", "0.00")}], one
            for word in ("disputed", "internal", "666", "2029"):
                assert word not in history.model_dump_json()


async def test_where_the_filter_asks_for_what_is_not_kept_the_past_is_unknown(bench: RecordsBench) -> None:
    for op, value in (("exists", False), ("ne", "secret")):
        await bench.begin()
        await reading(bench, {**READS, "filter": {"field": "fields.project", "op": op, "value": value}})
        for tenant in TENANTS:
            project: dict[str, Any] = {} if op == "exists" else {"project": "roof"}
            events = [invoice(tenant, 1, n, status=status, fields=project) for n, status in enumerate("ab", 1)]
            await take(bench, tenant, *events)
            assert (await told(bench, tenant)).items == ()


async def test_an_embargo_that_passed_is_when_it_appeared(bench: RecordsBench) -> None:
    await reading(bench)
    until = (bench.clock() + 5 * STEP).replace(microsecond=0)
    for tenant in TENANTS:
        await bench.publish(tenant, invoice(tenant, 1, 1, visible_from=until.isoformat()))
    bench.clock.ahead = 9 * STEP
    for tenant in TENANTS:
        assert [one.at for one in (await told(bench, tenant)).items] == [until]


async def test_an_invoice_that_shows_from_its_own_day_on_appeared_at_that_midnight(bench: RecordsBench) -> None:
    shows = {**READS, "filter": {"field": "issued_on", "op": "lte", "value": "$today"}}
    for tenant in TENANTS:
        document = portal_document(shows, defaults={"language": "en", "time_zone": "Pacific/Kiritimati"})
        await bench.open(tenant, document, 2)
    day = (bench.clock() + timedelta(days=4)).date()
    for tenant in TENANTS:
        await take(bench, tenant, invoice(tenant, 1, 1, issued_on=day.isoformat()))
    bench.clock.ahead += timedelta(days=9)
    midnight = f"{(day - timedelta(days=1)).isoformat()}T10:00:00+00:00"
    for tenant in TENANTS:
        assert [one.at.isoformat() for one in (await told(bench, tenant)).items] == [midnight]


async def test_own_records_have_their_history_and_anothers_none(bench: RecordsBench) -> None:
    await reading(bench, {**READS, "scope": "own"})
    for tenant in TENANTS:
        mine, theirs = user(tenant, contact="P-1"), user(tenant, contact="P-2", membership="m-2")
        await take(
            bench,
            tenant,
            invoice(tenant, 1, 1, status="a", contacts=["P-1"]),
            invoice(tenant, 1, 2, status="b", contacts=["P-2"]),
            invoice(tenant, 1, 3, status="c", contacts=["P-1"]),
        )
        assert fields(await told(bench, tenant, mine)) == [{}, {"status": ("a", "c")}]
        refused = await bench.doors.refusal(ShowHistory(module="invoices", id=key(tenant)), theirs)
        assert (refused.status, refused.code) == (404, "records.not-found")


async def test_what_may_not_be_seen_has_no_history_in_the_very_words_of_the_record(bench: RecordsBench) -> None:
    for tenant, other in zip(TENANTS, TENANTS[::-1], strict=True):
        await take(bench, tenant, invoice(tenant, 1, 1, accounts=["C-2"]))
        for module, name in (("invoices", key(tenant)), ("invoices", key(other)), ("orders", key(tenant))):
            refused = await bench.doors.refusal(ShowHistory(module=module, id=name), user(tenant))
            assert refused == await bench.doors.refusal(ShowRecord(module=module, id=name), user(tenant))


async def test_twice_and_shuffled_only_what_was_news_is_told(bench: RecordsBench) -> None:
    for seed in range(3):
        await bench.begin()
        await reading(bench)
        for tenant in TENANTS:
            events = [invoice(tenant, 1, n, status=f"s{n}") for n in range(1, 5)] * 2
            random.Random(seed).shuffle(events)
            await take(bench, tenant, *events)
            news = [one["data"]["revision"] for n, one in enumerate(events) if all(
                one["data"]["revision"] > before["data"]["revision"] for before in events[:n])]  # fmt: skip
            steps = [{"status": (f"s{a}", f"s{b}")} for a, b in pairwise(news)]
            assert fields(await told(bench, tenant)) == [{}, *steps]


async def test_what_one_batch_brings_at_once_showed_only_as_it_ended(bench: RecordsBench) -> None:
    await reading(bench)
    for tenant in TENANTS:
        await bench.publish(tenant, *(invoice(tenant, 1, n, status=f"s{n}") for n in (1, 2, 3)))
        assert [one.kind for one in (await told(bench, tenant)).items] == ["appeared"]


async def test_of_what_was_forgotten_nothing_is_made_up(bench: RecordsBench) -> None:
    await reading(bench)
    for tenant in TENANTS:
        await take(bench, tenant, *(invoice(tenant, 1, n, status=f"s{n}") for n in (1, 2, 3)))
    await bench.database.raw["revisions"].delete_many({"revision": 1})
    for tenant in TENANTS:
        assert fields(await told(bench, tenant)) == [{"status": ("s2", "s3")}]
    await bench.database.raw["revisions"].update_many({}, {"$unset": {"values": ""}})
    for tenant in TENANTS:
        assert fields(await told(bench, tenant)) == [{"status": ("s2", "s3")}], "an older line knows its status only"


async def test_where_no_field_may_be_read_a_record_only_appeared(bench: RecordsBench) -> None:
    for tenant in TENANTS:
        await bench.open(tenant, portal_document({**ENTRY, "fields": {}}), 9)
        await take(bench, tenant, *(invoice(tenant, 1, n, status=f"s{n}") for n in (1, 2)))
        history = await told(bench, tenant)
        assert ([one.kind for one in history.items], fields(history), history.currency) == (["appeared"], [{}], None)
