"""The records that purchases leave behind: order, receipt, the supplier's own invoice, framework contract."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from contracts.backoffice.record import Party, PaymentMeans, RecordUpserted
from portico_local.demo.content.company import seller
from portico_local.demo.content.customers import Customer
from portico_local.demo.content.days import after, working_day
from portico_local.demo.content.drafting import Fields, record, related
from portico_local.demo.content.ledger import Ledger
from portico_local.demo.content.purchases import Purchase, purchases
from portico_local.demo.content.suppliers import SUPPLIERS
from portico_local.demo.content.wording import said

PAID_AFTER_DAYS: Final = 90
HALL: Final = "Nordlicht, Am Sandtorkai 48, 20457 Hamburg"
_ORDER: Final = said("Order {number}", "Encomenda {number}", "Pedido {number}", "Bestellung {number}")
_RECEIPT: Final = said("Receipt {number}", "Receção {number}", "Recepción {number}", "Wareneingang {number}")
_INVOICE: Final = said("Invoice {number}", "Fatura {number}", "Factura {number}", "Rechnung {number}")
_FRAMEWORK: Final = said(
    "Framework agreement {year}", "Contrato-quadro {year}", "Contrato marco {year}", "Rahmenvertrag {year}"
)
_TERMS: Final = said("30 days net", "30 dias, líquido", "30 días, neto", "30 Tage netto")


def of_purchases(ledger: Ledger) -> Iterator[RecordUpserted]:
    """All of them."""
    for one in purchases(ledger.today):
        yield _order(ledger, one)
        if one.has_arrived:
            yield _receipt(ledger, one)
        if one.status == "completed":
            yield _invoice(ledger, one)
    yield from (_framework(ledger, supplier) for supplier in SUPPLIERS)


def _order(ledger: Ledger, one: Purchase) -> RecordUpserted:
    fields: Fields = {"delivery_on": one.wanted_on.isoformat(), "delivery_to": HALL}
    if one.status in ("confirmed", "partly_delivered", "completed"):
        fields |= {"confirmed_on": one.wanted_on.isoformat()}
    return record(
        ledger, "purchase_orders", one.number, one.supplier, fields,
        title=_ORDER[one.supplier.market.tongue].format(number=one.number),
        status=one.status,
        issued_on=one.ordered_on.isoformat(),
        related=related(
            ("deliveries", _numbered("GR", one) if one.has_arrived else None),
            ("invoices", _numbered("SI", one) if one.status == "completed" else None),
        ),
        **_priced(one),
    )  # fmt: skip


def _receipt(ledger: Ledger, one: Purchase) -> RecordUpserted:
    number = _numbered("GR", one)
    return record(
        ledger, "deliveries", number, one.supplier, {"delivered_on": _arrived(ledger, one).isoformat()},
        title=_RECEIPT[one.supplier.market.tongue].format(number=number),
        status="delivered",
        issued_on=one.ordered_on.isoformat(),
        due_on=max(one.wanted_on, _arrived(ledger, one)).isoformat(),
        lines=one.lines(priced=False),
        parties=_parties(one.supplier),
        related=related(("purchase_orders", one.number)),
    )  # fmt: skip


def _invoice(ledger: Ledger, one: Purchase) -> RecordUpserted:
    number, issued = _numbered("SI", one), _arrived(ledger, one)
    paid = (ledger.today - issued).days > PAID_AFTER_DAYS
    due = after(issued, 30) if paid else after(ledger.today, 14)
    return record(
        ledger, "invoices", number, one.supplier, {"reference": one.number},
        title=_INVOICE[one.supplier.market.tongue].format(number=number),
        status="paid" if paid else "open",
        issued_on=issued.isoformat(),
        due_on=due.isoformat(),
        balance=Decimal(0) if paid else one.total,
        payment_means=(PaymentMeans(kind="bank-transfer", reference=number),),
        terms=_TERMS[one.supplier.market.tongue],
        related=related(("purchase_orders", one.number), ("deliveries", _numbered("GR", one))),
        **_priced(one),
    )  # fmt: skip


def _framework(ledger: Ledger, supplier: Customer) -> RecordUpserted:
    year = ledger.today.year
    return record(
        ledger, "documents", f"FA-{year}-{supplier.account_id[2:]}", supplier,
        {"category": "contract", "valid_until": date(year, 12, 31).isoformat()},
        title=_FRAMEWORK[supplier.market.tongue].format(year=year),
        status="current",
        issued_on=working_day(date(year - 1, 12, 14)).isoformat(),
    )  # fmt: skip


def _arrived(ledger: Ledger, one: Purchase) -> date:
    return min(one.wanted_on, ledger.today)


def _numbered(prefix: str, one: Purchase) -> str:
    return one.number.replace("PO", prefix, 1)


def _priced(one: Purchase) -> dict[str, object]:
    return {
        "currency": one.supplier.market.currency,
        "total": one.total,
        "lines": one.lines(priced=True),
        "taxes": one.taxes,
        "parties": _parties(one.supplier),
    }


def _parties(supplier: Customer) -> dict[str, Party]:
    return {"seller": supplier.party(), "buyer": seller(supplier.market)}
