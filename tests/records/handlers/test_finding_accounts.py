"""Staff find accounts of their tenant: by number, by words of names and contacts, or some that are worth a look."""

from typing import Any

from actors.backoffice import Event, event
from contracts.records.accounts import FindAccounts, FoundAccounts
from stack.records_bench import TENANTS, RecordsBench, account, invoice, owner

ANNA = {"contact_id": "P-1", "name": "Anna Kléber", "email": "anna@kleber.example", "roles": []}


def named(tenant: str, number: str, name: str, revision: int = 1, *contacts: dict[str, Any]) -> Event:
    """An event about an account of this name."""
    body = {"account_id": number, "revision": revision, "name": name, "contacts": list(contacts)}
    return event(tenant, "backoffice.account.upserted.v1", body)


async def found(bench: RecordsBench, tenant: str = "acme", **asked: Any) -> list[str]:
    answer: FoundAccounts = await bench.doors.call(FindAccounts(**asked), owner(tenant))
    return [one.account_id for one in answer.items]


async def test_by_number_by_words_of_its_name_and_by_its_contacts(bench: RecordsBench) -> None:
    for tenant in TENANTS:
        await bench.publish(tenant, named(tenant, "C-1001", "Kleber Bau GmbH", 1, ANNA))
    await bench.publish("acme", named("acme", "C-10", "Müller & Söhne"), named("acme", "C-2", "Kleber"))
    assert await found(bench, q="C-10") == ["C-10", "C-1001"], "the one that is meant comes first"
    assert await found(bench, q="kleb") == ["C-1001", "C-2"]
    assert await found(bench, q="GMBH kle") == ["C-1001"]
    assert await found(bench, q="muller") == ["C-10"]
    assert await found(bench, q="anna") == await found(bench, q="anna@kleber.example") == ["C-1001"]
    assert await found(bench, q=".*") == await found(bench, q="nobody") == []
    [one] = (await bench.doors.call(FindAccounts(q="C-1001"), owner("acme"))).items
    assert (one.name, [contact.email for contact in one.contacts]) == ("Kleber Bau GmbH", ["anna@kleber.example"])
    assert await found(bench, "globex", q="muller") == []


async def test_what_is_gone_is_not_found_and_a_renamed_one_by_its_new_name_only(bench: RecordsBench) -> None:
    await bench.publish("acme", named("acme", "C-1", "Old name"), named("globex", "C-1", "Old name"))
    await bench.publish("acme", named("acme", "C-1", "New name", 2))
    assert (await found(bench, q="old"), await found(bench, q="new")) == ([], ["C-1"])
    gone = {"account_id": "C-1", "revision": 3}
    await bench.publish("acme", event("acme", "backoffice.account.deleted.v1", gone))
    assert await found(bench, q="new") == await found(bench, q="C-1") == await found(bench) == []


async def test_without_words_those_with_records_come_first_and_more_tells_of_others(bench: RecordsBench) -> None:
    await bench.define("acme", "orders")
    await bench.publish("acme", *(account("acme", name) for name in ("A-1", "B-1", "C-1")))
    await bench.publish("acme", invoice("acme", 1, accounts=["B-1"]), invoice("acme", 2, accounts=["C-1"]))
    await bench.publish("acme", invoice("acme", 3, accounts=["B-1"], module="orders"))
    await bench.publish("globex", account("globex", "Z-1"), invoice("globex", 1, accounts=["Z-1"]))
    assert await found(bench) == ["B-1", "A-1", "C-1"]
    answer = await bench.doors.call(FindAccounts(limit=1), owner("acme"))
    assert ([one.account_id for one in answer.items], answer.more) == (["B-1"], True)
    assert await found(bench, "globex") == ["Z-1"]
