"""A module's filter in words: each line as a sentence has it, with the tenant's own names of fields and statuses."""

from collections.abc import Mapping
from functools import cached_property
from typing import Final

from edge.domain.drafts.filter_phrases import UNKNOWN, Field, counted, in_units, spoken, wants
from edge.domain.drafts.filter_tree import Group, Line, NotShowable, read
from edge.web.catalogues import later
from edge.web.console.portals.module_words import ModuleWords
from edge.web.visit import Json
from policy import parse_module
from policy.parse_entry import filterable

GAP: Final = "…"
"""Where the value stands."""
WORDS: Final[Mapping[str, str]] = {
    "in": later("is one of …"),
    "nin": later("is none of …"),
    "eq": later("is …"),
    "ne": later("is not …"),
    "lt": later("is less than …"),
    "lte": later("is at most …"),
    "gt": later("is more than …"),
    "gte": later("is at least …"),
    "contains": later("contains …"),
    "lacks": later("does not contain …"),
    "prefix": later("begins with …"),
    "no_prefix": later("does not begin with …"),
    "account": later("is the number of the account that they act for"),
    "contact": later("is the number of the contact that they are"),
    "present": later("is stated"),
    "absent": later("is not stated"),
    "yes": later("is “yes”"),
    "no": later("is “no”"),
    "ago_most": later("is not more than … ago"),
    "ago_more": later("is more than … ago"),
    "ahead_most": later("is not more than … ahead"),
    "ahead_more": later("is more than … ahead"),
    "from_today": later("is today or later"),
    "before_today": later("is before today"),
}
OF_DAYS: Final[Mapping[str, str]] = {
    "lt": later("is before …"),
    "lte": later("is … or earlier"),
    "gt": later("is after …"),
    "gte": later("is … or later"),
}
DAYS: Final = frozenset({"date", "datetime"})
SO_MANY: Final[Mapping[int, tuple[str, str]]] = {
    365: (later("%(count)s year"), later("%(count)s years")),
    30: (later("%(count)s month"), later("%(count)s months")),
    7: (later("%(count)s week"), later("%(count)s weeks")),
    1: (later("%(count)s day"), later("%(count)s days")),
}
"""One of a unit, and several: in each of our languages there is no third form, and CLDR by Babel lacks Portuguese."""
UNIT_WORDS: Final[Mapping[int, str]] = {
    365: later("years"), 30: later("months"), 7: later("weeks"), 1: later("days"),
}  # fmt: skip
AND: Final = later("%(one)s and %(other)s")
OR: Final = later("%(one)s or %(other)s")
PLACEHOLDERS: Final[Mapping[str, str]] = {
    "$me.account": later("the number of the account that they act for"),
    "$me.contact": later("the number of the contact that they are"),
    "$today": later("today"),
}


def fields_of(module: str, definition: Json) -> dict[str, Field]:
    """Give what a filter of a module may ask for, by name, by the tenant's definition of it."""
    statuses = tuple(each["value"] for each in definition.get("statuses") or ())
    found = filterable(parse_module(module, definition))
    return {name: Field(field.kind, statuses if name == "status" else ()) for name, field in found.items()}


class FilterWords(ModuleWords):
    """Says filters of one module in the visitor's language."""

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Give what a filter may ask for, by name."""
        return fields_of(self.name, self.definition)

    def phrase(self, op: str, field: str) -> str:
        """Give the words of an operator, with a gap where its value stands."""
        own = OF_DAYS if self.fields.get(field, UNKNOWN).kind in DAYS else {}
        return self.visit.say(own.get(op) or WORDS.get(op, op))

    def tell(self, document: object) -> str:
        """Say the filter of a document, "" where there is none or it is none that can be told."""
        try:
            return self.sentence(spoken(read(document), self.fields))
        except NotShowable:
            return ""

    def sentence(self, group: Group) -> str:
        """Say a filter: `Status is one of Sent, Paid and Date is not more than 2 years ago`."""
        said = [self._part(part) for part in group.parts]
        joined, joint = said[0] if said else "", AND if group.every else OR
        for other in said[1:]:
            joined = self.visit.say(joint, one=joined, other=other)
        return joined

    def value(self, value: str, line: Line) -> str:
        """Say one value of a line."""
        kind = self.fields.get(line.field, UNKNOWN).kind
        if value in PLACEHOLDERS:
            return self.visit.say(PLACEHOLDERS[value])
        formats = self.visit.formats
        if line.field == "status":
            return self.statuses.get(value, value)
        if kind == "date":
            return formats.day(value)
        if kind == "datetime":
            return formats.moment(value)
        return formats.number(value) if kind in ("number", "money") else f"“{value}”"

    def _part(self, part: Line | Group) -> str:
        if isinstance(part, Group):
            inner = self.sentence(part)
            return f"({inner})" if len(part.parts) > 1 else inner
        words = self.phrase(part.op, part.field)
        return f"{self.named(part.field)} {words.replace(GAP, self._values(part) or GAP)}"

    def _values(self, line: Line) -> str:
        if wants(line, self.fields.get(line.field, UNKNOWN)) != "days":
            return ", ".join(self.value(value, line) for value in line.values)
        count, unit = in_units(line.values[0] if line.values else "")
        number = counted(count)
        if number is None:
            return count
        return self.visit.say(SO_MANY[unit][number != 1], count=number)
