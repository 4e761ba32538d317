"""What a document comes to, line below line: net, allowances and charges, taxes, total, what is still open."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from edge.domain.sums import net_of, settled_of, signed
from edge.web.records.lines import rate
from edge.web.records.values import NOTHING, Shown, Values

Json = Mapping[str, Any]
Say = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Amount:
    """One row. `aside` is what is said beside the label; `strong` what counts."""

    label: str
    shown: Shown
    aside: str = ""
    strong: bool = False


def amounts_of(record: Json, values: Values, say: Say) -> list[Amount]:
    """Give the rows, only of fields that may be read and have a value. What is added up here is said nowhere else."""
    return [row for row in _rows(record, values, say) if row.shown != NOTHING]


def _rows(record: Json, values: Values, say: Say) -> Iterator[Amount]:
    yield Amount(say("Net"), _money(net_of(record), record, values))
    yield from (_adjusted(each, record, values, say) for each in record.get("adjustments") or ())
    yield from (_tax(each, record, values, say) for each in record.get("taxes") or ())
    yield Amount(values.label("total"), _money(record.get("total"), record, values), strong=True)
    settled = settled_of(record)
    yield Amount(say("Paid or credited"), _money(f"-{settled}" if settled else None, record, values))
    yield Amount(values.label("balance"), _money(record.get("balance"), record, values), strong=True)


def _adjusted(one: Json, record: Json, values: Values, say: Say) -> Amount:
    kind = say("Charge") if one.get("kind") == "charge" else say("Allowance")
    amount = signed(one)
    return Amount(
        str(one.get("reason") or kind),
        _money(None if amount is None else format(amount, "f"), record, values),
        aside=kind if one.get("reason") else "",
    )


def _tax(one: Json, record: Json, values: Values, say: Say) -> Amount:
    per_cent, base = rate(one.get("rate"), values), _money(one.get("base"), record, values)
    name = " ".join(part for part in (say("Tax"), per_cent.text or str(one.get("category") or "")) if part)
    return Amount(
        name,
        _money(one.get("amount"), record, values),
        aside=say("on %(amount)s", amount=base.text) if base != NOTHING else "",
    )


def _money(value: object, record: Json, values: Values) -> Shown:
    return values.value("money", value, record)
