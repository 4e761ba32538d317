"""What was imported, as the customer sees it through the API: equal to the XML as lxml reads it, and to nobody else."""

import asyncio
import json
from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from actors import Customer, Http, Tenant, invited_customer, new_tenant
from actors.http import opened
from backoffice import AmqpWire, EventMaker, HttpWire, Importer, Publisher, SqliteRevisions
from backoffice.ubl import read_ubl
from backoffice.wire import Wire
from policy.presets import PRESETS
from stack import wait_until_async
from stack.fixtures import Suite
from worlds.ubl import CAC, CBC, credit_note_xml, despatch_xml, invoice_xml, order_xml

BUYER = "7300010000001"
MODULES = ("invoices", "credit_notes", "orders", "deliveries")
LINES = {
    "invoices": ("cac:InvoiceLine", "cbc:InvoicedQuantity"),
    "credit_notes": ("cac:CreditNoteLine", "cbc:CreditedQuantity"),
    "orders": ("cac:OrderLine/cac:LineItem", "cbc:Quantity"),
    "deliveries": ("cac:DespatchLine", "cbc:DeliveredQuantity"),
}
FILES = {
    "invoices": invoice_xml(),
    "credit_notes": credit_note_xml(),
    "orders": order_xml(),
    "deliveries": despatch_xml(),
}


@pytest.fixture(scope="module")
async def http(suite: Suite) -> AsyncIterator[Http]:
    async with opened(suite.edge_url) as client:
        yield client


async def _tenant(http: Http, suite: Suite) -> Tenant:
    """A tenant whose portal is made of the presets."""
    tenant = await new_tenant(http, suite.environ)
    for module in MODULES:
        path = f"/backoffice/v1/modules/{module}"
        answer = await http.ask("PUT", path, PRESETS[module].definition, token=tenant.staff_token)
        assert answer.status < 300, answer.text
    await tenant.change_portal(modules=[PRESETS[module].entry for module in MODULES])
    return tenant


@pytest.fixture
async def tenants(http: Http, suite: Suite) -> list[Tenant]:
    return [await _tenant(http, suite) for _ in range(2)]


async def _import(tenant: Tenant, wire: Wire, folder: Path, *files: bytes) -> list[str]:
    maker = EventMaker(tenant.name, f"erp://{tenant.name}/main")
    with SqliteRevisions(folder / "state.sqlite3", tenant.name) as revisions:
        async with Publisher(wire) as publisher:
            statements = [one for content in files for one in read_ubl(content).statements]
            return [one.verdict for one in await Importer(maker, revisions, publisher).put(statements)]


async def _record(customer: Customer, module: str) -> dict[str, Any]:
    """The one record of a module, once it is there."""
    [listed] = await customer.sees(1, module)
    answer = await customer.get(f"/api/v1/records/{module}/{listed['id']}")
    assert answer.status == 200
    found: dict[str, Any] = answer.body
    return found


def _nodes(root: Any, path: str) -> list[Any]:
    return list(root.xpath(path, namespaces={"cac": CAC, "cbc": CBC}))


def _read(root: Any, path: str) -> str | None:
    texts = _nodes(root, f"{path}/text()")
    return str(texts[0]) if texts else None


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _compare(module: str, record: dict[str, Any], content: bytes) -> None:
    """The record says what the file says."""
    root = etree.fromstring(content)
    assert (record["record_id"], record["issued_on"]) == (_read(root, "cbc:ID"), _read(root, "cbc:IssueDate"))
    if module != "deliveries":
        total = "cac:AnticipatedMonetaryTotal" if module == "orders" else "cac:LegalMonetaryTotal"
        inclusive = _read(root, f"{total}/cbc:TaxInclusiveAmount") or _read(root, f"{total}/cbc:PayableAmount")
        assert record["currency"] == _read(root, "cbc:DocumentCurrencyCode")
        assert Decimal(record["total"]) == Decimal(str(inclusive))
        assert Decimal(record["balance"]) == Decimal(str(_read(root, f"{total}/cbc:PayableAmount")))
        taxes = _nodes(root, 'cac:TaxTotal[cbc:TaxAmount/@currencyID="EUR"]/cac:TaxSubtotal')
        told = [(Decimal(tax["base"]), Decimal(tax["amount"])) for tax in record.get("taxes") or []]
        assert told == [
            (_number(_read(tax, "cbc:TaxableAmount")), _number(_read(tax, "cbc:TaxAmount"))) for tax in taxes
        ]
    path, quantity = LINES[module]
    lines = _nodes(root, path)
    assert [Decimal(line["quantity"]) for line in record["lines"]] == [_number(_read(line, quantity)) for line in lines]
    buyer = "cac:AccountingCustomerParty" if module in ("invoices", "credit_notes") else "cac:BuyerCustomerParty"
    told = record["parties"]["buyer"]
    assert told["name"] == _read(root, f"{buyer}/cac:Party/cac:PartyName/cbc:Name")
    assert told["address"]["city"] == _read(root, f"{buyer}/cac:Party/cac:PostalAddress/cbc:CityName")


@pytest.mark.parametrize("way", ["amqp", "http"])
async def test_what_is_imported_is_seen_by_its_customer_alone(
    tenants: list[Tenant], suite: Suite, tmp_path: Path, way: str
) -> None:
    acme, globex = tenants
    buyer, other, stranger = await asyncio.gather(
        invited_customer(acme, BUYER), invited_customer(acme, "C-2002"), invited_customer(globex, BUYER)
    )
    wire = AmqpWire(acme.amqp_url) if way == "amqp" else HttpWire(suite.edge_url, acme.api_key)
    assert set(await _import(acme, wire, tmp_path, *FILES.values())) <= {"imported", "unchanged"}
    for module, content in FILES.items():
        _compare(module, await _record(buyer, module), content)
    assert [row["record_id"] for row in await other.sees(1, "deliveries")] == ["D-1"], "who receives sees the delivery"
    for module in MODULES:
        assert await stranger.records(module) == []
        assert module == "deliveries" or await other.records(module) == []


async def test_a_corrected_file_replaces_and_the_same_again_changes_nothing(
    tenants: list[Tenant], tmp_path: Path
) -> None:
    acme, globex = tenants
    buyer, stranger = await invited_customer(acme, BUYER), await invited_customer(globex, BUYER)
    await _import(acme, AmqpWire(acme.amqp_url), tmp_path, invoice_xml())
    first = await _record(buyer, "invoices")
    assert set(await _import(acme, AmqpWire(acme.amqp_url), tmp_path, invoice_xml())) == {"unchanged"}
    corrected = invoice_xml().replace(b">121.00<", b">120.00<")
    assert await _import(acme, AmqpWire(acme.amqp_url), tmp_path, corrected) == ["unchanged", "imported"]

    async def replaced() -> bool:
        return bool((await _record(buyer, "invoices"))["revision"] > first["revision"])

    await wait_until_async(replaced, 30)
    _compare("invoices", second := await _record(buyer, "invoices"), corrected)
    assert (second["id"], json.dumps(second["lines"])) == (first["id"], json.dumps(first["lines"]))
    assert await stranger.records() == []
