"""Records made up to show what a list and a page look like where a tenant has none yet; whoever shows them says so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

Json = dict[str, Any]
DECLARED: Final = "fields."
CURRENCY: Final = "EUR"
AMOUNTS: Final = ("1248.00", "386.50", "94.20")
SINCE: Final = (3, 17, 41)
"""Days since each was issued."""
UNTIL: Final = (11, 4, 2)
"""Days until each is due."""


@dataclass(frozen=True, slots=True)
class Words:
    """What examples say, in the reader's language: titles, and texts by name of field; `other` for any other field."""

    titles: Sequence[str]
    fields: Mapping[str, str]
    other: str


def examples(module: Json, words: Words, today: date) -> list[Json]:
    """Give one record for each title, of the fields that `module` of a portal's view reads and no other."""
    return [_record(module, words, number, today) for number in range(len(words.titles))]


def _record(module: Json, words: Words, number: int, today: date) -> Json:
    fields: Json = module["fields"]
    status = _status(module, number)
    amount = AMOUNTS[number % len(AMOUNTS)]
    known = {
        "title": words.titles[number],
        "status": status.get("value"),
        "issued_on": (today - timedelta(days=SINCE[number % len(SINCE)])).isoformat(),
        "due_on": (today + timedelta(days=UNTIL[number % len(UNTIL)])).isoformat(),
        "currency": CURRENCY,
        "total": amount,
        "balance": "0.00" if status.get("closed") else amount,
    }
    made = {name: value for name, value in known.items() if name in fields and value is not None}
    declared = {
        name.removeprefix(DECLARED): _value(name, field["type"], words, amount, today)
        for name, field in fields.items()
        if name.startswith(DECLARED)
    }
    lines = _lines(fields, words, amount)
    return {
        "id": f"example-{number + 1}",
        "record_id": f"{module['module'][:2].upper()}-{today.year}-{number + 41:04}",
        "module": module["module"],
        **made,
        **({"fields": declared} if declared else {}),
        **({"lines": lines} if lines else {}),
    }


def _status(module: Json, number: int) -> Json:
    """Give a status: those that records have while they wait, then one that is done with."""
    statuses = [each for each in module["statuses"] if each["value"] != "draft"]
    if not statuses:
        return {}
    closed = [each for each in statuses if each["closed"]]
    waiting = [each for each in statuses if not each["closed"]] or statuses
    found: Json = (closed or waiting)[0] if number == 1 else waiting[number % len(waiting)]
    return found


def _value(name: str, kind: str | None, words: Words, amount: str, today: date) -> object:
    simple = {
        "money": amount,
        "number": "3",
        "date": (today + timedelta(days=30)).isoformat(),
        "datetime": f"{(today + timedelta(days=2)).isoformat()}T09:00:00Z",
        "boolean": True,
    }
    return simple.get(kind or "") or words.fields.get(name.removeprefix(DECLARED), words.other)


def _lines(fields: Json, words: Words, amount: str) -> list[Json]:
    line = {
        "line_id": "1", "sku": "A-100", "description": words.titles[0], "quantity": "1", "unit_price": amount,
        "tax_rate": "19", "total": amount,
    }  # fmt: skip
    made = {name: value for name, value in line.items() if f"lines.{name}" in fields}
    return [made] if made else []
