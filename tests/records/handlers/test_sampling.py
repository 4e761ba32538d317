"""A draft is sampled: its modules and a few records, exactly as its published version would show them."""

from typing import Any

import pytest

from contracts.records.sampling import DraftSample, SampleDraft
from contracts.records.viewing import ListRecords, ShowPortal
from stack.doors import Refused
from stack.records_bench import ENTRY, TENANTS, RecordsBench, invoice, owner, portal_document, user

LINES = {**ENTRY, "fields": {**ENTRY["fields"], "lines": "read"}}
OPEN_ONLY = {**LINES, "filter": {"field": "status", "op": "eq", "value": "open"}}
ROLES = {"billing": {"modules": ["invoices"]}, "technical": {"modules": ["orders"]}}


async def sampled(bench: RecordsBench, tenant: str, document: dict[str, Any], **asked: Any) -> DraftSample:
    request = SampleDraft(slug=document["slug"], draft_revision=9, document=document, **asked)
    answer: DraftSample = await bench.doors.call(request, owner(tenant))
    return answer


async def test_it_shows_what_the_published_portal_shows(bench: RecordsBench) -> None:
    draft = portal_document(OPEN_ONLY, {**ENTRY, "module": "orders"}, roles=ROLES)
    for tenant in TENANTS:
        await bench.define(tenant, "orders")
        await bench.publish(tenant, *(invoice(tenant, number, status="open") for number in range(5)))
        await bench.publish(tenant, invoice(tenant, 8, status="draft"), invoice(tenant, 9, accounts=["C-2"]))
    before = await sampled(bench, "acme", draft, account_id="C-1001", limit=3)
    await bench.open("acme", draft, 2)
    who = user("acme")
    portal, page = await bench.doors.call(ShowPortal(), who), ListRecords(module="invoices", limit=3)
    assert before.modules == portal.modules
    assert [one.module for one in before.samples] == ["invoices", "orders"]
    invoices, orders = before.samples
    assert invoices.items == (await bench.doors.call(page, who)).items
    assert (invoices.total, orders.total) == (5, 0)
    assert invoices.record is not None
    assert "lines" in invoices.record
    assert (orders.items, orders.record) == ((), None)


async def test_roles_and_accounts_narrow_it_and_one_module_may_be_asked_for(bench: RecordsBench) -> None:
    for tenant in TENANTS:
        await bench.define(tenant, "orders")
        await bench.publish(tenant, invoice(tenant, 1), invoice(tenant, 2, module="orders"))
    draft = portal_document(LINES, {**ENTRY, "module": "orders"}, roles=ROLES)
    technical = await sampled(bench, "acme", draft, account_id="C-1001", roles=("technical",))
    assert [one.module for one in technical.modules] == [one.module for one in technical.samples] == ["orders"]
    nobody = await sampled(bench, "acme", draft)
    assert [one.items for one in nobody.samples] == [(), ()]
    one = await sampled(bench, "globex", draft, account_id="C-1001", module="orders")
    assert ([each.module for each in one.samples], len(one.modules)) == (["orders"], 2)


async def test_a_draft_that_does_not_hold_and_a_role_that_it_lacks_are_refused(bench: RecordsBench) -> None:
    with pytest.raises(Refused, match="draft-invalid"):
        await sampled(bench, "acme", portal_document({**ENTRY, "module": "nowhere"}))
    with pytest.raises(Refused, match="unknown-role"):
        await sampled(bench, "acme", portal_document(), roles=("boss",))
