"""Invoices and credit notes: each rule of the mapping."""

from decimal import Decimal
from typing import Any

import pytest

from backoffice import AccountUpserted, InputRefusedError, RecordUpserted
from backoffice.ubl import UblOptions, read_ubl
from worlds.ubl import (
    BUYER,
    PAYMENT,
    PDF,
    SUBTOTALS,
    TOTALS,
    credit_note_xml,
    document,
    invoice_xml,
    line,
    with_other_prefixes,
)


def _record(content: bytes, **options: Any) -> RecordUpserted:
    [*_, record] = read_ubl(content, UblOptions(**options)).statements
    assert isinstance(record, RecordUpserted)
    return record


def test_an_invoice_says_what_it_is_and_what_it_costs() -> None:
    invoice = _record(invoice_xml())
    assert (invoice.module, invoice.record_id, invoice.title, invoice.status) == (
        "invoices", "INV-42", "Invoice INV-42", "open",
    )  # fmt: skip
    assert (invoice.issued_on, invoice.currency) == ("2026-11-22", "EUR")
    assert (invoice.total, invoice.balance) == (Decimal("121.00"), Decimal("100.00"))
    assert invoice.fields == {"reference": "PO 7", "project": "Roof"}
    assert invoice.terms == "30 days"


@pytest.mark.parametrize(
    ("content", "due_on"),
    [
        (invoice_xml(more="<cbc:DueDate>2026-12-22</cbc:DueDate>"), "2026-12-22"),
        (invoice_xml(), "2026-12-24"),
        (invoice_xml().replace(PAYMENT.encode(), b""), None),
        (invoice_xml(more="<cbc:DueDate>2026-12-22+01:00</cbc:DueDate>"), "2026-12-22"),
    ],
)
def test_it_is_due_on_its_due_date_else_the_payments_else_never(content: bytes, due_on: str | None) -> None:
    assert _record(content).due_on == due_on


def test_every_subtotal_of_the_tax_in_the_documents_currency_is_told() -> None:
    taxes = _record(invoice_xml()).taxes
    assert [(tax.category, tax.rate, tax.base, tax.amount) for tax in taxes] == [
        ("S", Decimal(21), Decimal("100.00"), Decimal("21.00")),
        ("E", Decimal(0), Decimal(-5), Decimal(0)),
    ]
    assert _record(invoice_xml().replace(SUBTOTALS.encode(), b"")).taxes == ()


def test_allowances_and_charges_are_those_of_the_document() -> None:
    found = _record(invoice_xml()).adjustments
    assert [(one.kind, one.reason, one.amount) for one in found] == [
        ("allowance", "Loyal customer", Decimal("10.00")), ("charge", "FC", Decimal(15)),
    ]  # fmt: skip


def test_it_says_where_to_pay() -> None:
    [means] = _record(invoice_xml()).payment_means
    assert (means.kind, means.iban, means.bic, means.reference) == ("30", "NL57 RABO 0107307510", "RABONL2U", "INV-42")


def test_notes_are_told_in_every_language_and_long_ones_in_pieces() -> None:
    assert _record(invoice_xml()).notes == ("Thank you", "Tack så mycket", "ありがとう")
    long = invoice_xml().replace(b">Thank you<", b">" + b"x" * 25_000 + b"<")
    assert [len(note) for note in _record(long).notes][:3] == [10_000, 10_000, 5_000]


def test_parties_are_told_as_on_the_document() -> None:
    parties = _record(invoice_xml()).parties
    assert parties["buyer"].model_dump(exclude_none=True) == {
        "name": "City Hospital",
        "legal_name": "City Hospital AB",
        "address": {
            "street": "Lower street 5", "additional": "Reception, Gate 3", "city": "Malmö", "postal_code": "211 20",
            "region": "Skåne", "country": "SE",
        },
        "tax_id": "SE556677889901",
        "registration": "556677-8899",
        "endpoint": "7300010000001",
        "contact": "Mia Månsson",
        "email": "mia@hospital.example",
        "phone": "+46 40 1",
    }  # fmt: skip
    assert parties["seller"].model_dump(exclude_none=True) == {"name": "Roofs Ltd"}


def test_lines_are_told_with_price_tax_and_sign() -> None:
    first, second = _record(invoice_xml()).lines
    assert first.model_dump() == {
        "line_id": "1", "sku": "A-9", "description": "Service hour\nat the customer's", "quantity": "2", "unit": "HUR",
        "unit_price": "25.00", "tax_rate": "21", "total": "50.00",
    }  # fmt: skip
    assert second.total == Decimal("-50.00")


@pytest.mark.parametrize(
    ("price", "told"),
    [
        ('<cbc:PriceAmount currencyID="EUR">25.00</cbc:PriceAmount><cbc:BaseQuantity>1</cbc:BaseQuantity>', "25.00"),
        ('<cbc:PriceAmount currencyID="EUR">25.00</cbc:PriceAmount><cbc:BaseQuantity>100</cbc:BaseQuantity>', "0.25"),
        (
            '<cbc:PriceAmount currencyID="EUR">1</cbc:PriceAmount><cbc:BaseQuantity>3</cbc:BaseQuantity>',
            "0.333333333333",
        ),
        ('<cbc:PriceAmount currencyID="EUR">300</cbc:PriceAmount><cbc:BaseQuantity>3</cbc:BaseQuantity>', "100.00"),
        ('<cbc:PriceAmount currencyID="EUR">0.00012345678</cbc:PriceAmount>', "0.00012345678"),
        ('<cbc:PriceAmount currencyID="EUR">5.00000000000000</cbc:PriceAmount>', "5.000000000000"),
    ],
)
def test_the_unit_price_is_what_one_unit_costs(price: str, told: str) -> None:
    lines = line(1).replace('<cbc:PriceAmount currencyID="EUR">25.00</cbc:PriceAmount>', price)
    assert _record(invoice_xml(lines=lines)).lines[0].model_dump()["unit_price"] == told


@pytest.mark.parametrize(
    ("taken_away", "sku"),
    [("SellersItemIdentification", "4012345000009"), ("StandardItemIdentification", "A-9")],
)
def test_the_sku_is_the_sellers_number_else_the_standard_one(taken_away: str, sku: str) -> None:
    renamed = line(1).replace(taken_away, "BuyersItemIdentification")
    assert _record(invoice_xml(lines=renamed)).lines[0].sku == sku


@pytest.mark.parametrize(
    ("taken_away", "account"),
    [
        ([], "7300010000001"),
        (["cbc:EndpointID"], "C-1001"),
        (["cbc:EndpointID", "cac:PartyIdentification"], "city-hospital"),
        (["cbc:EndpointID", "cac:PartyIdentification", "cac:PartyName"], "city-hospital-ab"),
    ],
)
def test_the_account_is_the_buyers_endpoint_else_its_number_else_its_name(taken_away: list[str], account: str) -> None:
    buyer = BUYER
    for name in taken_away:
        buyer = buyer.replace(name, name[:4] + "Other")
    known, record = read_ubl(invoice_xml(buyer=buyer)).statements
    assert isinstance(known, AccountUpserted)
    assert isinstance(record, RecordUpserted)
    assert (known.account_id, record.accounts, known.kind, known.emails) == (account, (account,), "customer", ())


@pytest.mark.parametrize(
    ("name", "slug"), [("Müller & Söhne", "muller-sohne"), ("株式会社 日本", "株式会社-日本"), ("A/B..%C", "a-b-c")]
)
def test_a_name_of_any_script_makes_an_account(name: str, slug: str) -> None:
    escaped = name.replace("&", "&amp;")
    buyer = f"<cac:Party><cac:PartyName><cbc:Name>{escaped}</cbc:Name></cac:PartyName></cac:Party>"
    assert _record(invoice_xml(buyer=buyer)).accounts == (slug,)


def test_a_buyer_without_number_and_name_is_nobodys_account() -> None:
    with pytest.raises(InputRefusedError, match="nobody's account") as refused:
        read_ubl(invoice_xml(buyer="<cac:Party></cac:Party>"))
    assert "AccountingCustomerParty/Party" in refused.value.faults[0].place


def test_what_it_refers_to_is_related() -> None:
    related = _record(invoice_xml()).related
    assert {(one.module, one.record_id) for one in related} == {
        ("orders", "SO-88"), ("invoices", "INV-41"), ("contracts", "K-1"),
    }  # fmt: skip


def test_an_embedded_file_is_named_by_the_record_and_handed_on() -> None:
    reading = read_ubl(invoice_xml())
    [attachment] = reading.attachments
    assert (attachment.name, attachment.media_type, attachment.content) == ("time sheet.pdf", "application/pdf", PDF)
    [named] = _record(invoice_xml()).documents
    assert (named.document_id, named.name, named.media_type) == (
        attachment.document_id,
        "time sheet.pdf",
        "application/pdf",
    )
    corrected = invoice_xml().replace(b"121.00", b"120.00")
    assert read_ubl(corrected).attachments[0].document_id == attachment.document_id
    assert read_ubl(invoice_xml("INV-43")).attachments[0].document_id != attachment.document_id


def test_the_status_and_the_accounts_are_for_the_caller_to_choose() -> None:
    reading = read_ubl(invoice_xml(), UblOptions(status="paid", accounts=False))
    assert [type(statement) for statement in reading.statements] == [RecordUpserted]
    assert _record(invoice_xml(), status="paid").status == "paid"


def test_prefixes_mean_nothing() -> None:
    for content in (invoice_xml(), credit_note_xml()):
        assert with_other_prefixes(content) != content
        assert read_ubl(with_other_prefixes(content)) == read_ubl(content)


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "UTF-16", "UTF-8"])
def test_a_file_is_read_in_its_own_encoding(encoding: str) -> None:
    party = "<cac:Party><cac:PartyName><cbc:Name>Köparen</cbc:Name></cac:PartyName></cac:Party>"
    body = f"<cbc:ID>1</cbc:ID><cac:AccountingCustomerParty>{party}</cac:AccountingCustomerParty>{TOTALS}"
    text = document("Invoice", body, declaration=f'<?xml version="1.0" encoding="{encoding}"?>').decode()
    assert _record(text.encode(encoding)).parties["buyer"].name == "Köparen"


def test_a_credit_note_is_one() -> None:
    note = _record(credit_note_xml())
    assert (note.module, note.record_id, note.title, note.status) == (
        "credit_notes",
        "CN-1",
        "Credit note CN-1",
        "open",
    )
    assert (note.total, note.balance, note.due_on) == (Decimal("121.00"), Decimal("100.00"), None)
    assert [(one.quantity, one.total) for one in note.lines] == [(Decimal(2), Decimal("50.00"))]
    assert [(one.module, one.record_id) for one in note.related] == [("invoices", "INV-42")]
