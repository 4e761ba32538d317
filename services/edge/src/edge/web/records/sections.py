"""Arranges a record as its module lays it out: sections of facts, and the groups that are drawn in a way of their own.

Two things stand where a document has them, wherever the layout names them: parties at its head, what it comes to below
its lines. Documents and related records stand beside the sheet.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from edge.web.catalogues import label
from edge.web.records.values import NOTHING, Shown, Values

Json = Mapping[str, Any]
TOTALS: Final = "totals"
LINES: Final = "lines"
AMOUNTS: Final = ("total", "balance", "taxes", "adjustments")
"""Drawn as one block, `totals`."""
ON_PAPER: Final = (LINES, TOTALS, "payment_means", "notes", "contacts")
ELSEWHERE: Final = ("parties", "documents", "related")
IN_THE_HEAD: Final = ("title", "record_id", "status")
"""Said above the sheet already."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the sheet: facts in a grid, texts below each other, then groups by name."""

    label: str
    facts: tuple[tuple[str, Shown], ...] = ()
    texts: tuple[tuple[str, Shown], ...] = ()
    groups: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Tell whether it says nothing: no group, and no field with a value."""
        return not self.groups and all(shown == NOTHING for _, shown in (*self.facts, *self.texts))


def sections_of(record: Json, values: Values, say: Callable[[str], str]) -> list[Section]:
    """Give what is on the sheet, in order. Groups without content and sections without a value are left out."""
    left = [group for group in ON_PAPER if _filled(group, record, values)]
    found = [_section(part, record, values, left) for part in _laid_out(values, say)]
    return _with_totals_below_lines([one for one in found if not one.empty])


def _laid_out(values: Values, say: Callable[[str], str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Give label and fields of each section; a module that lays out nothing has everything that may be read."""
    detail = values.module["layout"].get("detail") or ()
    for part in detail:
        yield label(part["section"] or {}, values.language), part["fields"]
    if not detail:
        names = list(dict.fromkeys(_group(name) or name for name in values.names))
        yield say("Details"), [name for name in names if name not in ON_PAPER]
        yield from (
            (values.label(name) if name != TOTALS else say("Amounts"), [name]) for name in names if name in ON_PAPER
        )


def _section(part: tuple[str, Sequence[str]], record: Json, values: Values, left: list[str]) -> Section:
    """Make a section; each group is drawn once, where it is named first."""
    facts: list[tuple[str, Shown]] = []
    texts: list[tuple[str, Shown]] = []
    groups: list[str] = []
    for name in part[1]:
        group = _group(name)
        if group in left:
            left.remove(group)
            groups.append(group)
        elif group is None and values.has(name) and name not in IN_THE_HEAD:
            shown = values.show(record, name)
            (texts if shown.kind == "text" else facts).append((values.label(name), shown))
    return Section(part[0], tuple(facts), tuple(texts), tuple(groups))


def _group(name: str) -> str | None:
    """Give the block that a field is drawn in; None for one that is a fact of its own."""
    if name in AMOUNTS or name == TOTALS:
        return TOTALS
    if name.startswith("lines."):
        return LINES
    return name if name in ON_PAPER or name in ELSEWHERE else None


def _filled(group: str, record: Json, values: Values) -> bool:
    if group == TOTALS:
        return any(record.get(name) for name in AMOUNTS if values.has(name))
    return bool(record.get(group))


def _with_totals_below_lines(found: list[Section]) -> list[Section]:
    """Move the section of the totals behind that of the lines where it comes before them."""
    totals = next((n for n, one in enumerate(found) if TOTALS in one.groups), -1)
    lines = next((n for n, one in enumerate(found) if LINES in one.groups), -1)
    if not 0 <= totals < lines:
        return found
    return [*found[:totals], *found[totals + 1 : lines + 1], found[totals], *found[lines + 1 :]]
