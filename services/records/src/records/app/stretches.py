"""Goes through a list within bounds: at most so many keys are examined a call, and a page may be short and go on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from policy import FieldType, stored_value
from records.app.asking import Question, replaced
from records.app.context import Context
from records.app.sorting import ALWAYS_SORTABLE, is_preset
from records.domain.sort_keys import sort_key
from records.ports import Order, Position, Row

EXAMINED: Final = 5_000
"""Keys that one call examines where no index knows what is wanted."""
STEPS: Final = (500, EXAMINED - 500)
"""Most pages are full after the first."""
COUNTED: Final = 1_000
BY_RECORD: Final = Order(ALWAYS_SORTABLE)


@dataclass(frozen=True, slots=True)
class Page:
    """Rows in order, and where the next page begins; None after the last."""

    rows: Sequence[Row]
    after: Position | None


async def next_page(asked: Question, order: Order, after: Position | None, limit: int, at: Context) -> Page:
    """Give the next page."""
    if asked.ids is None and is_preset(order):
        return await _in_order(asked, order, after, limit, at)
    return await _arranged(asked, order, after, limit, at)


async def _in_order(asked: Question, order: Order, after: Position | None, limit: int, at: Context) -> Page:
    """Read the order's index; in steps where rows may have to be passed over that no index tells from the others."""
    if asked.indexed:
        rows = await at.records.page(asked.wanted, order, after, limit + 1)
        return _page(rows, order, limit, None)
    rows = []
    for keys in STEPS:
        until = await at.records.edge(asked.wanted, order, after, keys)
        rows += await at.records.page(asked.wanted, order, after, limit + 1 - len(rows), until)
        after = until
        if len(rows) > limit or until is None:
            break
    return _page(rows, order, limit, after)


def _page(rows: Sequence[Row], order: Order, limit: int, after: Position | None) -> Page:
    if len(rows) <= limit:
        return Page(rows, after)
    last = rows[limit - 1]
    return Page(rows[:limit], Position(last["sort"][order.key], last["_id"]))


async def _arranged(asked: Question, order: Order, after: Position | None, limit: int, at: Context) -> Page:
    """Sort one stretch of the list in hand; the stretches follow each other by record id, which everybody may read."""
    begin = after.begin if after is not None else None
    keys, until = await _keys(asked, order, begin, at)
    keys.sort(reverse=order.descending)
    behind = [key for key in keys if _is_behind(key, after, order)]
    ids = [name for _, name in behind[:limit]]
    found = {row["_id"]: row for row in await at.records.some(ids, asked.wanted)} if ids else {}
    rows = [found[name] for name in ids if name in found]
    if len(behind) > limit:
        return Page(rows, Position(*behind[limit - 1], begin))
    return Page(rows, None if until is None else Position("", "", until))


async def _keys(
    asked: Question, order: Order, begin: Position | None, at: Context
) -> tuple[list[tuple[str, str]], Position | None]:
    """Give sort key and id of each record of a stretch, and where the stretch ends if others follow."""
    path = ALWAYS_SORTABLE if order.key == ALWAYS_SORTABLE else f"values.{order.key}"
    wanted = replaced(asked.wanted, {path: 1})
    until: Position | None = None
    if asked.ids is not None:
        rows = await at.records.some(asked.ids, wanted) if asked.ids else []
    else:
        until = await at.records.edge(wanted, BY_RECORD, begin, EXAMINED)
        rows = await at.records.page(wanted, BY_RECORD, begin, EXAMINED, until)
    kind = _kind(asked, order)
    return [(sort_key(stored_value(kind, _value(row, path.split(".")))), row["_id"]) for row in rows], until


def _kind(asked: Question, order: Order) -> FieldType:
    grant = asked.unasked.module.readable.get(order.key)
    return grant.kind if grant is not None and grant.kind is not None else "string"


def _value(row: Row, steps: Iterable[str]) -> object:
    at: object = row
    for step in steps:
        at = at.get(step) if isinstance(at, dict) else None
    return at


def _is_behind(key: tuple[str, str], after: Position | None, order: Order) -> bool:
    if after is None or not after.id:
        return True
    last = (after.key, after.id)
    return key < last if order.descending else key > last


async def total(asked: Question, at: Context) -> int | str:
    """Count what is wanted; as text with a plus where there is more, or where looking further costs too much."""
    wanted = replaced(asked.wanted, {"_id": 1})
    if asked.ids is not None:
        return len(await at.records.some(asked.ids, wanted)) if asked.ids else 0
    order = Order(next(iter(wanted.days), "issued_on")) if asked.indexed else BY_RECORD
    known = asked.indexed and wanted.by_status
    until = None if known else await at.records.edge(wanted, order, None, EXAMINED)
    found = len(await at.records.page(wanted, order, None, COUNTED + 1, until))
    if found > COUNTED:
        return f"{COUNTED}+"
    return found if until is None else f"{found}+"
