"""What the pages stand on, through the edge: the start page of a customer, beside others' and another tenant's."""

from decimal import Decimal

import pytest

from actors import Customer, Tenant, invited_customer, record_event
from actors.backoffice import backoffice_of
from actors.http import Answer
from actors.tenant import INVOICES
from stack import wait_until_async

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


async def known_to_be_fresh(customer: Customer, path: str) -> Answer:
    """The page once it knows that the backoffice spoke: replicas look once a second."""

    async def fresh() -> Answer | None:
        answer = await customer.get(path)
        assert answer.status == 200, answer.text
        return answer if answer.body["fresh_as_of"] else None

    found = await wait_until_async(fresh, 10)
    assert found is not None
    return found


async def test_the_start_page_tells_what_waits_and_leads_to_it(customer: Customer) -> None:
    page = await known_to_be_fresh(customer, "/api/v1/dashboard")
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


async def test_pages_say_how_fresh_they_are_and_staff_which_source_is_silent(customer: Customer, acme: Tenant) -> None:
    listed = await known_to_be_fresh(customer, "/api/v1/records/invoices")
    one = await customer.get(f"/api/v1/records/invoices/{listed.body['items'][0]['id']}")
    portal = await customer.get("/api/v1/portal")
    told = await acme.http.get("/backoffice/v1/sources", token=acme.staff_token)
    [source] = told.body["items"]
    assert (source["source"], source["modules"], source["silent"]) == (f"erp://{acme.name}/main", ["invoices"], False)
    moments = {listed.body["fresh_as_of"], portal.body["fresh_as_of"], one.headers["Fresh-As-Of"], source["heard_at"]}
    assert len(moments) == 1
    path, wish = f"/backoffice/v1/sources/{source['id']}", {"expected_every": 120}
    changed = await acme.http.ask("PUT", path, wish, token=acme.staff_token)
    assert (changed.status, changed.body["expected_every"]) == (200, 120)
    assert (await acme.http.ask("PUT", path, {"expected_every": 1}, token=acme.staff_token)).status == 422


async def test_a_list_is_downloaded_as_a_file(customer: Customer) -> None:
    path = "/api/v1/records/invoices/export?sort=record_id&filter[status]=open&fields=record_id,balance,fields.project"
    file = await customer.get(path)
    assert (file.status, file.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert file.text.removeprefix("\ufeff").splitlines() == [
        '"Number","Balance","Project"', '"INV/0",0.10,"Roof"', '"INV/1",0.10,"Roof"',
    ]  # fmt: skip
    for name in ("fields.internal_note", "fields.of_nobody"):
        refused = await customer.get(f"/api/v1/records/invoices/export?fields={name}")
        assert (refused.status, refused.code) == (422, "records.unknown-field")


async def test_one_search_goes_through_what_shows_and_leads_to_the_list(customer: Customer) -> None:
    found = await customer.get("/api/v1/search?q=inv&limit=2")
    assert found.status == 200, found.text
    [module] = found.body["modules"]
    assert (module["module"], module["label"]["de"], len(module["items"]), module["more"]) == (
        "invoices",
        "Rechnungen",
        2,
        True,
    )
    exact = await customer.get("/api/v1/search?q=INV%2F2")
    assert [row["record_id"] for row in exact.body["modules"][0]["items"]] == ["INV/2"]
    for word in ("INV%2F9", "late", "zzz", "%21%21"):
        assert (await customer.get(f"/api/v1/search?q={word}")).body == {"modules": []}, word
