"""Compares two whole portal documents: names and looks, modules in order, roles, overrides."""

from collections.abc import Iterator, Mapping, Sequence

from policy.comparing.change import Change, Json, items, members, same, under
from policy.comparing.entries import changed_entry
from policy.comparing.order import moved, reordered
from policy.comparing.people import changed_overrides, changed_roles

PLAIN = ("slug", "name", "audience")
"""Compared as they stand."""
SETTINGS = ("defaults", "look", "sign_in", "announcement", "contact", "terms")
"""Compared member by member."""


def difference(before: Json, after: Json) -> tuple[Change, ...]:
    """What has changed, in the documents' order; nothing where the two mean the same.

    Both are documents that `parse_portal` takes. What is left out and what is written down as its default are alike.
    """
    return tuple(_changes(before, after))


def _changes(before: Json, after: Json) -> Iterator[Change]:
    yield from _plain("", before, after, PLAIN)
    yield from _languages(items(before.get("languages")), items(after.get("languages")))
    for name in SETTINGS:
        old, new = members(before.get(name)), members(after.get(name))
        yield from _plain(f"/{name}", old, new, dict.fromkeys((*old, *new)))
    yield from _modules(before, after)
    yield from changed_roles(members(before.get("roles")), members(after.get("roles")))
    yield from changed_overrides(items(before.get("overrides")), items(after.get("overrides")))


def _plain(pointer: str, before: Json, after: Json, names: Sequence[str] | Mapping[str, None]) -> Iterator[Change]:
    for name in names:
        old, new = before.get(name), after.get(name)
        if not same(old, new):
            yield Change(under(pointer, name), "value-changed", old, new)


def _languages(before: Sequence[object], after: Sequence[object]) -> Iterator[Change]:
    for index, language in enumerate(before):
        if language not in after:
            yield Change(under("/languages", index), "language-removed", language, None)
    for index, language in enumerate(after):
        if language not in before:
            yield Change(under("/languages", index), "language-added", None, language)
    if reordered(before, after):
        yield Change("/languages", "languages-reordered", list(before), list(after))


def _modules(before: Json, after: Json) -> Iterator[Change]:
    old, new = _by_name(before), _by_name(after)
    for module, (index, entry) in old.items():
        if module not in new:
            yield Change(under("/modules", index), "module-removed", dict(entry), None)
    gone_elsewhere = moved(tuple(old), tuple(new))
    for module, (index, entry) in new.items():
        at = under("/modules", index)
        if module not in old:
            yield Change(at, "module-added", None, dict(entry))
            continue
        was, earlier = old[module]
        if module in gone_elsewhere:
            yield Change(at, "module-moved", was, index)
        yield from changed_entry((under("/modules", was), earlier), (at, entry))


def _by_name(document: Json) -> dict[str, tuple[int, Json]]:
    entries = ((index, members(entry)) for index, entry in enumerate(items(document.get("modules"))))
    return {str(entry["module"]): (index, entry) for index, entry in entries if "module" in entry}
