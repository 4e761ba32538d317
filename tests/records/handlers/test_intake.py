"""What becomes of what backoffices publish, and that the other tenant never notices."""

import random
from typing import Any

import pytest

from actors.backoffice import event, record_event
from contracts.records.intake import RecordChanged, RecordRemoved
from contracts.topology import BACKFILL_QUEUE, STRAY_QUEUE
from records.app.intake.read import MAX_MESSAGE_BYTES
from stack.records_bench import RecordsBench, account, invoice, message, removed, user


async def test_a_record_is_stored_and_said_under_its_own_tenant_only(bench: RecordsBench) -> None:
    await bench.publish("acme", invoice("acme", 1))
    rows = await bench.rows("acme")
    assert list(rows) == ["INV-0001"]
    assert await bench.rows("globex") == {}
    [said] = await bench.doors.said("acme", RecordChanged.NAME)
    assert said["subject"] == "invoices/INV-0001"
    expected = {"id": rows["INV-0001"]["_id"], "change": "created", "total": "121.00", "status": "open"}
    assert expected.items() <= said["data"].items()
    assert not {"title", "fields", "internal_note"} & said["data"].keys()
    assert await bench.doors.said("globex", RecordChanged.NAME) == []


async def test_the_same_record_id_in_two_tenants_is_two_records(bench: RecordsBench) -> None:
    await bench.deliver(message("acme", invoice("acme", 1)), message("globex", invoice("globex", 1)))
    ids = [(await bench.rows(tenant))["INV-0001"]["_id"] for tenant in ("acme", "globex")]
    assert len(set(ids)) == 2
    assert len(await bench.seen(user("acme"))) == len(await bench.seen(user("globex"))) == 1


async def test_news_go_on_in_the_trace_of_the_event_they_follow_from(bench: RecordsBench) -> None:
    traces = [f"00-{number:032x}-{number:016x}-01" for number in (1, 2)]
    await bench.publish(
        "acme",
        {**invoice("acme", 1), "traceparent": traces[0]},
        {**invoice("acme", 2), "traceparent": traces[1]},
        invoice("acme", 3),
        {**account("acme", "C-9"), "traceparent": traces[1]},
    )
    said = {one["subject"]: one.get("traceparent") for one in await bench.doors.said("acme", "changed")}
    assert said == {
        "invoices/INV-0001": traces[0],
        "invoices/INV-0002": traces[1],
        "invoices/INV-0003": None,
        "accounts/C-9": traces[1],
    }


RUBBISH: list[tuple[str, object, dict[str, Any]]] = [
    ("records.unreadable", b"not json", {}),
    ("records.unreadable", b"\xff\xfe", {}),
    ("records.unreadable", b'{"a": NaN}', {}),
    ("records.unreadable", b"[" * 100_000, {}),
    ("records.unreadable", b"[]", {}),
    ("records.unreadable", b"{}", {"content_type": "application/cloudevents-batch+json"}),
    ("records.unreadable", [[[]]], {}),
    ("records.unreadable", invoice("acme", 1), {"content_type": "text/plain"}),
    ("records.unreadable", {**invoice("acme", 1), "specversion": "0.3"}, {}),
    ("records.unreadable", {**invoice("acme", 1), "id": ""}, {}),
    ("records.foreign-tenant", invoice("globex", 1), {}),
    ("records.foreign-tenant", {"tenantid": "globex"}, {}),
    ("records.foreign-tenant", {**invoice("acme", 1), "tenantid": None}, {}),
    ("records.copied", invoice("acme", 1), {"copied": True}),
    ("records.unknown-type", event("acme", "backoffice.record.exploded.v1", {}), {}),
    ("records.unknown-type", event("acme", "records.record.changed.v1", {}), {}),
    ("records.unknown-module", invoice("acme", 1, module="nothings"), {}),
    ("records.invalid", invoice("acme", 1, total="1e400"), {}),
    ("records.invalid", record_event("acme", "INV-1", 1) | {"data": {"revision": "1"}}, {}),
    ("records.invalid", invoice("acme", -1, -1), {}),
    ("records.invalid", invoice("acme", 1, currency=None), {}),
    ("records.too-large", [invoice("acme", n) for n in range(501)], {}),
    ("records.too-large", b" " * (MAX_MESSAGE_BYTES + 1), {}),
]


@pytest.mark.parametrize(("code", "body", "how"), RUBBISH)
async def test_rubbish_is_set_aside_under_its_sender_and_the_rest_goes_on(
    bench: RecordsBench, code: str, body: Any, how: dict[str, Any]
) -> None:
    rubbish = message("acme", body, **how)
    await bench.deliver(message("acme", invoice("acme", 8)), rubbish, message("acme", invoice("acme", 9)), rubbish)
    assert await bench.codes("acme") == [code]
    assert set(await bench.rows("acme")) == {"INV-0008", "INV-0009"}
    assert await bench.rows("globex") == await bench.rows("globex", "quarantine") == {}


async def test_a_bad_event_inside_a_batch_is_set_aside_alone(bench: RecordsBench) -> None:
    batch = [invoice("acme", 1), invoice("globex", 2), {"tenantid": "acme"}, invoice("acme", 3, total="x")]
    await bench.deliver(message("acme", [*batch, invoice("acme", 4)]))
    assert await bench.codes("acme") == ["records.foreign-tenant", "records.invalid", "records.unreadable"]
    assert set(await bench.rows("acme")) == {"INV-0001", "INV-0004"}
    assert await bench.rows("globex") == {}


async def test_what_routes_nowhere_is_set_aside_under_the_first_word_of_its_key(bench: RecordsBench) -> None:
    await bench.deliver(message("acme", invoice("acme", 1), key="acme.nonsense"), queue=STRAY_QUEUE)
    await bench.deliver(message("acme", b"?", key=""), queue=STRAY_QUEUE)
    assert await bench.codes("acme") == ["records.unroutable"]
    assert await bench.rows("acme") == {}
    assert await bench.codes("globex") == []


async def test_a_tenant_is_the_routing_keys_first_word_whatever_the_queue(bench: RecordsBench) -> None:
    await bench.deliver(message("globex", invoice("acme", 1)))
    assert await bench.codes("globex") == ["records.foreign-tenant"]
    assert await bench.rows("acme") == {}


async def test_another_source_cannot_write_a_record_that_has_an_owner(bench: RecordsBench) -> None:
    crm = "crm://acme/main"
    await bench.publish("acme", invoice("acme", 1, 1))
    await bench.publish("acme", {**invoice("acme", 1, 9), "source": crm}, {**removed("acme", 1, 10), "source": crm})
    assert await bench.codes("acme") == ["records.foreign-source"] * 2
    assert (await bench.rows("acme"))["INV-0001"]["revision"] == 1
    await bench.publish("acme", removed("acme", 1, 2), {**invoice("acme", 1, 20), "source": crm})
    assert (await bench.rows("acme"))["INV-0001"]["deleted"], "also a removed record keeps its owner"


async def test_a_removed_record_stays_removed_until_a_higher_revision_brings_it_back(bench: RecordsBench) -> None:
    await bench.publish("acme", invoice("acme", 1, 3), removed("acme", 1, 5))
    await bench.publish("acme", invoice("acme", 1, 4), removed("acme", 2, 5))
    await bench.publish("acme", invoice("acme", 2, 4))
    rows = await bench.rows("acme")
    assert [(rows[name]["revision"], rows[name]["deleted"]) for name in sorted(rows)] == [(5, True), (5, True)]
    assert await bench.seen(user("acme")) == []
    await bench.publish("acme", invoice("acme", 1, 6))
    assert [one["revision"] for one in await bench.seen(user("acme"))] == [6]


async def test_what_is_said_tells_what_became_of_each_record(bench: RecordsBench) -> None:
    await bench.publish("acme", invoice("acme", 1, 1), invoice("acme", 2, 1), removed("acme", 2, 2))
    await bench.publish("acme", invoice("acme", 1, 2), invoice("acme", 1, 2))
    await bench.publish("acme", removed("acme", 1, 3))
    await bench.publish("acme", removed("acme", 1, 4), invoice("acme", 1, 5, quiet=True))
    changed = [one["data"] for one in await bench.doors.said("acme", RecordChanged.NAME)]
    assert [(one["revision"], one["change"], one["quiet"]) for one in changed] == [
        (1, "created", False),
        (2, "updated", False),
        (5, "created", True),
    ]
    [gone] = await bench.doors.said("acme", RecordRemoved.NAME)
    assert (gone["data"]["revision"], gone["data"]["accounts"]) == (3, ["C-1001"])


async def test_backfill_is_always_quiet(bench: RecordsBench) -> None:
    key = "acme.backfill.backoffice.record.upserted.v1"
    await bench.deliver(message("acme", invoice("acme", 1), key=key), queue=BACKFILL_QUEUE)
    [said] = await bench.doors.said("acme", RecordChanged.NAME)
    assert said["data"]["quiet"] is True


@pytest.mark.parametrize("seed", range(6))
async def test_duplicates_in_any_order_and_batching_come_to_the_same_end(bench: RecordsBench, seed: int) -> None:
    chance = random.Random(seed)
    wanted = {}
    for tenant in ("acme", "globex"):
        events = [invoice(tenant, n, revision, title=f"r{revision}") for n in range(6) for revision in range(1, 6)]
        events += [removed(tenant, n, 6) for n in (1, 4)]
        events += [{**invoice(tenant, 2, 99, fields={"hours": "?"}), "id": "bad"}, {"id": "worse", "tenantid": tenant}]
        doubled = [*events, *events]
        chance.shuffle(doubled)
        while doubled:
            size = chance.randint(1, 17)
            await bench.publish(tenant, *doubled[:size])
            del doubled[:size]
        wanted[tenant] = {f"INV-{n:04}": (6, True) if n in (1, 4) else (5, False) for n in range(6)}
    for tenant in ("acme", "globex"):
        rows = await bench.rows(tenant)
        assert {name: (row["revision"], row["deleted"]) for name, row in rows.items()} == wanted[tenant]
        assert await bench.codes(tenant) == ["records.bad-field", "records.unreadable"]


async def test_a_tenants_sources_are_bounded(bench: RecordsBench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("records.storage.sources.MAX_SOURCES", 3)
    for n in range(5):
        for tenant in ("acme", "globex"):
            await bench.publish(tenant, {**invoice(tenant, n), "source": f"erp{n}"})
    assert len(await bench.rows("acme", "sources")) == len(await bench.rows("globex", "sources")) == 3
    assert len(await bench.rows("acme")) == 5


async def test_a_sign_of_life_is_noted_for_each_source_it_names(bench: RecordsBench) -> None:
    await bench.publish("acme", event("acme", "backoffice.heartbeat.v1", {"sources": ["crm", "erp"]}))
    await bench.publish("acme", invoice("acme", 1))
    rows = await bench.database.raw["sources"].find({"tenant": "acme"}).to_list(length=10)
    assert {row["source"] for row in rows} == {"crm", "erp", "erp://acme/main"}
    assert all(row["heard_at"] for row in rows)
    assert await bench.rows("globex", "sources") == {}


async def test_a_message_larger_than_the_quarantine_keeps_is_cut_and_stays_refused(bench: RecordsBench) -> None:
    await bench.deliver(message("acme", b"x" * (MAX_MESSAGE_BYTES + 1)))
    [row] = (await bench.rows("acme", "quarantine")).values()
    assert (len(row["body"]), row["cut"]) == (1_000_000, True)
    [one] = await bench.quarantined("acme")
    assert len(one.body) == 16_000


async def test_the_quarantine_lets_the_oldest_go_when_it_is_full(
    bench: RecordsBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("records.storage.quarantine.MAX_ROWS", 3)
    for n in range(5):
        await bench.deliver(message("acme", f"rubbish {n}".encode()), message("globex", f"rubbish {n}".encode()))
    assert bench.intake.set_aside_for == {"acme", "globex"}
    bench.intake.set_aside_for.discard("globex")
    await bench.beside.trim(bench.intake.set_aside_for)
    assert [one.body for one in await bench.quarantined("acme")] == ["rubbish 4", "rubbish 3", "rubbish 2"]
    assert len(await bench.quarantined("globex")) == 5
