"""What stands on the start page, block by block, ready to be drawn: amounts, days and words as this reader reads them.

Made from the answer of `records.show-dashboard.v1` and from nothing else: no block is left out but an empty one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from edge.domain.list_address import list_address
from edge.web.catalogues import later
from edge.web.records.values import NOTHING, Shown, Values
from edge.web.visit import Visit

Json = Mapping[str, Any]
NEW: Final = 6
"""Records that are told as new, of all modules together."""
OF_ONE: Final = 2
"""Of one module as many, so that a delivery of fifty documents does not hide the one order."""
SOON: Final = 7
"""Days before it is due that what waits begins to stand out."""
ACTIONS: Final = {
    "pay": ("wallet", later("To pay"), later("Next due")),
    "approve": ("circle-check", later("To approve"), later("Next one ends")),
}
"""What is said of an action: icon, heading, what its next day is called."""
AMOUNT: Final = ("total", "balance")


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class WaitingBlock:
    """What waits for one action in one module. `sums` are amounts by currency, empty where they may not be known.

    `late` is what is overdue of it, with its sums before it; `next_day` when the next is due, `soon` within a week.
    """

    action: str
    icon: str
    heading: str
    label: str
    count: str
    place: str
    sums: list[str]
    late: Link | None
    late_sums: list[str]
    next_called: str
    next_day: str
    next_in: str
    soon: bool


@dataclass(frozen=True, slots=True)
class GoingBlock:
    """What is being done in one module: each stage with its status, how many, and where they are listed."""

    icon: str
    label: str
    place: str
    stages: list[tuple[Shown, str, str]]


@dataclass(frozen=True, slots=True)
class FreshRecord:
    """A record that came in lately."""

    icon: str
    title: str
    number: str
    label: str
    place: str
    status: Shown
    amount: Shown
    moment: str
    ago: str


class StartBlocks:
    """Makes them for one visitor. A module that the frame does not show (yet) is left to the next look."""

    def __init__(self, visit: Visit, board: Json) -> None:
        self._visit, self._formats = visit, visit.formats
        self._today = visit.formats.today()
        self._modules = [(each, shown) for each in board["modules"] if (shown := visit.module(each["module"]))]

    def waiting(self) -> list[WaitingBlock]:
        """Give what waits: to pay first, what has something overdue before the rest."""
        found = [
            self._waiting(each, one)
            for action in ACTIONS
            for each, _ in self._modules
            for one in each["waiting"]
            if one["action"] == action and one["all"]["count"]
        ]
        return sorted(found, key=lambda block: block.late is None)

    def going(self) -> list[GoingBlock]:
        """Give what is being done, in the portal's order."""
        return [self._going(each, shown) for each, shown in self._modules if each.get("stages")]

    def fresh(self) -> list[FreshRecord]:
        """Give what is new of all modules, newest first."""
        found = [(new, shown) for each, shown in self._modules for new in each["recent"][:OF_ONE]]
        found.sort(key=lambda pair: str(pair[0]["changed_at"]), reverse=True)
        return [self._fresh(new, shown) for new, shown in found[:NEW]]

    def _waiting(self, module: Json, one: Json) -> WaitingBlock:
        icon, heading, next_called = ACTIONS[one["action"]]
        name, overdue = module["module"], one["overdue"] or {"count": 0, "sums": None}
        due = _day(one.get("next_due"))
        days = (due - self._today).days if due else SOON + 1
        return WaitingBlock(
            action=one["action"],
            icon=icon,
            heading=self._visit.say(heading),
            label=self._visit.label(module["label"]),
            count=self._count(one["all"]["count"]),
            place=self._list(name, one["filter"]),
            sums=self._sums(one["all"]),
            late=self._late(name, one, overdue) if overdue["count"] else None,
            late_sums=self._sums(overdue),
            next_called=self._visit.say(next_called),
            next_day=self._formats.day(due) if due else "",
            next_in=self._until(due) if due else "",
            soon=days <= SOON,
        )

    def _until(self, day: date) -> str:
        return self._formats.until(day, self._today) if day != self._today else self._visit.say("today")

    def _late(self, module: str, one: Json, overdue: Json) -> Link:
        text = self._visit.say("%(count)s overdue", count=self._count(overdue["count"]))
        return Link(text, self._list(module, one.get("overdue_filter") or one["filter"]))

    def _going(self, module: Json, shown: Json) -> GoingBlock:
        name, values = module["module"], Values(self._visit, shown)
        stages = [
            (
                values.status(one["status"]),
                self._count(one["count"]),
                self._list(name, {"status": {"is": one["status"]}}),
            )
            for one in module["stages"]
        ]
        return GoingBlock(self._visit.icon_of(name), self._visit.label(module["label"]), self._list(name), stages)

    def _fresh(self, new: Json, shown: Json) -> FreshRecord:
        record, values = new["record"], Values(self._visit, shown)
        title, number = str(record.get("title") or ""), str(record["record_id"])
        return FreshRecord(
            icon=self._visit.icon_of(shown["module"]),
            title=title or number,
            number=number if title and number not in title else "",
            label=self._visit.label(shown["label"]),
            place=self._visit.address(f"/m/{shown['module']}/{record['id']}"),
            status=values.show(record, "status"),
            amount=next((found for name in AMOUNT if (found := values.show(record, name)) is not NOTHING), NOTHING),
            moment=str(new["changed_at"]),
            ago=self._formats.ago(new["changed_at"]),
        )

    def _list(self, module: str, conditions: Mapping[str, Mapping[str, str]] | None = None) -> str:
        return self._visit.address(list_address(module, conditions))

    def _sums(self, count: Json) -> list[str]:
        return [self._formats.money(each["amount"], each["currency"]) for each in _worth_telling(count["sums"] or ())]

    def _count(self, count: int | str) -> str:
        """Write how many; `1000+` keeps its plus."""
        said = str(count)
        return self._formats.number(said.rstrip("+")) + ("+" if said.endswith("+") else "")


def _worth_telling(sums: Sequence[Json]) -> Iterator[Json]:
    """Leave out what comes to nothing, unless all does."""
    some = [each for each in sums if each["amount"].strip("0.-")]
    yield from some or sums[:1]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
