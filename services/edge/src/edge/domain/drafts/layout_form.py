"""How a module is laid out, as a form: columns of its lists, sections of its records' pages, view, order, relations.

Names of fields are `column:2`, `part:1:title:de`, `part:1:field:0`, `view`, `sort`, `related:orders`; each list is in
the order of its numbers. What the form does not know of a layout stays as it is.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from edge.domain.drafts.entry import Json

MAX_COLUMNS: Final = 50
MAX_PARTS: Final = 30
MAX_FIELDS: Final = 300
VIEWS: Final = ("list", "board", "cards")
UNTITLED: Final = (("en", "…"),)
_COLUMN: Final = re.compile(r"column:([0-9]{1,3})")
_PART: Final = re.compile(r"part:([0-9]{1,3}):(?:title:([a-z]{2})|field:([0-9]{1,3}))")
_DOES: Final = re.compile(
    r"(?P<verb>up|down|out|to:[1-9][0-9]{0,2}|add|own|usual) (?P<kind>columns?|parts?|fields?)"
    r"(?::(?P<first>[0-9]{1,3})(?:\.(?P<second>[0-9]{1,3}))?)?"
)
T = TypeVar("T")
Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a record's page: what it is called by language, and its fields in order."""

    titles: tuple[tuple[str, str], ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Laid:
    """A layout. No columns are the usual ones, no parts everything there is; `sort` is "" for the usual order."""

    columns: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    view: str = "list"
    sort: str = ""
    related: tuple[str, ...] = ()


def read_entry(entry: Mapping[str, Any], usual_view: str = VIEWS[0]) -> Laid:
    """Give how a module's entry is laid out; `usual_view` is that of a layout which names none."""
    layout = entry.get("layout") or {}
    parts = (
        Part(tuple(sorted((each.get("section") or {}).items())), tuple(each.get("fields") or ()))
        for each in layout.get("detail") or ()
    )
    return Laid(
        columns=tuple(layout.get("list") or ()),
        parts=tuple(parts),
        view=layout.get("view") or usual_view,
        sort=entry.get("sort") or "",
        related=tuple(entry.get("related") or ()),
    )


def with_layout(entry: Mapping[str, Any], laid: Laid, usual_view: str = VIEWS[0]) -> Json:
    """Give the entry laid out so; one that is laid out so already stays as it was written."""
    before, layout = read_entry(entry, usual_view), dict(entry.get("layout") or {})
    parts = [{"section": dict(part.titles), "fields": list(part.fields)} for part in laid.parts]
    for name, differs, value in (
        ("list", laid.columns != before.columns, list(laid.columns)),
        ("detail", laid.parts != before.parts, parts),
        ("view", laid.view != before.view, laid.view),
    ):
        _put(layout, name, value, differs=differs)
    found = dict(entry)
    _put(found, "layout", layout, differs=layout != (entry.get("layout") or {}))
    _put(found, "sort", laid.sort, differs=laid.sort != before.sort)
    _put(found, "related", list(laid.related), differs=laid.related != before.related)
    return found


def finished(laid: Laid) -> Laid:
    """Give it without sections in which nothing stands."""
    return replace(laid, parts=tuple(part for part in laid.parts if part.titles or part.fields))


def drawable(laid: Laid) -> Laid:
    """Give it as it can be drawn while somebody still works on it: what has no title yet is called so."""
    parts = finished(laid).parts
    return replace(laid, parts=tuple(part if part.titles else replace(part, titles=UNTITLED) for part in parts))


def read_form(form: Form, related: Sequence[str]) -> Laid:
    """Give what a form says. `related` are the modules that may be, in the order in which they are to stand."""
    columns = {int(found[1]): form[name] for name in form if (found := _COLUMN.fullmatch(name))}
    titles: dict[int, dict[str, str]] = {}
    fields: dict[int, dict[int, str]] = {}
    for name, value in form.items():
        if found := _PART.fullmatch(name):
            number = int(found[1])
            titles.setdefault(number, {})
            if found[2] and value.strip():
                titles[number][found[2]] = value.strip()
            elif found[3]:
                fields.setdefault(number, {})[int(found[3])] = value
    parts = (
        Part(tuple(sorted(titles[number].items())), _once(_in_order(fields.get(number, {}))))
        for number in sorted(titles)
    )
    return Laid(
        columns=_once(_in_order(columns)),
        parts=tuple(parts),
        view=view if (view := form.get("view", "")) in VIEWS else VIEWS[0],
        sort=form.get("sort", ""),
        related=tuple(module for module in related if f"related:{module}" in form),
    )


def form_of(laid: Laid) -> dict[str, str]:
    """Give the form that says this layout; a part without a title has an empty one, in English."""
    found = {f"column:{number}": name for number, name in enumerate(laid.columns)}
    for number, part in enumerate(laid.parts):
        found |= {f"part:{number}:title:{language}": text for language, text in (part.titles or (("en", ""),))}
        found |= {f"part:{number}:field:{place}": name for place, name in enumerate(part.fields)}
    return found | {"view": laid.view, "sort": laid.sort} | {f"related:{module}": "1" for module in laid.related}


def edited(laid: Laid, what: str, form: Form, usual: Sequence[str]) -> Laid:
    """Give a layout after a button; what is none, and what cannot be, changes nothing.

    `up column:2`, `down part:0`, `out field:1.3`, `to:1 column:2` (from 1, as people count); `add columns` and
    `add fields:1` take what `add:columns` and `add:1` of the form say; `add parts`; `own columns` begins with `usual`,
    `usual columns` goes back to them.
    """
    found = _DOES.fullmatch(what)
    if not found:
        return laid
    verb, first = found["verb"], int(found["first"] or 0)
    kind = found["kind"].removesuffix("s")
    if kind == "column":
        return replace(laid, columns=_columns(laid.columns, verb, first, form.get("add:columns", ""), usual))
    if kind == "part":
        parts = (*laid.parts, Part())[:MAX_PARTS] if verb == "add" else _rearranged(laid.parts, verb, first)
        return replace(laid, parts=parts)
    if first >= len(laid.parts):
        return laid
    part = laid.parts[first]
    more = _once(filter(None, (*part.fields, form.get(f"add:{first}", ""))))[:MAX_FIELDS]
    fields = more if verb == "add" else _rearranged(part.fields, verb, int(found["second"] or 0))
    return replace(laid, parts=(*laid.parts[:first], replace(part, fields=fields), *laid.parts[first + 1 :]))


def _columns(columns: tuple[str, ...], verb: str, at: int, chosen: str, usual: Sequence[str]) -> tuple[str, ...]:
    match verb:
        case "own":
            return columns or tuple(usual)[:MAX_COLUMNS]
        case "usual":
            return ()
        case "add":
            return _once(filter(None, (*(columns or usual), chosen)))[:MAX_COLUMNS]
    return _rearranged(columns, verb, at)


def _rearranged(items: tuple[T, ...], verb: str, at: int) -> tuple[T, ...]:
    """Give the items with one of them further up, down, out, or at another place; one beyond an end is that end."""
    if at >= len(items):
        return items
    rest = (*items[:at], *items[at + 1 :])
    if verb == "out":
        return rest
    to = int(verb[3:]) - 1 if verb.startswith("to:") else at + {"up": -1, "down": 1}.get(verb, 0)
    to = max(0, min(to, len(rest)))
    return (*rest[:to], items[at], *rest[to:])


def _put(into: Json, name: str, value: object, *, differs: bool) -> None:
    """Say something that differs from what was said, and leave out what says nothing."""
    if differs and value:
        into[name] = value
    elif differs:
        into.pop(name, None)


def _in_order(numbered: Mapping[int, str]) -> list[str]:
    return [numbered[number] for number in sorted(numbered)]


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
