"""Everything that the demo's backoffice says on one day."""

from collections.abc import Iterator
from datetime import date

from contracts.backoffice.account import AccountUpserted
from contracts.backoffice.record import RecordUpserted
from portico_local.demo.content.care_records import of_care
from portico_local.demo.content.customers import CUSTOMERS
from portico_local.demo.content.ledger import Ledger
from portico_local.demo.content.meters import of_meters
from portico_local.demo.content.paper_records import of_papers
from portico_local.demo.content.price_lists import of_catalogue
from portico_local.demo.content.purchase_records import of_purchases
from portico_local.demo.content.sale_records import of_sales
from portico_local.demo.content.suppliers import SUPPLIERS


def accounts(today: date) -> tuple[AccountUpserted, ...]:
    """Every account, parents before what belongs under them."""
    revision = Ledger(today).revision
    return tuple(
        customer.event(revision) for customer in sorted((*CUSTOMERS, *SUPPLIERS), key=lambda one: one.parent or "")
    )


def records(today: date) -> tuple[RecordUpserted, ...]:
    """Every record: the suppliers' before the customers', whose papers come last."""
    ledger = Ledger(today)
    return (*of_purchases(ledger), *_of_customers(ledger))


def _of_customers(ledger: Ledger) -> Iterator[RecordUpserted]:
    yield from of_catalogue(ledger)
    yield from of_care(ledger)
    yield from of_sales(ledger)
    yield from of_meters(ledger)
    yield from of_papers(ledger)
