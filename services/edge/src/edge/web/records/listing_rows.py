"""Rows of a list: each names its record and leads to it; what is late stands out, what is done with recedes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from edge.web.records.listing_columns import NUMBER, TITLE, naming
from edge.web.records.values import DECLARED, Shown, Values
from edge.web.visit import Visit

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """A record in a list. `number` stands beside a title, which `name` is then. `late` are days, 0 where it is not.

    `cells` by field, but for the one that names it.
    """

    id: str
    below: str
    name: str
    number: str
    status: Shown
    cells: dict[str, Shown]
    late: int
    closed: bool

    def facts(self, most: int) -> list[tuple[str, Shown]]:
        """Give the first fields that have a value, for a card that shows the status by itself."""
        return [(name, shown) for name, shown in self.cells.items() if shown.kind not in ("none", "status")][:most]


class Rows:
    """Draws the records of one module in some columns. `back` is what their addresses end with, to lead back here."""

    def __init__(self, visit: Visit, values: Values, columns: Sequence[str], back: str = "") -> None:
        self._values, self._columns = values, tuple(columns)
        self._here, self._back = visit.address(f"/m/{values.module['module']}/"), back
        self._naming = naming(self._columns)

    def of(self, records: Iterable[Json]) -> list[Row]:
        """Give the rows."""
        return [self._row(record) for record in records]

    def _row(self, record: Json) -> Row:
        values = self._values
        number = str(record.get(NUMBER) or record["id"])
        title = str(record.get(TITLE) or "") if self._naming == TITLE else ""
        late = -(values.days_left(record) or 0) if values.overdue(record) else 0
        return Row(
            id=record["id"],
            below=f"{self._here}{record['id']}{self._back}",
            name=title or number,
            number=number if title and NUMBER not in self._columns else "",
            status=values.status(record.get("status")),
            cells={name: values.show(record, name) for name in self._columns if name != self._naming},
            late=late,
            closed=values.closed(record),
        )


def sums(visit: Visit, values: Values, columns: Sequence[str], records: Sequence[Json]) -> dict[str, list[str]]:
    """Give what the shown rows come to, per column of money; a line for each currency.

    A column with an amount of no currency has none: it would not be all.
    """
    found: dict[str, list[str]] = {}
    for name in columns:
        if values.kind(name) == "money":
            amounts = [(record.get("currency"), _amount(_raw(record, name))) for record in records]
            said = [(currency, amount) for currency, amount in amounts if amount is not None]
            if said and all(isinstance(currency, str) for currency, _ in said):
                found[name] = _added(visit, said)
    return found


def _added(visit: Visit, said: Sequence[tuple[Any, Decimal]]) -> list[str]:
    by_currency: dict[str, Decimal] = {}
    for currency, amount in said:
        by_currency[currency] = by_currency.get(currency, Decimal(0)) + amount
    return [visit.formats.money(amount, currency) for currency, amount in sorted(by_currency.items())]


def _raw(record: Json, name: str) -> object:
    return (record.get("fields") or {}).get(name[len(DECLARED) :]) if name.startswith(DECLARED) else record.get(name)


def _amount(value: object) -> Decimal | None:
    try:
        amount = Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        return None
    return amount if amount is not None and amount.is_finite() else None
