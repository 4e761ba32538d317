"""The builder of a filter as its template draws it: each line a row of controls that suit the field's type."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from edge.domain.drafts.filter_form import Path, phrases_at, place
from edge.domain.drafts.filter_phrases import UNITS, UNKNOWN, Field, in_units, wants
from edge.domain.drafts.filter_tree import MAX_DEPTH, MAX_LINES, Group, Line, lines_in
from edge.web.console.portals.filter_words import UNIT_WORDS, FilterWords
from edge.web.visit import Visit

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,3})?Z")
Option = tuple[str, str]


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line. `wants` says with what its value is chosen, `kind` how the browser takes it; `wrong` is what is said."""

    at: str
    field: str
    fields: list[Option]
    op: str
    phrases: list[Option]
    wants: str
    kind: str
    value: str
    unit: int
    choices: list[tuple[str, str, bool]]
    wrong: str
    focused: bool


@dataclass(frozen=True, slots=True)
class DrawnGroup:
    """A group, with what may still come into it."""

    at: str
    every: bool
    parts: list["DrawnLine | DrawnGroup"]
    takes_lines: bool
    takes_groups: bool
    units: list[tuple[int, str]]
    focused: bool


def drawn(visit: Visit, words: FilterWords, group: Group, wrong: Mapping[str, str], focus: str) -> DrawnGroup:
    """Draw a filter said in phrases. `wrong` is what is said by place; `focus` is the button that was pressed."""
    return _Drawing(visit, words, group, wrong, focus).group(group, ())


class _Drawing:
    def __init__(self, visit: Visit, words: FilterWords, whole: Group, wrong: Mapping[str, str], focus: str) -> None:
        self._words, self._wrong = words, wrong
        self._room = lines_in(whole) < MAX_LINES
        self._units = [(unit, visit.say(UNIT_WORDS[unit])) for unit in reversed(UNITS)]
        self._names = sorted(((name, words.named(name)) for name in words.fields), key=lambda one: one[1].casefold())
        self._verb, _, self._pressed = focus.partition(":")

    def group(self, group: Group, path: Path) -> DrawnGroup:
        """Draw a group and what is in it."""
        at, parts, last = place(path), list[DrawnLine | DrawnGroup](), len(group.parts) - 1
        for number, part in enumerate(group.parts):
            inner = (*path, number)
            if isinstance(part, Group):
                parts.append(self.group(part, inner))
            else:
                new = number == last and self._verb == "add" and at == self._pressed
                first = self._verb == "group" and place(path[:-1]) == self._pressed and number == 0 and bool(path)
                parts.append(self._line(part, inner, focused=new or first))
        gone = self._verb == "drop" and at == self._pressed.rpartition(".")[0]
        deeper = self._room and len(path) + 1 < MAX_DEPTH
        return DrawnGroup(at, group.every, parts, self._room, deeper, self._units, focused=gone)

    def _line(self, line: Line, path: Path, *, focused: bool) -> DrawnLine:
        at, field = place(path), self._words.fields.get(line.field, UNKNOWN)
        wanted, joined = wants(line, field), "\n".join(line.values)
        value, unit = in_units(joined) if wanted == "days" else (joined, UNITS[-1])
        kind = _kind(field, value) if wanted == "one" else ""
        known = line.field in self._words.fields
        return DrawnLine(
            at=at,
            field=line.field,
            fields=self._names if known else [*self._names, (line.field, self._words.named(line.field))],
            op=line.op,
            phrases=[(op, self._words.phrase(op, line.field)) for op in phrases_at(field, path, line.op)],
            wants=wanted,
            kind=kind,
            value=value.removesuffix("Z") if kind == "datetime-local" else value,
            unit=unit,
            choices=self._choices(line, field) if wanted == "choices" else [],
            wrong=self._wrong.get(at, ""),
            focused=focused,
        )

    def _choices(self, line: Line, field: Field) -> list[tuple[str, str, bool]]:
        named = dict.fromkeys((*field.choices, *line.values))
        return [(value, self._words.value(value, line), value in line.values) for value in named]


def _kind(field: Field, value: str) -> str:
    """Give the kind of input; a value that its own kind would not show is a text like any other."""
    if field.kind == "date" and (not value or _DAY.fullmatch(value)):
        return "date"
    if field.kind == "datetime" and (not value or _MOMENT.fullmatch(value)):
        return "datetime-local"
    return "decimal" if field.kind in ("number", "money") else "text"
