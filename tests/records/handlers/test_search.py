"""A search through everything finds in each module what the module's list finds, and nothing else."""

from typing import Any

import pytest

from actors.backoffice import Event
from contracts.principal import Principal
from contracts.records.searching import ModuleHits, SearchRecords
from stack.records_bench import ENTRY, MODULE, RecordsBench, invoice, portal_document, user

SEARCHED = [{**field, "searchable": field["name"] in {"project", "story"}} for field in MODULE["fields"]]
MODULES = ("invoices", "orders", "objects")
ROLES = {"orders": {"modules": ["orders"]}, "blind": {"modules": list(MODULES), "without": ["view"]}}
QUESTIONS = ("roof", "ROOF 1", "inv-0003", "mull", "secretword", "hidden", "zzz", "inv roof", "!!", ".*", "leak")


@pytest.fixture
async def asked(bench: RecordsBench) -> RecordsBench:
    """Both tenants have three modules with the same records; stories show in orders only, nothing of objects does."""
    orders = {**ENTRY, "module": "orders", "fields": {**ENTRY["fields"], "fields.story": "read"}}
    for tenant in ("acme", "globex"):
        for module in MODULES:
            await bench.define(tenant, module, 2, fields=SEARCHED)
        entries = (ENTRY, orders, {**ENTRY, "module": "objects", "on": False})
        await bench.open(tenant, portal_document(*entries, roles=ROLES), 2)
        await bench.publish(tenant, *(numbered(tenant, n, module) for n in range(12) for module in MODULES))
    return bench


def numbered(tenant: str, n: int, module: str) -> Event:
    fields = {"project": f"Roof {n}", "story": "it leaks", "kind": "secretword", "internal": "secretword"}
    account = "C-1001" if n % 4 else "C-2"
    return invoice(tenant, n, module=module, title=f"Müller {n}", fields=fields, accounts=[account], hidden=n == 5)


async def search(bench: RecordsBench, who: Principal, q: str, **more: Any) -> dict[str, ModuleHits]:
    found = await bench.doors.call(SearchRecords(q=q, **more), who)
    return {one.module: one for one in found.modules}


@pytest.mark.parametrize("q", QUESTIONS)
async def test_each_module_finds_what_its_list_finds(asked: RecordsBench, q: str) -> None:
    people = [user("acme"), user("acme", "C-2"), user("globex"), user("acme", roles=frozenset({"orders"}))]
    for who in people:
        found = await search(asked, who, q, limit=20)
        shown = ("orders",) if who.roles else ("invoices", "orders")
        listed = {module: await asked.seen(who, module, q=q, limit=100) for module in shown}
        assert {name: [row["id"] for row in one.items] for name, one in found.items()} == {
            name: [row["id"] for row in rows] for name, rows in listed.items() if rows
        }
        assert not any(one.more for one in found.values())
    assert await search(asked, user("acme", roles=frozenset({"blind"})), q) == {}


async def test_a_word_of_a_field_that_does_not_show_finds_nothing_there(asked: RecordsBench) -> None:
    found = await search(asked, user("acme"), "leak")
    assert list(found) == ["orders"]
    allowed = {"id", "record_id", "module", "revision", "title", "status", "issued_on", "due_on", "currency", "total"}
    assert all(set(row) <= allowed for row in found["orders"].items)


async def test_the_record_of_that_very_number_comes_first_and_few_others_after_it(
    asked: RecordsBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = await search(asked, user("acme"), "roof", limit=3)
    assert [(len(one.items), one.more) for one in found.values()] == [(3, True), (3, True)]
    monkeypatch.setattr("records.app.search_records.EXAMINED", 2)
    found = await search(asked, user("acme"), "INV-0003")
    assert [row["record_id"] for row in found["invoices"].items] == ["INV-0003"]
    assert found["invoices"].more, "it did not go through all"
    assert "INV-0004" not in str(await search(asked, user("acme"), "INV-0004")), "another account's"


async def test_too_many_words_are_refused_as_in_a_list(asked: RecordsBench) -> None:
    problem = await asked.doors.refusal(SearchRecords(q="a b c d e f g h i"), user("acme"))
    assert (problem.status, problem.code) == (422, "records.too-many-words")
