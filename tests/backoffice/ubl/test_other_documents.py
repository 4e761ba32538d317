"""Orders, despatch advice and catalogues."""

from decimal import Decimal

import pytest

from backoffice import AccountUpserted, InputRefusedError, RecordDeleted, RecordUpserted
from backoffice.ubl import read_ubl
from worlds.ubl import catalogue_line, catalogue_xml, despatch_xml, order_xml, with_other_prefixes

INCLUSIVE = '<cbc:TaxInclusiveAmount currencyID="EUR">150.00</cbc:TaxInclusiveAmount>'


def _records(content: bytes) -> list[RecordUpserted]:
    return [one for one in read_ubl(content).statements if isinstance(one, RecordUpserted)]


def test_an_order_is_wanted_on_a_day_and_delivered_to_a_place() -> None:
    [order] = _records(order_xml())
    assert (order.module, order.record_id, order.status, order.issued_on) == ("orders", "SO-88", "open", "2026-11-20")
    assert order.fields == {"delivery_on": "2026-12-05", "tax_total": "28.75"}
    assert order.accounts == ("7300010000001",)
    assert order.parties["delivery"].model_dump(exclude_none=True) == {"name": "Ward 3", "address": {"city": "Lund"}}
    assert [(line.line_id, line.quantity, line.unit, line.total) for line in order.lines] == [
        ("1", Decimal(10), "NAR", None)
    ]
    assert order.due_on is None
    assert order.related == (), "a contract called NA is none"


@pytest.mark.parametrize(("totals", "total"), [("", "143.75"), (INCLUSIVE, "150.00")])
def test_an_orders_total_is_with_tax_else_what_is_to_pay(totals: str, total: str) -> None:
    [order] = _records(order_xml(totals=totals))
    assert (order.total, order.balance) == (Decimal(total), Decimal("143.75"))


def test_a_delivery_concerns_who_bought_and_who_receives() -> None:
    [delivery] = _records(despatch_xml())
    assert (delivery.module, delivery.status, delivery.issued_on) == ("deliveries", "shipped", "2026-11-21")
    assert delivery.accounts == ("7300010000001", "C-2002")
    assert (delivery.parties["buyer"].name, delivery.parties["delivery"].contact) == ("City Hospital", "Tony")
    assert (delivery.currency, delivery.total, delivery.balance) == (None, None, None)
    assert delivery.fields == {
        "reference": "SO-88", "carrier": "Swift", "tracking_number": "TRACK-1", "delivered_on": "2026-11-23",
    }  # fmt: skip
    assert [(line.sku, line.quantity) for line in delivery.lines] == [("401", Decimal("0.5"))]
    assert [(one.module, one.record_id) for one in delivery.related] == [("orders", "SO-88")]


def test_a_catalogue_is_one_product_a_line_for_whom_it_is_for() -> None:
    lines = catalogue_line(1, sku="P-1") + catalogue_line(2, orderable="false", price="0.5")
    account, first, second = read_ubl(catalogue_xml(lines)).statements
    assert isinstance(account, AccountUpserted)
    assert (account.account_id, account.name) == ("C-1001", "City AB")
    assert isinstance(first, RecordUpserted)
    assert (first.record_id, first.title, first.status, first.currency) == ("P-1", "Pen 1", "available", "NOK")
    assert first.accounts == ("C-1001",)
    assert first.fields == {
        "sku": "P-1", "brand": "Fictive Inc.", "description": "writes", "unit": "XBX", "price": "20.00",
    }  # fmt: skip
    assert isinstance(second, RecordUpserted)
    assert (second.record_id, second.status, second.fields["price"]) == ("CAT-1/2", "discontinued", "0.5")


def test_a_catalogue_for_a_contractor_is_not_for_the_seller_in_its_place() -> None:
    def contractor(number: str) -> str:
        party = f"<cac:Party><cbc:EndpointID>{number}</cbc:EndpointID></cac:Party>"
        return f"<cac:ContractorCustomerParty>{party}</cac:ContractorCustomerParty>"

    [product] = _records(catalogue_xml(catalogue_line(1), contractor("SELLER-1")))
    assert product.accounts == ("C-1001",)
    [product] = _records(catalogue_xml(catalogue_line(1), contractor("C-9")))
    assert product.accounts == ("C-9", "C-1001")


def test_a_line_that_is_taken_away_takes_its_product_away() -> None:
    [gone] = read_ubl(catalogue_xml(catalogue_line(1, sku="P-1", action="Delete"))).statements
    assert isinstance(gone, RecordDeleted)
    assert (gone.module, gone.record_id) == ("products", "P-1")


@pytest.mark.parametrize("lines", [catalogue_line(1, sku="P-1") + catalogue_line(2, sku="P-1"), ""])
def test_a_catalogue_that_contradicts_itself_or_says_nothing_is_refused(lines: str) -> None:
    with pytest.raises(InputRefusedError, match=r"second line about 'P-1'|no line"):
        read_ubl(catalogue_xml(lines))


@pytest.mark.parametrize("content", [order_xml(), despatch_xml(), catalogue_xml(catalogue_line(1))])
def test_prefixes_mean_nothing(content: bytes) -> None:
    assert read_ubl(with_other_prefixes(content)) == read_ubl(content)
