"""The form of a module's definition: rows of fields and statuses by number, read back as what they say, line by line.

Names are `label-<language>`, and for row `n` `field-<n>-name`, `-type`, `-label-<language>`, `-sortable` and
`-searchable`; `status-<n>-value`, `-label-<language>`, `-tone`, `-closed`, `-waits`. A button says what is to be done
with the rows before anything is saved: `field-add`, `field-<n>-up`, `-down`, `-out`, the same for `status`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

Json = dict[str, Any]
SPOKEN: Final = ("en", "de", "es", "pt")
FIELD, STATUS = "field", "status"
MAX_ROWS: Final = {FIELD: 200, STATUS: 50}
TEXTS: Final = {FIELD: ("name", "type"), STATUS: ("value", "tone")}
FLAGS: Final = {FIELD: ("sortable", "searchable"), STATUS: ("closed", "waits")}
NEW: Final[Mapping[str, Mapping[str, str]]] = {
    FIELD: {"name": "", "type": "string", "sortable": "", "searchable": ""},
    STATUS: {"value": "", "tone": "neutral", "closed": "", "waits": "1"},
}
_NUMBER: Final = re.compile(r"(field|status)-([0-9]{1,3})-(name|value)")
_DONE: Final = re.compile(r"(field|status)-(?:(add)|([0-9]{1,3})-(up|down|out))")
_PLACE: Final = re.compile(r"/(fields|statuses)/([0-9]{1,3})(?:/(\w+))?")


@dataclass(frozen=True, slots=True)
class Row:
    """A field or a status as the form has it; `told` are its texts and flags ("1" or ""), `label` is by language."""

    told: Mapping[str, str]
    label: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form. `fresh` is the row that was just added, to begin in: kind and number."""

    module: str
    label: Mapping[str, str]
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    fresh: tuple[str, int] | None = None

    @property
    def fields(self) -> Sequence[Row]:
        """Give the rows of fields."""
        return self.rows.get(FIELD, ())

    @property
    def statuses(self) -> Sequence[Row]:
        """Give the rows of statuses."""
        return self.rows.get(STATUS, ())


def form_of(module: str, definition: Mapping[str, Any]) -> Form:
    """Give the form that a definition fills."""
    rows = {
        kind: [_row(kind, each) for each in definition.get(key) or ()]
        for kind, key in ((FIELD, "fields"), (STATUS, "statuses"))
    }
    return Form(module, dict(definition.get("label") or {}), rows)


def form_sent(module: str, sent: Mapping[str, str]) -> Form:
    """Give the form that was sent; rows go by their numbers, however many are left out between them."""
    numbers: dict[str, list[int]] = {FIELD: [], STATUS: []}
    for name in sent:
        if found := _NUMBER.fullmatch(name):
            numbers[found[1]].append(int(found[2]))
    rows = {
        kind: [_sent(kind, number, sent) for number in sorted(found)[: MAX_ROWS[kind]]]
        for kind, found in numbers.items()
    }
    return Form(module, _label("", sent), rows)


def done(form: Form, what: str) -> Form | None:
    """Give the form with a row added, moved or taken out; None where `what` is none of these."""
    asked = _DONE.fullmatch(what)
    if asked is None:
        return None
    kind, add, number, how = asked.groups()
    rows = list(form.rows.get(kind, ()))
    if add:
        rows.append(Row(NEW[kind], {}))
        return replace(form, rows={**form.rows, kind: rows[: MAX_ROWS[kind]]}, fresh=(kind, len(rows) - 1))
    at, to = int(number), int(number) + {"up": -1, "down": 1, "out": 0}[how]
    if at >= len(rows) or not 0 <= to < len(rows):
        return form
    row = rows.pop(at)
    if how == "out":
        return replace(form, rows={**form.rows, kind: rows})
    rows.insert(to, row)
    return replace(form, rows={**form.rows, kind: rows}, fresh=(kind, to))


def definition_of(form: Form) -> Json:
    """Give the definition that a form says, right or wrong: whoever keeps it says what is wrong with it."""
    return {
        "label": dict(form.label),
        "fields": [_said(FIELD, row) for row in form.fields],
        "statuses": [_said(STATUS, row) for row in form.statuses],
    }


def place_of(pointer: str) -> str:
    """Give the name of the form's field that a fault's pointer leads to; "" where it is the form as a whole."""
    if pointer == "/label" or pointer.startswith("/label/"):
        return "label"
    found = _PLACE.match(pointer)
    if found is None:
        return ""
    kind = FIELD if found[1] == "fields" else STATUS
    return f"{kind}-{found[2]}-{found[3] or TEXTS[kind][0]}"


def _row(kind: str, said: Mapping[str, Any]) -> Row:
    texts = {name: str(said.get(name) or "") for name in TEXTS[kind]}
    flags = {name: "1" if said.get(name) else "" for name in FLAGS[kind]}
    return Row(texts | flags, dict(said.get("label") or {}))


def _sent(kind: str, number: int, sent: Mapping[str, str]) -> Row:
    prefix = f"{kind}-{number}-"
    texts = {name: sent.get(prefix + name, "").strip() for name in TEXTS[kind]}
    flags = {name: "1" if sent.get(prefix + name) == "1" else "" for name in FLAGS[kind]}
    return Row(texts | flags, _label(prefix, sent))


def _label(prefix: str, sent: Mapping[str, str]) -> dict[str, str]:
    said = ((language, sent.get(f"{prefix}label-{language}", "").strip()) for language in SPOKEN)
    return {language: text for language, text in said if text}


def _said(kind: str, row: Row) -> Json:
    texts: Json = {name: row.told.get(name, "") for name in TEXTS[kind]}
    return texts | {"label": dict(row.label)} | {name: row.told.get(name) == "1" for name in FLAGS[kind]}
