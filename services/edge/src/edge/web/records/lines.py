"""A record's lines as a table: columns that may be read and are used, values by their type."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from edge.web.records.values import NOTHING, Shown, Values

Json = Mapping[str, Any]
KINDS: Final[Mapping[str, str]] = {
    "line_id": "string", "description": "text", "sku": "string", "quantity": "number", "unit": "string",
    "unit_price": "money", "tax_rate": "rate", "total": "money",
}  # fmt: skip
"""The fields of a line in the order of columns. A unit stands behind its quantity, an item below its description."""
SHOWN_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its field's name."""

    name: str
    label: str
    figures: bool


@dataclass(frozen=True, slots=True)
class Lines:
    """The table: `rows` hold a value by name of column, `more` is how many lines are not among them.

    `item` and `unit` tell whether these are drawn beside another column's value instead of having one of their own.
    """

    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Shown], ...]
    more: int
    item: bool
    unit: bool


def lines_of(record: Json, values: Values, *, all_of_them: bool) -> Lines | None:
    """Give the table, None without lines."""
    lines: Sequence[Json] = record.get("lines") or ()
    if not lines:
        return None
    names = [name for name in KINDS if any(line.get(name) not in (None, "") for line in lines)]
    item, unit = {"sku", "description"} <= set(names), {"unit", "quantity"} <= set(names)
    folded = {name for name, folds in (("sku", item), ("unit", unit)) if folds}
    shown = lines if all_of_them else lines[:SHOWN_AT_ONCE]
    return Lines(
        columns=tuple(
            Column(name, values.label(f"lines.{name}"), KINDS[name] in {"number", "money", "rate"})
            for name in names
            if name not in folded
        ),
        rows=tuple({name: _value(name, line, record, values) for name in KINDS} for line in shown),
        more=len(lines) - len(shown),
        item=item,
        unit=unit,
    )


def _value(name: str, line: Json, record: Json, values: Values) -> Shown:
    if KINDS[name] == "rate":
        return rate(line.get(name), values)
    return values.value(KINDS[name], line.get(name), record)


def rate(value: object, values: Values) -> Shown:
    """Give a rate in per cent."""
    shown = values.value("number", value, {})
    return shown if shown == NOTHING else Shown("figures", f"{shown.text}\N{NO-BREAK SPACE}%")
