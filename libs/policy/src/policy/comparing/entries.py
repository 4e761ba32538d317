"""Compares a module's entry in two portals: rights, scope, filter, layouts."""

from collections.abc import Iterator, Mapping
from typing import Final

from policy.audience import SCOPES
from policy.builtin import LINE_FIELDS
from policy.comparing.change import Change, Json, items, members, same, under
from policy.comparing.order import reordered
from policy.projection import LINES

At = tuple[str, Json]
"""An entry, and the pointer to it in its document."""
_PLAIN: Final[tuple[tuple[str, str], ...]] = (
    ("label", "module-renamed"),
    ("layout", "layout-changed"),
    ("layouts", "role-layouts-changed"),
    ("related", "related-changed"),
    ("sort", "sort-changed"),
)


def changed_entry(before: At, after: At) -> Iterator[Change]:
    """What has changed within one module."""
    (_, old), (at, new) = before, after
    was_on, is_on = old.get("on", True), new.get("on", True)
    if was_on != is_on:
        yield Change(under(at, "on"), "module-switched-on" if is_on else "module-switched-off", was_on, is_on)
    yield from _scope(at, str(old.get("scope")), str(new.get("scope")))
    yield from _filter(before, after)
    yield from _actions(before, after)
    yield from _fields(before, after)
    for name, code in _PLAIN:
        if not same(_usual(name, old), _usual(name, new)):
            pointer = at if name in new else before[0]
            yield Change(under(pointer, name), code, old.get(name), new.get(name))


def _usual(name: str, entry: Json) -> object:
    """A member as it counts: without the nulls in it, and nothing related as good as leaving it out."""
    value = entry.get(name)
    if name == "layout":
        return members(value)
    if name == "layouts":
        return [members(each) for each in items(value)]
    return list(items(value)) if name == "related" else value


def _scope(at: str, before: str, after: str) -> Iterator[Change]:
    if before != after:
        order = list(SCOPES)
        wider = order.index(after) > order.index(before)  # type: ignore[arg-type]  # both are scopes: checked
        yield Change(under(at, "scope"), "scope-widened" if wider else "scope-narrowed", before, after)


def _filter(before: At, after: At) -> Iterator[Change]:
    old, new = before[1].get("filter"), after[1].get("filter")
    if same(old, new):
        return
    code = "filter-added" if old is None else "filter-removed" if new is None else "filter-changed"
    yield Change(under((before if new is None else after)[0], "filter"), code, old, new)


def _actions(before: At, after: At) -> Iterator[Change]:
    old, new = items(before[1].get("actions")), items(after[1].get("actions"))
    for index, action in enumerate(old):
        if action not in new:
            yield Change(under(before[0], "actions", index), "action-withdrawn", action, None)
    for index, action in enumerate(new):
        if action not in old:
            yield Change(under(after[0], "actions", index), "action-granted", None, action)
    if reordered(old, new):
        yield Change(under(after[0], "actions"), "actions-reordered", list(old), list(new))


def _fields(before: At, after: At) -> Iterator[Change]:
    old, new = _rights(before[1]), _rights(after[1])
    for name, right in old.items():
        if name not in new:
            yield Change(_place(before, name), "field-withdrawn", right, None)
    for name, right in new.items():
        earlier = old.get(name)
        if earlier is None:
            yield Change(_place(after, name), "field-granted", None, right)
        elif earlier != right:
            code = "field-made-writable" if right == "write" else "field-made-read-only"
            yield Change(_place(after, name), code, earlier, right)
    if reordered(tuple(old), tuple(new)):
        yield Change(under(after[0], "fields"), "fields-reordered", list(old), list(new))


def _rights(entry: Json) -> Mapping[str, str]:
    """Each field that may be read, with its right: `lines` stands for every line field that is not named."""
    named = {name: str(right) for name, right in members(entry.get("fields")).items()}
    rights: dict[str, str] = {}
    for name, right in named.items():
        if name == "lines":
            rights |= {LINES + line: right for line in LINE_FIELDS if LINES + line not in named}
        else:
            rights[name] = right
    return {name: right for name, right in rights.items() if right != "hidden"}


def _place(entry: At, name: str) -> str:
    written = name if name in members(entry[1].get("fields")) else "lines"
    return under(entry[0], "fields", written)
