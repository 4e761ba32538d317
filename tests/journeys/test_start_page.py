"""What the pages stand on, through the edge: the start page of a customer, beside others' and another tenant's."""

from decimal import Decimal

import pytest

from actors import Customer, Tenant, invited_customer, record_event
from actors.backoffice import backoffice_of
from actors.tenant import INVOICES

MAY_PAY = {**INVOICES, "actions": ["view", "pay", "export"]}


@pytest.fixture
async def customer(acme: Tenant, globex: Tenant) -> Customer:
    """A customer with three invoices, two of them open, beside others' and another tenant's."""
    for tenant in (globex, acme):
        await tenant.change_portal(modules=[MAY_PAY])
        customer = await invited_customer(tenant)
        events = [
            record_event(
                tenant.name, f"INV/{n}", 1, status="paid" if n == 2 else "open", balance="0" if n == 2 else "0.10"
            )
            for n in range(3)
        ]
        async with backoffice_of(tenant.name, tenant.amqp_url) as backoffice:
            await backoffice.publish(*events, record_event(tenant.name, "INV/9", 1, accounts=["C-2002"]))
        await customer.sees(3)
    return customer


async def test_the_start_page_tells_what_waits_and_leads_to_it(customer: Customer) -> None:
    page = await customer.get("/api/v1/dashboard")
    assert page.status == 200, page.text
    [module] = page.body["modules"]
    [waiting] = module["waiting"]
    assert (waiting["action"], waiting["all"]["count"]) == ("pay", 2)
    [total] = waiting["all"]["sums"]
    assert (total["currency"], Decimal(total["amount"])) == ("EUR", Decimal("0.20"))
    query = "".join(
        f"&filter[{field}][{op}]={text}" for field, ops in waiting["filter"].items() for op, text in ops.items()
    )
    assert {row["record_id"] for row in await customer.records(query=query)} == {"INV/0", "INV/1"}
    assert {row["record"]["record_id"] for row in module["recent"]} == {"INV/0", "INV/1", "INV/2"}
