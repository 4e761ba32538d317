"""A record's page and its history through the edge: what a customer reads of an invoice, beside another tenant's."""

import re
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest

from actors import Customer, Tenant, invited_customer, record_event
from actors.backoffice import backoffice_of
from actors.tenant import PASSWORD

Pair = list[tuple[Tenant, Customer, str]]


@pytest.fixture
async def pair(acme: Tenant, globex: Tenant) -> Pair:
    """A customer of each tenant, with an invoice that was open, then hidden and disputed, then paid."""
    found: Pair = []
    for tenant in (acme, globex):
        customer = await invited_customer(tenant)
        steps: tuple[dict[str, Any], ...] = (
            {"status": "open"},
            {"status": "overdue", "hidden": True},
            {"status": "paid"},
        )
        async with backoffice_of(tenant.name, tenant.amqp_url) as backoffice:
            for revision, said in enumerate(steps, 1):
                title = f"{tenant.name} {said['status']}"
                await backoffice.publish(record_event(tenant.name, "INV/1", revision, title=title, **said))
                seen = await customer.sees(0 if said.get("hidden") else 1)
        found.append((tenant, customer, seen[0]["id"]))
    return found


async def signed_in(tenant: Tenant, customer: Customer) -> str:
    """Sign in with the page's form, and give the cookie."""
    home, http = f"/p/{tenant.name}/customers", tenant.http
    page = await http.get(f"{home}/sign-in")
    token = re.search(r'name="form_token" value="(\w+)"', page.text)
    assert token, page.text
    fields = {"form_token": token[1], "email": customer.email, "password": PASSWORD}
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": page.headers["Set-Cookie"].split(";")[0],
        "Origin": http.base,
    }
    answer = await http.ask("POST", f"{home}/sign-in", raw=urlencode(fields).encode(), headers=headers)
    assert answer.status == 303, answer.text
    cookies = [value for name, value in answer.headers.items() if name.lower() == "set-cookie"]
    return next(each for each in cookies if f"portico.{tenant.name}." in each).split(";")[0]


async def test_a_customer_reads_an_invoice_and_how_it_changed_and_nothing_of_what_they_did_not_see(pair: Pair) -> None:
    for (tenant, customer, record), (_, _, foreign) in zip(pair, pair[::-1], strict=True):
        history = await customer.get(f"/api/v1/records/invoices/{record}/history")
        assert [one["kind"] for one in history.body["items"]] == ["changed", "appeared"]
        assert history.body["items"][0]["fields"] == [{"field": "status", "before": "open", "after": "paid"}]
        assert "overdue" not in history.text
        assert (await customer.get(f"/api/v1/records/invoices/{foreign}/history")).status == 404

        headers = {"Cookie": await signed_in(tenant, customer)}
        home = f"/p/{tenant.name}/customers/m/invoices"
        page = await tenant.http.ask("GET", f"{home}/{record}", headers=headers)
        said = unescape(page.text)
        assert page.status == 200
        assert f"{tenant.name} paid" in said
        assert "INV/1" in said
        changed = await tenant.http.ask("GET", f"{home}/{record}/history", headers=headers)
        assert "Open" in changed.text
        assert "Overdue" not in changed.text
        assert (await tenant.http.ask("GET", f"{home}/{foreign}", headers=headers)).status == 404
