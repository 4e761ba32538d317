"""The address of a list: what is searched, filtered, sorted and shown, and where each link of its page leads.

Conditions are written as the API writes them: `filter[status]=open,paid`, `filter[due_on][lte]=2026-12-31`. Every
address is a whole one: whoever opens it, now or later, asks for the same.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote, urlencode

STEP: Final = 20
"""Rows that a list begins with, and by how many it grows."""
MAX_ROWS: Final = 100
"""Rows of one page; what follows is the next page."""
MAX_COLUMNS: Final = 20
ONE_OF: Final = "is"
"""The operator of a condition that names none: one of the values, which commas part."""
SEVERAL: Final = frozenset({ONE_OF, "nin"})
"""Operators with several values; an `in` is read as ONE_OF."""
PLAIN: Final = "[],"
"""What browsers take in a query as it is."""
VIEWS: Final = ("list", "board", "cards")
_FILTER: Final = re.compile(r"filter\[([^\[\]]{1,100})\](?:\[([^\[\]]{1,100})\])?")
_COLUMN: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,79}")

Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One condition, as text: a field, an operator of the API, a value. There is one per field and operator."""

    field: str
    op: str
    value: str

    @property
    def values(self) -> tuple[str, ...]:
        """Give the values one by one."""
        return tuple(self.value.split(",")) if self.op in SEVERAL else (self.value,)

    @property
    def name(self) -> str:
        """Give the parameter's name."""
        return f"filter[{self.field}]" if self.op == ONE_OF else f"filter[{self.field}][{self.op}]"


@dataclass(frozen=True, slots=True)
class ListAddress:
    """What a list is asked for. Empty texts and no columns mean the module's own.

    `cursor` is where the page begins, `rows` how many of its rows are shown: 20, 40 … 100.
    """

    q: str = ""
    conditions: tuple[Asked, ...] = ()
    sort: str = ""
    view: str = ""
    columns: tuple[str, ...] = ()
    cursor: str = ""
    rows: int = STEP

    @property
    def narrowed(self) -> bool:
        """Tell whether less than everything is asked for."""
        return bool(self.q or self.conditions)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Give the parameters, in one order, without those that say nothing."""
        said = (
            ("q", self.q),
            *((each.name, each.value) for each in self.conditions),
            ("sort", self.sort),
            ("view", self.view),
            ("columns", ",".join(self.columns)),
            ("cursor", self.cursor),
            ("rows", "" if self.rows == STEP else str(self.rows)),
        )
        return tuple((name, value) for name, value in said if value)

    def query(self) -> str:
        """Give the address behind the path: `?…`, or nothing where nothing is asked for."""
        pairs = self.pairs()
        return "?" + urlencode(pairs, quote_via=quote, safe=PLAIN) if pairs else ""

    def filter(self) -> dict[str, dict[str, str]]:
        """Give the conditions as calls have them: value by operator by field."""
        found: dict[str, dict[str, str]] = {}
        for each in self.conditions:
            found.setdefault(each.field, {})[each.op] = each.value
        return found

    def chosen(self, field: str) -> tuple[str, ...]:
        """Give the values of which one has to be there; none where any may."""
        return next((each.values for each in self.conditions if (each.field, each.op) == (field, ONE_OF)), ())

    def value(self, field: str, op: str) -> str:
        """Give the value of a condition, "" where there is none."""
        return next((each.value for each in self.conditions if (each.field, each.op) == (field, op)), "")

    def first(self) -> "ListAddress":
        """Lead to the same list from its beginning."""
        return replace(self, cursor="", rows=STEP)

    def toggled(self, field: str, value: str) -> "ListAddress":
        """Lead to the list that also takes this value of the field, or no longer does."""
        had = self.chosen(field)
        values = tuple(one for one in had if one != value) if value in had else (*had, value)
        return self.where(field, ONE_OF, ",".join(values))

    def where(self, field: str, op: str, value: str) -> "ListAddress":
        """Lead to the list with this value in a condition's place; "" takes the condition away."""
        places = [(each.field, each.op) for each in self.conditions]
        if (field, op) not in places:
            kept = (*self.conditions, Asked(field, op, value))
        else:
            kept = tuple(
                replace(each, value=value) if place == (field, op) else each
                for each, place in zip(self.conditions, places, strict=True)
            )
        return replace(self.first(), conditions=tuple(each for each in kept if each.value))

    def without(self, asked: Asked) -> "ListAddress":
        """Lead to the list without a condition."""
        return self.where(asked.field, asked.op, "")

    def cleared(self) -> "ListAddress":
        """Lead to the whole list, shown as this one is."""
        return replace(self.first(), q="", conditions=())

    def sorted_by(self, name: str, usual: str, *, falling: bool) -> "ListAddress":
        """Lead to the list by a column, turned round where it is by that one already.

        `usual` is the list's order where none is asked for; `falling` tells that the column begins with the highest.
        """
        now = self.sort or usual
        turned = {name: "-" + name, "-" + name: name}
        wanted = turned.get(now, "-" + name if falling else name)
        return replace(self.first(), sort="" if wanted == usual else wanted)

    def viewed(self, view: str, usual: str) -> "ListAddress":
        """Lead to the same list seen otherwise."""
        return replace(self.first(), view="" if view == usual else view)

    def with_columns(self, columns: Iterable[str]) -> "ListAddress":
        """Lead to the same list with these columns; none means the module's own."""
        return replace(self.first(), columns=tuple(columns))

    def more(self) -> "ListAddress":
        """Lead to the same page with more of its rows."""
        return replace(self, rows=min(self.rows + STEP, MAX_ROWS))

    def next(self, cursor: str) -> "ListAddress":
        """Lead to the page behind this one."""
        return replace(self, cursor=cursor, rows=STEP)


def read_address(pairs: Pairs) -> ListAddress:
    """Read parameters as links and forms write them. What is none of ours is passed over, what is empty not there.

    A form's check boxes write one name several times: values that belong together are. What cannot be is for records
    to refuse, which knows the fields.
    """
    plain: dict[str, str] = {}
    columns: dict[str, None] = {}
    tests: dict[tuple[str, str], tuple[str, ...]] = {}
    for name, text in pairs:
        value = text.strip()
        found = _FILTER.fullmatch(name)
        if not value:
            continue
        if name == "columns":
            columns.update(dict.fromkeys(one for one in value.split(",") if _COLUMN.fullmatch(one)))
        elif found is not None:
            _add(tests, found[1], found[2] or ONE_OF, value)
        else:
            plain[name] = value
    return ListAddress(
        q=plain.get("q", ""),
        conditions=tuple(Asked(field, op, ",".join(values)) for (field, op), values in tests.items()),
        sort=plain.get("sort", ""),
        view=plain["view"] if plain.get("view") in VIEWS else "",
        columns=tuple(columns)[:MAX_COLUMNS],
        cursor=plain.get("cursor", ""),
        rows=_rows(plain.get("rows", "")),
    )


def list_address(module: str, conditions: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """Give the path of a list below the portal's address; `conditions` are values as text by operator by field."""
    pairs = (
        (Asked(field, op, text).name, text) for field, ops in (conditions or {}).items() for op, text in ops.items()
    )
    return f"/m/{quote(module, safe='')}" + read_address(pairs).query()


def _add(tests: dict[tuple[str, str], tuple[str, ...]], field: str, asked: str, value: str) -> None:
    op = ONE_OF if asked == "in" else asked
    if op not in SEVERAL:
        tests[field, op] = (value,)
        return
    values = (*tests.get((field, op), ()), *(part for part in value.split(",") if part))
    if values:
        tests[field, op] = tuple(dict.fromkeys(values))


def _rows(text: str) -> int:
    """Give how many rows are shown: whole steps within bounds."""
    wanted = int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else STEP
    return min(max(-(-wanted // STEP) * STEP, STEP), MAX_ROWS)
