"""One field of one record, ready to be drawn: what it is called and how it is read, by its type in the module.

`templates/parts/values.html` draws what comes from here; what a module's fields are is known from `visit.view` only.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from edge.domain.headings import readable
from edge.domain.urgency import days_left, is_closed, is_overdue
from edge.web.catalogues import label
from edge.web.visit import Visit

Json = Mapping[str, Any]
FIGURES: Final = frozenset({"number", "money"})
DECLARED: Final = "fields."


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as text. `kind` says how it is drawn; `tone` is a status's, `machine` a moment as programs read it."""

    kind: str
    text: str = ""
    tone: str = ""
    machine: str = ""


NOTHING: Final = Shown("none")


class Values:
    """How one visitor reads the records of one module. `module` is a module of `visit.view`."""

    def __init__(self, visit: Visit, module: Json) -> None:
        self.module, self._fields = module, module["fields"]
        self._formats, self.language = visit.formats, visit.language
        say, formats = visit.say, self._formats
        self._readers: Mapping[str, Callable[[object, Json], Shown]] = {
            "money": lambda value, record: Shown("figures", formats.money(value, record.get("currency"))),
            "number": lambda value, _: Shown("figures", formats.number(value)),
            "date": lambda value, _: Shown("day", formats.day(str(value)), machine=str(value)),
            "datetime": lambda value, _: Shown("moment", formats.moment(str(value)), machine=str(value)),
            "boolean": lambda value, _: Shown("flag", say("Yes") if value is True else say("No")),
            "text": lambda value, _: Shown("text", str(value)),
        }

    @property
    def territories(self) -> Mapping[str, str]:
        """Countries by their code, in the reader's language."""
        return self._formats.locale.territories

    @cached_property
    def today(self) -> date:
        """The day it is where the reader lives."""
        return self._formats.today()

    @cached_property
    def statuses(self) -> Mapping[str, Shown]:
        """Every status of the module as it is drawn, in the module's order."""
        return {
            one["value"]: Shown("status", label(one["label"] or {}, self.language) or one["value"], one["tone"])
            for one in self.module["statuses"]
        }

    @property
    def names(self) -> Iterable[str]:
        """Every field that this visitor may read, in the author's order."""
        return self._fields  # type: ignore[no-any-return]

    def has(self, name: str) -> bool:
        """Tell whether this visitor may read a field."""
        return name in self._fields

    def kind(self, name: str) -> str | None:
        """Give a field's type; None for groups, and for what may not be read."""
        found = self._fields.get(name)
        return found["type"] if found else None

    def figures(self, name: str) -> bool:
        """Tell whether a field is one of figures, which stand to the right."""
        return self.kind(name) in FIGURES

    def label(self, name: str) -> str:
        """Give what a field is called: the tenant's word, else ours, else its name made readable."""
        return readable(name, (self._fields.get(name) or {}).get("label"), self.language)

    def show(self, record: Json, name: str) -> Shown:
        """Give a field of a record; what is missing, not granted or no single value is `NOTHING`."""
        if name.startswith(DECLARED):
            return self.value(self.kind(name), (record.get("fields") or {}).get(name[len(DECLARED) :]), record)
        if name == "status":
            return self.status(record.get("status"))
        return self.value(self.kind(name) or "string", record.get(name), record)

    def value(self, kind: str | None, value: object, record: Json) -> Shown:
        """Give a value of a type; money is in the record's currency."""
        if value is None or value == "" or kind is None or isinstance(value, dict | list):
            return NOTHING
        read = self._readers.get(kind)
        return read(value, record) if read else Shown("line", str(value))

    def status(self, value: object) -> Shown:
        """Give a status with its label and tone; one that the module does not name is told as it came."""
        if not isinstance(value, str) or not value:
            return NOTHING
        return self.statuses.get(value) or Shown("status", readable(value, None, self.language), "neutral")

    def closed(self, record: Json) -> bool:
        """Tell whether nothing waits for anybody any more."""
        return is_closed(record, self.module)

    def overdue(self, record: Json) -> bool:
        """Tell whether it should have been settled before today."""
        return is_overdue(record, self.module, self.today)

    def days_left(self, record: Json) -> int | None:
        """Give the days until it is due, negative ones since."""
        return days_left(record, self.today)
