"""What the page of a list is drawn from: headings, filters, rows, what follows, and what to say where nothing is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from zlib import crc32

from contracts.problem import Problem
from edge.domain.list_address import MAX_ROWS, STEP, VIEWS, ListAddress
from edge.domain.way_back import carrying
from edge.web.catalogues import later
from edge.web.records import listing_columns as columns_
from edge.web.records import listing_filters as filters
from edge.web.records.listing_board import Lane, has_board
from edge.web.records.listing_rows import Row, Rows, sums
from edge.web.records.values import Shown, Values
from edge.web.visit import Visit

Json = Mapping[str, Any]
FORMATS: Final = ("csv", "xlsx")
EXPORT: Final = "export"
VIEW_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "list": ("list", later("List")),
    "board": ("square-kanban", later("Board")),
    "cards": ("layout-grid", later("Cards")),
}
FOCUS: Final[Mapping[str, str]] = {
    "a#list-more": "row",
    "form#list-filters": "filters",
    "form#list-columns": "columns",
    "a#list-usual": "columns",
}
"""Where the focus goes when what was pressed is gone after the swap, by what was pressed."""
WRONG: Final[Mapping[str, str]] = {
    "cursor": later("This page of the list is no longer there: the list has changed since."),
    "q": later("That cannot be searched for: use fewer words."),
    "sort": later("The list cannot be sorted by that."),
}
WRONG_FILTER: Final = later("A filter in the address does not fit this list.")


@dataclass(slots=True)
class Found:
    """What records answered. `items` are in order, `cursor` is where the search goes on; `wrong` was refused."""

    items: Sequence[Json] = ()
    lanes: Sequence[Lane] = ()
    cursor: str | None = None
    fresh_as_of: str | None = None
    wrong: Problem | None = None
    ids: list[str] = field(init=False)

    def __post_init__(self) -> None:
        """Name the records that are shown."""
        self.ids = [record["id"] for record in self.items]


@dataclass(frozen=True, slots=True)
class DrawnLane:
    """A lane as it is drawn. `below` leads to all of it."""

    shown: Shown
    rows: list[Row]
    count: int | None
    below: str


@dataclass(frozen=True, slots=True)
class More:
    """What follows. `kind`: `more` rows of this page, the `next` page, or the search goes `on`."""

    kind: str
    below: str
    anchor: str


def page_of(visit: Visit, values: Values, address: ListAddress, view: str, found: Found) -> dict[str, Any]:
    """Give what `list.html` is drawn from."""
    module, path = values.module, f"/m/{values.module['module']}"
    here, chosen = visit.address(path), columns_.chosen_columns(values, address)
    rows = Rows(visit, values, chosen, carrying(address))
    return {
        "module": module,
        "current": module["module"],
        "title": visit.label(module["label"]),
        "address": address,
        "here": here,
        "view": view,
        "views": _views(visit, values, address, here),
        "found": found,
        "rows": rows.of(found.items) if view != "board" else [],
        "lanes": [
            DrawnLane(one.shown, rows.of(one.records), one.count, here + one.all.viewed("list", module["view"]).query())
            for one in found.lanes
        ],
        "headings": columns_.headings(visit, values, address, chosen, path),
        "naming": columns_.naming(chosen),
        "due_shows": "due_on" in chosen,
        "labels": {name: values.label(name) for name in chosen},
        "sums": sums(visit, values, chosen, found.items) if view == "list" and len(found.items) > 1 else {},
        "more": _more(address, found, here),
        "beginning": here + address.first().query() if address.cursor else "",
        "wrong": _wrong(visit, found.wrong),
        "all": here + address.cleared().query(),
        "count": _count(visit, address, found, path),
        "exports": _exports(here, address) if EXPORT in module["actions"] and not found.wrong else [],
        "focus": (focus := _focus(visit)),
        "fresh_row": _fresh_row(address, found) if focus == "row" else "",
        "part": visit.partial and visit.http.headers.get("hx-target", "") == "div#list",
        **_forms(visit, values, address, chosen, path),
    }


def _forms(visit: Visit, values: Values, address: ListAddress, chosen: Sequence[str], path: str) -> dict[str, Any]:
    """Give the forms: each carries along what the others say."""
    spans = filters.ranges(values, address)
    own = frozenset(name for span in spans for name in span.names)
    choices = columns_.choices(values)
    return {
        "presses": filters.presses(visit, values, address, path),
        "chips": filters.chips(visit, values, address, path),
        "ranges": spans,
        "columns": [(name, values.label(name), name in chosen) for name in choices],
        "columns_id": f"columns-{crc32(','.join(chosen).encode()):x}",
        "usual_columns": visit.address(path) + address.with_columns(()).query() if address.columns else "",
        "orders": columns_.orders(visit, values),
        "order": address.sort or values.module["sort"],
        "carried": {
            "seek": filters.carried(address, but=frozenset({"q"})),
            "filters": filters.carried(address, but=own),
            "columns": filters.carried(address, but=frozenset({"columns"})),
            "order": filters.carried(address, but=frozenset({"sort"})),
        },
    }


def _views(visit: Visit, values: Values, address: ListAddress, here: str) -> list[tuple[str, str, str, str]]:
    """Give the ways to see the list: name, icon, word, address."""
    return [
        (name, VIEW_WORDS[name][0], visit.say(VIEW_WORDS[name][1]), here + address.viewed(name, usual).query())
        for name in VIEWS
        for usual in [values.module["view"]]
        if name != "board" or has_board(values)
    ]


def _more(address: ListAddress, found: Found, here: str) -> More | None:
    if found.cursor is None:
        return None
    full = len(found.items) >= address.rows
    if full and address.rows < MAX_ROWS:
        return More("more", here + address.more().query(), f"#r-{found.ids[-1]}")
    return More("next" if full else "on", here + address.next(found.cursor).query(), "")


def _count(visit: Visit, address: ListAddress, found: Found, path: str) -> tuple[int, str, str]:
    """Give how many are known of, where to ask for all of them, "" where these are all, and an id."""
    shown = sum(lane.count or len(lane.records) for lane in found.lanes) or len(found.items)
    whole = found.cursor is None and not address.cursor and all(lane.count is not None for lane in found.lanes)
    below = "" if whole else visit.address(path + "/count") + address.first().viewed("", "").query()
    return shown, below, f"total-{crc32(below.encode()):x}"


def _exports(here: str, address: ListAddress) -> list[tuple[str, str]]:
    """Give the kinds of files, and where each is."""
    query = address.first().viewed("", "").query()
    return [(kind.upper(), f"{here}/export{query + '&' if query else '?'}format={kind}") for kind in FORMATS]


def _wrong(visit: Visit, problem: Problem | None) -> str:
    """Say what of the address was refused."""
    if problem is None:
        return ""
    places = [fault.pointer.split("/")[1] for fault in problem.errors if fault.pointer.startswith("/")]
    if problem.code == "records.bad-cursor":
        places = ["cursor"]
    return visit.say(next((WRONG[place] for place in places if place in WRONG), WRONG_FILTER))


def _fresh_row(address: ListAddress, found: Found) -> str:
    """Give the first of the rows that `more` has brought."""
    before = address.rows - STEP
    return found.ids[before] if 0 < before < len(found.ids) else ""


def _focus(visit: Visit) -> str:
    """Give what the focus goes to, "" where it stays."""
    source = visit.http.headers.get("hx-source", "") if visit.partial else ""
    return "filters" if source.startswith("a#chip-") else FOCUS.get(source, "")
