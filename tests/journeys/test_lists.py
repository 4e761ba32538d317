"""Lists as a customer's program asks for them: conditions, words, orders, fields and counts in an address."""

from urllib.parse import quote

import pytest

from actors import Customer, Tenant, invited_customer, record_event
from actors.backoffice import backoffice_of

TITLES = ("Roof", "Chimney", "Dachausbau Müller", "Roof")


@pytest.fixture
async def customer(acme: Tenant, globex: Tenant) -> Customer:
    """A customer with four invoices, beside others' and another tenant's."""
    for tenant in (globex, acme):
        customer = await invited_customer(tenant)
        days = (f"2026-12-{n + 1:02}" for n in range(4))
        events = [
            record_event(
                tenant.name, f"INV/{n}", 1, due_on=day, total=f"{n}00.00", status="paid" if n == 3 else "open",
                title=title, fields={"internal_note": "secretword"},
            )
            for n, (day, title) in enumerate(zip(days, TITLES, strict=True))
        ]  # fmt: skip
        async with backoffice_of(tenant.name, tenant.amqp_url) as backoffice:
            await backoffice.publish(*events, record_event(tenant.name, "INV/9", 1, accounts=["C-2002"]))
        await customer.sees(4)
    return customer


async def test_a_list_is_asked_for_in_an_address(customer: Customer) -> None:
    async def names(query: str) -> list[str]:
        return [row["record_id"] for row in await customer.records(query=f"&{query}")]

    assert await names("filter[status]=open,overdue&filter[due_on][lte]=2026-12-02&sort=-due_on") == ["INV/1", "INV/0"]
    assert await names("filter[record_id]=" + quote("INV/2", safe="")) == ["INV/2"]
    assert await names("q=" + quote("dach mull")) == ["INV/2"]
    assert await names("q=secretword") == []
    assert await names("sort=-total") == ["INV/3", "INV/2", "INV/1", "INV/0"]
    page = await customer.get("/api/v1/records/invoices?q=roof&count=true&limit=1&fields=total")
    assert (page.body["total"], page.body["next_cursor"] is None) == (2, False)
    assert set(page.body["items"][0]) == {"id", "record_id", "module", "revision", "total"}


async def test_what_is_hidden_and_what_is_not_there_are_refused_alike(customer: Customer) -> None:
    names = ("fields.internal_note", "fields.of_nobody", "contacts", "nothing")
    for query in ("sort={}", "filter[{}]=x", "filter[{}][lt]=x&count=true", "fields=title,{}"):
        told = set()
        for name in names:
            answer = await customer.get("/api/v1/records/invoices?" + query.format(name))
            told.add((answer.status, answer.body["code"], answer.text.replace(name, "?")))
        assert {(status, code) for status, code, _ in told} == {(422, "records.unknown-field")}
        assert len(told) == 1
