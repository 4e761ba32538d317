"""The records that sales leave behind: quote, order, delivery, invoice, credit note."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from contracts.backoffice.record import RecordUpserted
from portico_local.demo.content import phrases
from portico_local.demo.content.amounts import Calculation, Wanted, calculate, counted
from portico_local.demo.content.catalogue import ARTICLES
from portico_local.demo.content.company import seller
from portico_local.demo.content.days import after
from portico_local.demo.content.dice import dice
from portico_local.demo.content.drafting import Fields, record, related
from portico_local.demo.content.invoicing import Bill
from portico_local.demo.content.ledger import Ledger
from portico_local.demo.content.markets import QUOTE_TERMS
from portico_local.demo.content.sales import BOUGHT, Fate, Sale

CARRIERS = {"de": "Hansa Spedition", "en": "Kestrel Freight", "es": "Iberlog", "pt": "Transmar"}
CREDITED_AFTER_DAYS = 12
QUOTE_STATUS = {
    Fate.REJECTED: "rejected",
    Fate.EXPIRED: "expired",
    Fate.WAITING: "open",
    Fate.DRAFT: "draft",
    **dict.fromkeys(BOUGHT, "accepted"),
}


def of_sales(ledger: Ledger) -> Iterator[RecordUpserted]:
    """All of them."""
    yield from (_quote(ledger, sale) for sale in ledger.sales)
    for sale in ledger.bought:
        yield _order(ledger, sale)
        yield _delivery(ledger, sale)
    yield from (_invoice(ledger, sale) for sale in ledger.invoiced)
    yield from (_credit_note(ledger, sale) for sale in ledger.returned)


def _quote(ledger: Ledger, sale: Sale) -> RecordUpserted:
    number, tongue, sums = ledger.quote_numbers[sale.key], sale.customer.market.tongue, _sums(sale)
    return record(
        ledger, "quotes", number, sale.customer,
        {**_fields(sale, sums), "valid_until": sale.valid_until.isoformat()},
        title=phrases.QUOTE[tongue].format(number=number, name=sale.name),
        status=QUOTE_STATUS[sale.fate],
        issued_on=sale.quoted_on.isoformat(),
        terms=QUOTE_TERMS[tongue],
        notes=(phrases.QUOTE_NOTE[tongue],),
        related=related(("orders", ledger.order_numbers.get(sale.key))),
        **_money(sale, sums),
    )  # fmt: skip


def _order(ledger: Ledger, sale: Sale) -> RecordUpserted:
    number, tongue, sums = ledger.order_numbers[sale.key], sale.customer.market.tongue, _sums(sale)
    return record(
        ledger, "orders", number, sale.customer,
        {**_fields(sale, sums), "delivery_on": sale.arrives_on.isoformat()},
        title=phrases.ORDER[tongue].format(number=number, name=sale.name),
        status=_order_status(sale, ledger.today),
        issued_on=sale.ordered_on.isoformat(),
        terms=QUOTE_TERMS[tongue],
        related=related(
            ("quotes", ledger.quote_numbers[sale.key]),
            ("deliveries", ledger.delivery_numbers[sale.key]),
            ("invoices", ledger.invoice_numbers.get(sale.key)),
        ),
        **_money(sale, sums),
    )  # fmt: skip


def _delivery(ledger: Ledger, sale: Sale) -> RecordUpserted:
    number, tongue = ledger.delivery_numbers[sale.key], sale.customer.market.tongue
    status = _delivery_status(sale, ledger.today)
    fields: Fields = {"reference": sale.reference}
    if status != "planned":
        fields |= {
            "carrier": CARRIERS[tongue],
            "tracking_number": f"NL{dice('parcel', sale.key).randint(10**9, 10**10 - 1)}",
        }
    if status == "delivered":
        fields |= {"delivered_on": sale.arrives_on.isoformat()}
    return record(
        ledger, "deliveries", number, sale.customer, fields,
        title=phrases.DELIVERY[tongue].format(number=number, name=sale.name),
        status=status,
        issued_on=min(sale.shipped_on, ledger.today).isoformat(),
        due_on=sale.arrives_on.isoformat(),
        lines=counted((want for want in sale.wanted if not ARTICLES[want[0]].is_work), sale.customer.market),
        parties={"seller": seller(sale.customer.market), "buyer": sale.customer.party()},
        related=related(
            ("orders", ledger.order_numbers[sale.key]), ("invoices", ledger.invoice_numbers.get(sale.key))
        ),
    )  # fmt: skip


def _invoice(ledger: Ledger, sale: Sale) -> RecordUpserted:
    sums = _sums(sale)
    paid = {Fate.PAID: sums.total, Fate.PART_PAID: (sums.total * Decimal("0.3")).quantize(Decimal("0.01"))}
    bill = Bill(
        number=ledger.invoice_numbers[sale.key],
        customer=sale.customer,
        name=sale.name,
        sums=sums,
        issued_on=sale.invoiced_on,
        due_on=sale.due_on,
        paid=None if sale.fate is Fate.RUNNING else paid.get(sale.fate, Decimal(0)),
        related=related(
            ("orders", ledger.order_numbers[sale.key]), ("deliveries", ledger.delivery_numbers[sale.key])
        ),
    )  # fmt: skip
    return bill.record(ledger, _fields(sale, sums))


def _credit_note(ledger: Ledger, sale: Sale) -> RecordUpserted:
    number, market = ledger.credit_numbers[sale.key], sale.customer.market
    returned: Wanted = (next(sku for sku, _ in sale.wanted if not ARTICLES[sku].is_work), 1)
    sums = calculate((returned,), market, sale.allowance, phrases.FRAMEWORK[market.tongue])
    is_open = dice("credit", sale.key).random() < 0.4
    return record(
        ledger, "credit_notes", number, sale.customer,
        {
            "reference": sale.reference,
            "reason": phrases.RETURNED[market.tongue],
            "margin_percent": str(sums.margin),
        },
        title=phrases.CREDIT_NOTE[market.tongue].format(number=number, invoice=ledger.invoice_numbers[sale.key]),
        status="open" if is_open else "settled",
        issued_on=after(sale.invoiced_on, CREDITED_AFTER_DAYS).isoformat(),
        balance=sums.total if is_open else Decimal(0),
        related=related(
            ("invoices", ledger.invoice_numbers[sale.key]), ("orders", ledger.order_numbers[sale.key])
        ),
        **_money(sale, sums),
    )  # fmt: skip


def _sums(sale: Sale) -> Calculation:
    market = sale.customer.market
    return calculate(sale.wanted, market, sale.allowance, phrases.FRAMEWORK[market.tongue])


def _fields(sale: Sale, sums: Calculation) -> Fields:
    project = sale.project.name[sale.customer.market.tongue]
    return {"project": project, "reference": sale.reference, "margin_percent": str(sums.margin)}


def _money(sale: Sale, sums: Calculation) -> dict[str, object]:
    """Lines to total, as on every document with prices."""
    return {
        "currency": sale.customer.market.currency,
        "total": sums.total,
        "lines": sums.lines,
        "taxes": sums.taxes,
        "adjustments": sums.adjustments,
        "parties": {"seller": seller(sale.customer.market), "buyer": sale.customer.party()},
    }


def _order_status(sale: Sale, today: date) -> str:
    if sale.arrives_on <= today:
        return "completed"
    return "shipped" if sale.shipped_on <= today else "confirmed"


def _delivery_status(sale: Sale, today: date) -> str:
    if sale.arrives_on <= today:
        return "delivered"
    return "shipped" if sale.shipped_on <= today else "planned"
