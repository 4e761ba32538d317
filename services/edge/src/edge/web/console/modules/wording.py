"""Definitions in words: types, tones, what differs, what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from contracts.problem import Fault
from edge.domain.definition_changes import Change
from edge.domain.definition_form import place_of
from edge.domain.headings import readable
from edge.web.catalogues import later
from edge.web.visit import Visit

TYPES: Final[Mapping[str, str]] = {
    "string": later("Line of text"), "text": later("Text of several lines"), "number": later("Number"),
    "money": later("Amount"), "date": later("Day"), "datetime": later("Day and time"),
    "boolean": later("Yes or no"), "choice": later("One of several words"),
}  # fmt: skip
TONES: Final[Mapping[str, str]] = {
    "neutral": later("Quiet"), "info": later("Under way"), "success": later("Good"),
    "warning": later("Needs a look"), "danger": later("Bad"),
}  # fmt: skip
CHANGES: Final[Mapping[str, str]] = {
    "label": later("The module is called otherwise."),
    "field-added": later("The field “%(name)s” is new."),
    "field-removed": later("The field “%(name)s” is gone."),
    "field-moved": later("The fields stand in another order."),
    "field-type": later("The field “%(name)s” holds something of another kind."),
    "field-label": later("The field “%(name)s” is called otherwise."),
    "field-sortable": later("Whether lists can be sorted by “%(name)s” has changed."),
    "field-searchable": later("Whether “%(name)s” is searched has changed."),
    "status-added": later("The status “%(name)s” is new."),
    "status-removed": later("The status “%(name)s” is gone."),
    "status-moved": later("The statuses stand in another order."),
    "status-label": later("The status “%(name)s” is called otherwise."),
    "status-tone": later("The status “%(name)s” has another tone."),
    "status-closed": later("Whether the status “%(name)s” closes a record has changed."),
    "status-waits": later("Whether a record waits for somebody in “%(name)s” has changed."),
}
WRONG: Final[Mapping[str, str]] = {
    "duplicate": later("There is another one of this name."),
    "not-a-choice": later("Choose one of the list."),
    "not-sortable": later("Lists cannot be sorted by text of several lines."),
    "not-searchable": later("Only text and words are searched."),
    "too-few": later("Write a label in at least one language."),
    "too-long": later("That is too long."),
    "too-many": later("There are too many."),
}
SHAPES: Final[Mapping[str, str]] = {
    "name": later("A name is letters, digits and underscores, and begins with a letter."),
    "value": later("A value is letters, digits, dots, hyphens and underscores."),
    "label": later("A label is one line of at most 200 letters."),
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a definition: sentences by the form's field, and those that are of none."""

    beside: Mapping[str, str]
    above: Sequence[str]


def told(visit: Visit, changes: Sequence[Change]) -> list[str]:
    """Give what differs, as sentences."""
    return [visit.say(CHANGES[each.code], name=readable(each.name, each.label, visit.language)) for each in changes]


def mistake(visit: Visit, faults: Sequence[Fault]) -> Mistake:
    """Say what is wrong with a definition that was sent."""
    beside: dict[str, str] = {}
    above: list[str] = []
    for fault in faults:
        place = place_of(fault.pointer.removeprefix("/definition"))
        if place:
            beside.setdefault(place, _sentence(visit, fault, place))
        else:
            above.append(fault.detail)
    return Mistake(beside, above)


def _sentence(visit: Visit, fault: Fault, place: str) -> str:
    known = WRONG.get(fault.code) or SHAPES.get(place.rpartition("-")[2])
    return visit.say(known) if known else fault.detail
