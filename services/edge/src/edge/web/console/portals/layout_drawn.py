"""The editor of a layout as its template draws it: what stands where, and what may still come."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from edge.domain.drafts.layout_form import VIEWS, Laid, Part
from edge.web.catalogues import later
from edge.web.console.portals.module_words import ModuleWords
from edge.web.records.listing_page import VIEW_WORDS
from policy import Grant

NUMBER: Final = "record_id"
Option = tuple[str, str]
ORDERS: Final[Mapping[str, tuple[str, str]]] = {
    "days": (later("earliest first"), later("latest first")),
    "figures": (later("lowest first"), later("highest first")),
    "words": (later("A to Z"), later("Z to A")),
}
KINDS: Final[Mapping[str, str]] = {"date": "days", "datetime": "days", "number": "figures", "money": "figures"}
_MOVED: Final = re.compile(r"(up|down|out|to:[0-9]+) (column|part|field):([0-9]+)(?:\.([0-9]+))?")


@dataclass(frozen=True, slots=True)
class Offered:
    """What there is to lay out: the usual columns, what the entry grants, modules that may be related, by name."""

    usual: Sequence[str]
    grants: Mapping[str, Grant]
    related: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DrawnPart:
    """A section: titles by language, fields with their names, and what may still come into it."""

    titles: dict[str, str]
    fields: list[Option]
    more: list[Option]


@dataclass(frozen=True, slots=True)
class DrawnLayout:
    """All of it. `usual` tells that the columns are what they are because nobody chose any."""

    columns: list[Option]
    usual: bool
    more: list[Option]
    parts: list[DrawnPart]
    views: list[tuple[str, str, str]]
    view: str
    sorts: list[Option]
    sort: str
    related: list[tuple[str, str, bool]]


def drawn(words: ModuleWords, laid: Laid, offered: Offered) -> DrawnLayout:
    """Draw a layout."""
    columns = laid.columns or tuple(offered.usual)
    in_lists = [NUMBER, *offered.usual]
    placed = {name for part in laid.parts for name in part.fields}
    in_parts = [name for name in _placeable(offered.grants) if name not in placed]
    return DrawnLayout(
        columns=_options(words, columns),
        usual=not laid.columns,
        more=_options(words, [name for name in in_lists if name not in columns]),
        parts=[_part(words, part, in_parts) for part in laid.parts],
        views=[(name, VIEW_WORDS[name][0], words.visit.say(VIEW_WORDS[name][1])) for name in VIEWS],
        view=laid.view,
        sorts=_sorts(words, offered.grants, laid.sort),
        sort=laid.sort,
        related=[(module, name, module in laid.related) for module, name in offered.related.items()],
    )


def focus_after(what: str, laid: Laid) -> str:
    """Give the id of what has the focus after a button: the same one at the new place, or what is left of it."""
    if what.startswith("add "):
        return {"add parts": f"title-{len(laid.parts) - 1}"}.get(what, "more-" + what[4:].replace(":", "-"))
    found = _MOVED.fullmatch(what)
    if not found:
        return ""
    verb, kind, first, second = found.groups()
    at = int(first if kind != "field" else second or 0)
    inside = f"{first}-" if kind == "field" else ""
    count = {"column": len(laid.columns), "part": len(laid.parts)}.get(kind, _count(laid, int(first)))
    if verb == "out":
        return f"more-fields-{first}" if kind == "field" else f"more-{kind}s"
    to = at + {"up": -1, "down": 1}.get(verb, 0) if ":" not in verb else int(verb[3:]) - 1
    to = max(0, min(to, count - 1))
    verb = "down" if to == 0 else "up" if to == count - 1 else verb if ":" not in verb else "up"
    return f"{verb}-{kind}-{inside}{to}"


def _count(laid: Laid, number: int) -> int:
    return len(laid.parts[number].fields) if number < len(laid.parts) else 0


def _part(words: ModuleWords, part: Part, more: Sequence[str]) -> DrawnPart:
    return DrawnPart(dict(part.titles), _options(words, part.fields), _options(words, more))


def _placeable(grants: Mapping[str, Grant]) -> list[str]:
    """Give what a section may name: lines as a whole, where any field of theirs is granted."""
    names = ("lines" if name.startswith("lines.") else name for name in grants)
    return list(dict.fromkeys(names))


def _options(words: ModuleWords, names: Sequence[str]) -> list[Option]:
    return [(name, words.named(name)) for name in names]


def _sorts(words: ModuleWords, grants: Mapping[str, Grant], current: str) -> list[Option]:
    """Give the orders that lists may begin in, the usual one first."""
    say, found = words.visit.say, [("", words.visit.say("The usual order: newest first, else by title"))]
    for name, grant in grants.items():
        if grant.sortable:
            rising, falling = ORDERS[KINDS.get(grant.kind or "", "words")]
            found += [
                (name, f"{words.named(name)}: {say(rising)}"),
                (f"-{name}", f"{words.named(name)}: {say(falling)}"),
            ]
    return found if any(value == current for value, _ in found) else [*found, (current, current)]
