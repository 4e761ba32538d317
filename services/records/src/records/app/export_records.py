"""Gives a list's rows for a file, page by page, all as of the moment when the first page was asked for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from contracts.principal import Principal
from contracts.records.exporting import ExportPage, ExportRecords
from contracts.records.viewing import ListRecords
from records.app.asking import Question, question
from records.app.columns import cells, columns_of
from records.app.context import Context
from records.app.looking import Look, look, shown
from records.app.sorting import chosen_order
from records.app.stretches import BY_RECORD, next_page
from records.domain.refusal import NotGranted, TooMuchToExport
from records.ports import Order, Row

EXPORT: Final = "export"
MAX_BYTES: Final = 4_000_000
"""Of the values of a page: what the broker carries without being held up."""


async def export_records(request: ExportRecords, who: Principal, at: Context) -> ExportPage:
    """Give a page. Raises what a list raises, NotGranted, NotAColumn, and TooMuchToExport before the first.

    The cursor holds for this very export: its policy version, its question and its beginning.
    """
    looking = await look(who, request.module, at)
    if EXPORT not in looking.module.actions:
        raise NotGranted
    order = chosen_order(looking.module, request.sort)
    columns = columns_of(looking.module, request.fields)
    names = tuple(column.name for column in columns)
    begun = request.as_of or looking.now
    asked = _as_of(begun, question(_list(request, names), looking))
    context = (EXPORT, at.tenant, who.membership, *_bound_to(request, looking, begun), str(order))
    after = at.cursors.open(request.cursor, *context) if request.cursor else None
    if after is None:
        await _refuse_too_much(asked, at)
    page = await next_page(asked, order, after, request.limit, at)
    fitting = _fitting(page.rows)
    if fitting < len(page.rows):
        page = await next_page(asked, order, after, fitting, at)
    visible = await shown(asked.looking.allowed(page.rows), asked.looking, looking, at)
    return ExportPage.model_construct(
        columns=columns,
        rows=tuple(cells(one, columns) for one in visible),
        as_of=begun,
        next_cursor=at.cursors.seal(page.after, *context) if page.after else None,
    )


def _list(request: ExportRecords, names: tuple[str, ...]) -> ListRecords:
    asked = {name: getattr(request, name) for name in ("module", "sort", "q", "filter")}
    return ListRecords.model_construct(**asked, fields=names)


def _bound_to(request: ExportRecords, looking: Look, begun: datetime) -> tuple[str, str, str]:
    version = f"{looking.policy.portal}/{looking.policy.version}"
    return version, begun.isoformat(), request.model_dump_json(exclude={"cursor", "limit", "as_of"})


def _as_of(begun: datetime, asked: Question) -> Question:
    """Want what came in until then: a row that moves meanwhile would be in the file twice, or not at all."""
    where = {**asked.wanted.where, "received_at": {"$lte": begun}}
    return replace(asked, wanted=replace(asked.wanted, where=where))


async def _refuse_too_much(asked: Question, at: Context) -> None:
    """Refuse, before anything is written, a file that would go through more records than one may."""
    if asked.ids is not None:
        return
    wanted, order = asked.wanted, BY_RECORD
    if asked.statuses and asked.indexed:
        wanted = replace(wanted, statuses=asked.statuses)
    if asked.indexed:
        order = Order(next(iter(wanted.days), "issued_on"))
    if await at.records.edge(wanted, order, None, at.most_exported + 1) is not None:
        raise TooMuchToExport(f"At most {at.most_exported} records: ask for a status, or for some dates.")


def _fitting(rows: Sequence[Row]) -> int:
    """Count the rows whose values fit on one page; at least one."""
    size = count = 0
    for row in rows:
        size += _size(row)
        if count and size > MAX_BYTES:
            break
        count += 1
    return count


def _size(value: object) -> int:
    if isinstance(value, str):
        return len(value.encode())
    if isinstance(value, dict):
        return sum(map(_size, value.values()))
    return sum(map(_size, value)) if isinstance(value, list) else 8
