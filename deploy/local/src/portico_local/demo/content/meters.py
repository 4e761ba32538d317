"""A module of the firm's own: the meters of the installations, read every quarter."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from contracts.backoffice.record import RecordUpserted
from portico_local.demo.content.days import working_day
from portico_local.demo.content.dice import dice
from portico_local.demo.content.drafting import record, related
from portico_local.demo.content.installations import Installation
from portico_local.demo.content.ledger import Ledger
from portico_local.demo.content.wording import Said, said

METERS: Final = "meter_readings"
LABEL: Final = said("Meter readings", "Leituras de contadores", "Lecturas de contadores", "Zählerstände")
QUARTER: Final = timedelta(days=91)
READ: Final = 3
"""Readings of each installation."""
_TITLE: Final = said("Reading: {name}", "Leitura: {name}", "Lectura: {name}", "Ablesung: {name}")
_UNIT: Final = "kWh"


def _field(name: str, kind: str, label: Said, **more: bool) -> dict[str, Any]:
    return {"name": name, "type": kind, "label": label, "sortable": False, "searchable": False, **more}


def _status(value: str, tone: str, label: Said) -> dict[str, Any]:
    return {"value": value, "label": label, "tone": tone, "closed": value == "read", "waits": False}


DEFINITION: Final[dict[str, Any]] = {
    "label": LABEL,
    "fields": [
        _field("meter", "string", said("Meter", "Contador", "Contador", "Zähler"), searchable=True),
        _field("reading", "number", said("Reading", "Leitura", "Lectura", "Stand"), sortable=True),
        _field("consumed", "number", said("Consumed", "Consumo", "Consumo", "Verbrauch"), sortable=True),
        _field("unit", "string", said("Unit", "Unidade", "Unidad", "Einheit")),
    ],
    "statuses": [
        _status("read", "success", said("Read", "Lido", "Leído", "Abgelesen")),
        _status("estimated", "warning", said("Estimated", "Estimado", "Estimado", "Geschätzt")),
    ],
}

ENTRY: Final[dict[str, Any]] = {
    "module": METERS,
    "label": LABEL,
    "scope": "account_tree",
    "actions": ["view", "export"],
    "fields": {
        **dict.fromkeys(("title", "status", "issued_on", "fields.meter", "fields.reading"), "read"),
        **dict.fromkeys(("fields.consumed", "fields.unit", "related"), "read"),
    },
    "layout": {"list": ["title", "issued_on", "fields.consumed", "fields.unit", "status"], "view": "list"},
    "layouts": [{"roles": ["technical"], "list": ["title", "fields.meter", "fields.reading"], "view": "cards"}],
    "related": ["objects"],
    "sort": "-issued_on",
}
"""In the portal. Technicians get cards by meter."""


def of_meters(ledger: Ledger) -> Iterator[RecordUpserted]:
    """The last readings of every installation."""
    for one in ledger.installations:
        stand = dice("meter", one.object_id).randint(4_000, 90_000)
        for number in range(READ):
            used = dice("used", one.object_id, number).randint(180, 2_400)
            stand += used
            yield _reading(ledger, one, number, stand, used)


def _reading(ledger: Ledger, one: Installation, number: int, stand: int, used: int) -> RecordUpserted:
    day = working_day(ledger.today - QUARTER * (READ - 1 - number))
    estimated = dice("estimated", one.object_id, number).random() < 0.2
    return record(
        ledger, METERS, f"MR-{one.serial}-{number + 1}", one.customer,
        {"meter": f"Z-{one.serial}", "reading": str(stand), "consumed": str(used), "unit": _UNIT},
        title=_TITLE[one.customer.market.tongue].format(name=one.title),
        status="estimated" if estimated else "read",
        issued_on=day.isoformat(),
        related=related(("objects", one.object_id)),
    )  # fmt: skip
