"""The records of looking after installations: objects, work orders, and the invoices for what no contract covers."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from contracts.backoffice.record import RecordUpserted
from portico_local.demo.content.amounts import calculate, counted
from portico_local.demo.content.catalogue import ARTICLES
from portico_local.demo.content.drafting import Fields, record, related
from portico_local.demo.content.installations import Installation
from portico_local.demo.content.invoicing import Bill
from portico_local.demo.content.ledger import Ledger
from portico_local.demo.content.visits import Visit


def of_care(ledger: Ledger) -> Iterator[RecordUpserted]:
    """All of them."""
    yield from (_object(ledger, installation) for installation in ledger.installations)
    yield from (_work_order(ledger, visit) for visit in ledger.visits)
    yield from (_invoice(ledger, visit) for visit in ledger.visits if visit.is_invoiced)


def _object(ledger: Ledger, one: Installation) -> RecordUpserted:
    article, tongue = ARTICLES[one.care.sku], one.customer.market.tongue
    visits = [visit for visit in ledger.visits if visit.installation == one]
    planned = [visit.on for visit in visits if visit.status == "planned"]
    return record(
        ledger, "objects", one.object_id, one.customer,
        {
            "serial_number": one.serial,
            "kind": one.care.kind[tongue],
            "brand": article.brand,
            "model": article.sku,
            "location": one.site,
            "installed_on": one.installed_on.isoformat(),
            "warranty_until": one.warranty_until.isoformat(),
            "next_service_on": min([one.next_service_on, *planned]).isoformat(),
        },
        title=one.title,
        status=one.status,
        issued_on=one.installed_on.isoformat(),
        related=related(*(("work_orders", ledger.visit_numbers[visit.key]) for visit in visits)),
    )  # fmt: skip


def _work_order(ledger: Ledger, visit: Visit) -> RecordUpserted:
    tongue = visit.customer.market.tongue
    starts = datetime.combine(visit.on, time(visit.hour), ZoneInfo(visit.customer.market.time_zone))
    fields: Fields = {
        "description": visit.job.asked[tongue],
        "location": visit.installation.site,
        "priority": visit.priority,
        "technician": visit.technician,
        "planned_from": _utc(starts),
        "planned_until": _utc(starts + timedelta(hours=visit.job.hours)),
    }
    if visit.status == "completed":
        fields["solution"] = visit.job.done[tongue]
    return record(
        ledger, "work_orders", ledger.visit_numbers[visit.key], visit.customer, fields,
        title=f"{visit.job.title[tongue]}, {visit.installation.site}",
        status=visit.status,
        issued_on=visit.asked_on.isoformat(),
        due_on=visit.on.isoformat(),
        lines=counted(visit.job.took, visit.customer.market) if visit.status == "completed" else (),
        related=related(
            ("objects", visit.installation.object_id), ("invoices", ledger.invoice_numbers.get(visit.key))
        ),
    )  # fmt: skip


def _invoice(ledger: Ledger, visit: Visit) -> RecordUpserted:
    market = visit.customer.market
    sums = calculate(visit.job.took, market, Decimal(0), "")
    number = ledger.visit_numbers[visit.key]
    bill = Bill(
        number=ledger.invoice_numbers[visit.key],
        customer=visit.customer,
        name=visit.job.title[market.tongue],
        sums=sums,
        issued_on=visit.invoiced_on,
        due_on=visit.due_on,
        paid=sums.total if visit.is_paid else Decimal(0),
        related=related(("work_orders", number)),
    )
    about: Fields = {"project": visit.installation.title, "reference": number, "margin_percent": str(sums.margin)}
    return bill.record(ledger, about)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
