"""Documents that are records of their own: contracts, acceptance records, warranties."""

from collections.abc import Iterator
from datetime import date

from contracts.backoffice.record import RecordUpserted
from portico_local.demo.content import phrases
from portico_local.demo.content.customers import CUSTOMERS, Customer
from portico_local.demo.content.days import working_day
from portico_local.demo.content.drafting import record, related
from portico_local.demo.content.installations import Installation
from portico_local.demo.content.ledger import Ledger
from portico_local.demo.content.sales import Sale


def of_papers(ledger: Ledger) -> Iterator[RecordUpserted]:
    """All of them."""
    for customer in CUSTOMERS:
        yield _contract(ledger, customer, ledger.today.year - 1)
        yield _contract(ledger, customer, ledger.today.year)
    yield from (_protocol(ledger, sale) for sale in ledger.invoiced)
    yield from (_warranty(ledger, one) for one in ledger.installations if one.warranty_until > ledger.today)


def _contract(ledger: Ledger, customer: Customer, year: int) -> RecordUpserted:
    tongue = customer.market.tongue
    return record(
        ledger, "documents", f"MC-{year}-{customer.account_id[2:]}", customer,
        {
            "category": "contract",
            "description": phrases.CONTRACT_TEXT[tongue],
            "valid_until": date(year, 12, 31).isoformat(),
        },
        title=phrases.CONTRACT[tongue].format(year=year),
        status="current" if year == ledger.today.year else "archived",
        issued_on=working_day(date(year - 1, 12, 14)).isoformat(),
        related=related(*(("objects", one.object_id) for one in ledger.installations if one.customer == customer)),
    )  # fmt: skip


def _protocol(ledger: Ledger, sale: Sale) -> RecordUpserted:
    tongue = sale.customer.market.tongue
    order = ledger.order_numbers[sale.key]
    return record(
        ledger, "documents", order.replace("SO", "AR"), sale.customer,
        {"category": "protocol", "description": phrases.PROTOCOL_TEXT[tongue]},
        title=phrases.PROTOCOL[tongue].format(name=sale.name),
        status="current",
        issued_on=sale.invoiced_on.isoformat(),
        related=related(("orders", order)),
    )  # fmt: skip


def _warranty(ledger: Ledger, one: Installation) -> RecordUpserted:
    tongue = one.customer.market.tongue
    return record(
        ledger, "documents", f"WA-{one.serial}", one.customer,
        {
            "category": "warranty",
            "description": phrases.WARRANTY_TEXT[tongue].format(serial=one.serial),
            "valid_until": one.warranty_until.isoformat(),
        },
        title=phrases.WARRANTY[tongue].format(name=one.title),
        status="current",
        issued_on=one.installed_on.isoformat(),
        related=related(("objects", one.object_id)),
    )  # fmt: skip
