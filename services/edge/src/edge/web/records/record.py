"""The page of one record: the document as a sheet, beside it what it comes to and what can be done.

Where later pages have their places is said in `templates/record/page.html`.
"""

import asyncio
import re
from dataclasses import dataclass
from typing import Any, Final

from starlette.responses import Response

from contracts.records.viewing import ShowRecord
from edge.domain.refusal import NotFound
from edge.domain.way_back import FROM, kept_query
from edge.web.records.amounts import Amount, amounts_of
from edge.web.records.documents import Document, documents_of
from edge.web.records.lines import Lines, lines_of
from edge.web.records.neighbours import neighbours_of
from edge.web.records.parties import Address, Payment, addresses_of, payments_of
from edge.web.records.related import Group, related_of
from edge.web.records.sections import Section, sections_of
from edge.web.records.values import NOTHING, Json, Shown, Values
from edge.web.visit import Visit

_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A record ready to be drawn. `headline` is the amount that counts, with its label; `days` until it is due.

    `days` is None where nothing is due any more.
    """

    module: Json
    record: Json
    title: str
    status: Shown
    headline: tuple[str, Shown] | None
    days: int | None
    sections: list[Section]
    lines: Lines | None
    amounts: list[Amount]
    parties: list[Address]
    payments: list[Payment]
    documents: list[Document]
    related: list[Group]


async def show(visit: Visit) -> Response:
    """Show it; what may not be seen, and what is none, is told in the same words."""
    module, record_id = asked(visit)
    answer, beside = await asyncio.gather(
        visit.ask(ShowRecord(module=module["module"], id=record_id)), neighbours_of(visit, module, record_id)
    )
    values = Values(visit, module)
    sheet = sheet_of(answer["record"], values, visit)
    return visit.render(
        "record/page",
        {
            "current": module["module"],
            "sheet": sheet,
            "values": values,
            "back": kept_query(visit.http.query_params.get(FROM, "")),
            "beside": beside,
            "fresh_as_of": answer.get("fresh_as_of"),
        },
    )


def asked(visit: Visit) -> tuple[dict[str, Any], str]:
    """Give module and id that the address names. Raises NotFound where there can be no such record."""
    module = visit.module(visit.http.path_params["module"])
    record_id = visit.http.path_params["id"]
    if module is None or not _ID.fullmatch(record_id):
        raise NotFound
    return module, record_id


def sheet_of(record: Json, values: Values, visit: Visit) -> Sheet:
    """Make the sheet, of what the record holds and the module says; nothing is made up."""
    everything = visit.http.query_params.get("lines") == "all"
    return Sheet(
        module=values.module,
        record=record,
        title=str(record.get("title") or record["record_id"]),
        status=values.show(record, "status") if values.has("status") else NOTHING,
        headline=_headline(record, values),
        days=None if values.closed(record) else _days(record, values),
        sections=sections_of(record, values, visit.say),
        lines=lines_of(record, values, all_of_them=everything),
        amounts=amounts_of(record, values, visit.say),
        parties=addresses_of(record, values, visit.say),
        payments=payments_of(record, visit.say),
        documents=documents_of(record),
        related=related_of(record, visit),
    )


def _headline(record: Json, values: Values) -> tuple[str, Shown] | None:
    """Give what is left to pay while something is, else the total."""
    names = ("total",) if values.closed(record) else ("balance", "total")
    found = ((name, values.show(record, name)) for name in names if values.has(name))
    return next(((values.label(name), shown) for name, shown in found if shown != NOTHING), None)


def _days(record: Json, values: Values) -> int | None:
    """Give the days until it is due; past ones only where it is known to be open."""
    days = values.days_left(record)
    return days if days is None or days >= 0 or values.overdue(record) else None
