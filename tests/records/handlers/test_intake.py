"""What becomes of what backoffices publish: table by table."""



from contracts.records.intake import RecordChanged
from stack.records_bench import RecordsBench, invoice, message, user


async def test_a_record_is_stored_and_said_under_its_own_tenant_only(bench: RecordsBench) -> None:
    await bench.publish("acme", invoice("acme", 1))
    rows = await bench.rows("acme")
    assert list(rows) == ["INV-0001"]
    assert await bench.rows("globex") == {}
    [said] = await bench.doors.said("acme", RecordChanged.NAME)
    assert said["subject"] == "invoices/INV-0001"
    assert (said["data"]["id"], said["data"]["change"], said["data"]["total"]) == (
        rows["INV-0001"]["_id"],
        "created",
        "121.00",
    )
    assert await bench.doors.said("globex", RecordChanged.NAME) == []


async def test_the_same_record_id_in_two_tenants_is_two_records(bench: RecordsBench) -> None:
    await bench.deliver(message("acme", invoice("acme", 1)), message("globex", invoice("globex", 1)))
    ids = [(await bench.rows(tenant))["INV-0001"]["_id"] for tenant in ("acme", "globex")]
    assert len(set(ids)) == 2
    assert len(await bench.seen(user("acme"))) == len(await bench.seen(user("globex"))) == 1
