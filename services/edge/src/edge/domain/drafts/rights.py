"""What of a module's fields shows and may be changed: read out of an entry as a matrix, and written back into it.

Whatever names a field that no longer shows (columns, sections, the order of lists) lets go of it, and what shows anew
gets a place on the record's page: granting a field is to be seen.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final

from edge.domain.drafts.entry import Json

HIDDEN: Final = "hidden"
RIGHTS: Final = (HIDDEN, "read", "write")
LINES: Final = "lines"
ALWAYS: Final = ("id", "record_id", "module", "revision")
"""Readable without being named."""
BY_ITSELF: Final = ("title", "status", "currency", "parties", "documents", "related")
"""A record's page has a place for these, whatever its sections name."""
Rights = Mapping[str, str]
"""Right by field, for each field that the module has."""


def rights_in(entry: Mapping[str, Any], known: Iterable[str]) -> dict[str, str]:
    """Give the right of each field that is known; `lines` alone is short for those of a line that are not named."""
    said = entry.get("fields") or {}
    return {name: str(said.get(name) or (_is_line(name) and said.get(LINES)) or HIDDEN) for name in known}


def with_rights(entry: Mapping[str, Any], rights: Rights, kin: Callable[[str], object]) -> Json:
    """Give the entry with these rights and nothing that leans on a field which no longer shows.

    `kin` tells which fields belong together: what shows anew stands on the page beside its kin.
    """
    before = rights_in(entry, rights)
    changed = {name for name, right in rights.items() if right != before[name]}
    fields = {
        name: right for name, right in _spread(entry, before, changed).items() if name in {*rights, *ALWAYS, LINES}
    }
    for name in changed:
        if rights[name] == HIDDEN:
            fields.pop(name, None)
        else:
            fields[name] = rights[name]
    after = {**entry, "fields": fields}
    anew = [name for name in rights if name in changed and before[name] == HIDDEN]
    return _placed(_without(after, {name for name, right in rights.items() if right != HIDDEN}), anew, kin)


def places_of(entry: Mapping[str, Any], field: str) -> tuple[bool, bool]:
    """Tell whether a field that shows is a column of the list, and whether it stands on the record's page."""
    layout = entry.get("layout") or {}
    columns, sections = layout.get("list"), layout.get("detail")
    named = {name for section in sections or () for name in section["fields"]}
    in_list = not _is_line(field) and (field in columns if columns is not None else True)
    placed = not sections or field in named or field in BY_ITSELF
    return in_list, placed or (_is_line(field) and LINES in named)


def with_actions(entry: Mapping[str, Any], actions: Collection[str], known: Iterable[str]) -> Json:
    """Give the entry with these actions: those it had in its own order, others after them as they are known."""
    had = [action for action in entry.get("actions") or () if action in actions]
    return {**entry, "actions": [*had, *(action for action in known if action in actions and action not in had)]}


def _is_line(field: str) -> bool:
    return field.startswith(LINES + ".")


def _spread(entry: Mapping[str, Any], before: Rights, changed: Collection[str]) -> dict[str, str]:
    """Give what the entry grants, with `lines` written out where not all of them stay alike."""
    fields = dict(entry.get("fields") or {})
    if LINES not in fields or not any(map(_is_line, changed)):
        return fields
    written: dict[str, str] = {}
    for name, right in fields.items():
        own = {line: each for line, each in before.items() if _is_line(line) and line not in fields}
        written |= own if name == LINES else {name: right}
    return written


def _without(entry: Json, shown: Collection[str]) -> Json:
    """Give the entry without what names a field that does not show."""
    named = {*shown, *ALWAYS, *([LINES] if any(map(_is_line, shown)) else [])}
    kept = dict(entry)
    if "layout" in entry:
        kept["layout"] = _layout(entry["layout"], named)
    if "layouts" in entry:
        kept["layouts"] = [_layout(each, named) for each in entry["layouts"]]
    if str(entry.get("sort") or "").removeprefix("-") not in {*shown, ""}:
        del kept["sort"]
    return kept


def _layout(layout: Mapping[str, Any], named: Collection[str]) -> Json:
    kept = dict(layout)
    if layout.get("list") is not None:
        kept["list"] = [name for name in layout["list"] if name in named]
    if layout.get("detail") is not None:
        sections = [{**each, "fields": [name for name in each["fields"] if name in named]} for each in layout["detail"]]
        kept["detail"] = [
            each for each, was in zip(sections, layout["detail"], strict=True) if each["fields"] or not was["fields"]
        ]
    return kept


def _placed(entry: Json, anew: Iterable[str], kin: Callable[[str], object]) -> Json:
    """Give what shows anew a place in the sections of the record's page, where it has any."""
    for field in anew:
        sections = (entry.get("layout") or {}).get("detail")
        if not sections or places_of(entry, field)[1]:
            continue
        kinship = [sum(kin(name) == kin(field) for name in each["fields"]) for each in sections]
        best = kinship.index(max(kinship))
        here = {**sections[best], "fields": [*sections[best]["fields"], field]}
        entry["layout"] = {**entry["layout"], "detail": [*sections[:best], here, *sections[best + 1 :]]}
    return entry
