"""Compares two JSON schemas of one message, both ways: a new reader takes old messages, an old reader takes new ones.

Readers ignore what they do not know, so a field may be added when it may be absent. Everything else that a reader
relies on stays: names, types, what must be there, and what values there may be.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

Schema = Mapping[str, Any]
Reader = Literal["new", "old"]
LOWER: Final = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
UPPER: Final = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
FIXED: Final = ("pattern", "format", "const")
INNER: Final = ("items", "additionalProperties")


@dataclass(frozen=True, slots=True)
class Break:
    """One place where the `reader` would refuse, or miss, what the other side writes."""

    place: str
    what: str
    reader: Reader


def breaks(old: Schema, new: Schema) -> tuple[Break, ...]:
    """Give every break between a released schema and its successor; none means both directions hold."""
    return tuple(_Comparison(old, new).node(old, new, ""))


class _Comparison:
    """One comparison of two documents; remembers what it has compared, since schemas may refer to themselves."""

    def __init__(self, old: Schema, new: Schema) -> None:
        self._old, self._new = old, new
        self._seen: set[tuple[str, str]] = set()

    def node(self, old: Schema, new: Schema, place: str) -> Iterator[Break]:
        """Compare two places that stand for the same value."""
        names = (str(old.get("$ref", "")), str(new.get("$ref", "")))
        if all(names):
            if names in self._seen:
                return
            self._seen.add(names)
        olds, news = _branches(self._old, old), _branches(self._new, new)
        for kind in olds.keys() - news.keys():
            yield Break(place, f"no longer takes {kind}", "new")
        for kind in news.keys() - olds.keys():
            yield Break(place, f"now may be {kind}", "old")
        for kind in sorted(olds.keys() & news.keys()):
            yield from self._value(olds[kind], news[kind], place)

    def _value(self, old: Schema, new: Schema, place: str) -> Iterator[Break]:
        yield from _bounds(old, new, place)
        yield from _choices(old, new, place)
        yield from (Break(place, f"another {key}", "new") for key in FIXED if old.get(key) != new.get(key))
        yield from self._fields(old, new, place)
        for key in INNER:
            before, now = _anything_is_true(old.get(key, True)), _anything_is_true(new.get(key, True))
            if isinstance(before, Mapping) and isinstance(now, Mapping):
                yield from self.node(before, now, f"{place}/*")
            elif before != now:
                yield Break(place, f"another {key}", "new" if before is True else "old")

    def _fields(self, old: Schema, new: Schema, place: str) -> Iterator[Break]:
        olds, news = old.get("properties", {}), new.get("properties", {})
        needed_before, needed_now = set(old.get("required", ())), set(new.get("required", ()))
        for name in sorted(olds.keys() - news.keys()):
            yield Break(f"{place}/{name}", "is gone", "old" if name in needed_before else "new")
        for name in sorted(needed_now - needed_before):
            yield Break(f"{place}/{name}", "is needed now", "new")
        for name in sorted((needed_before - needed_now) & news.keys()):
            yield Break(f"{place}/{name}", "may be absent now", "old")
        for name in sorted(olds.keys() & news.keys()):
            yield from self.node(olds[name], news[name], f"{place}/{name}")


def _anything_is_true(node: object) -> object:
    return True if node == {} else node


def _branches(document: Schema, node: Schema) -> dict[str, Schema]:
    """Give what a value may be, by kind: a union's members, or the one thing it is."""
    found: dict[str, Schema] = {}
    for branch in node.get("anyOf", node.get("oneOf", (node,))):
        resolved = _resolve(document, branch)
        if "anyOf" in resolved or "oneOf" in resolved:
            found.update(_branches(document, resolved))
        else:
            found[_free(_kind(resolved), found)] = resolved
    return found


def _resolve(document: Schema, node: Schema) -> Schema:
    reference = str(node.get("$ref", ""))
    if not reference:
        return node
    target: Any = document
    for step in reference.removeprefix("#/").split("/"):
        target = target[step]
    return _resolve(document, target)


def _kind(node: Schema) -> str:
    return str(node.get("type", "anything"))


def _free(kind: str, taken: Mapping[str, Schema]) -> str:
    """Name a second branch of a kind apart from the first."""
    name, number = kind, 2
    while name in taken:
        name, number = f"{kind} ({number})", number + 1
    return name


def _bounds(old: Schema, new: Schema, place: str) -> Iterator[Break]:
    for keys, nothing, sign in ((LOWER, float("-inf"), 1), (UPPER, float("inf"), -1)):
        for key in keys:
            before, now = old.get(key, nothing) * sign, new.get(key, nothing) * sign
            if before != now:
                yield Break(place, f"{key} was {old.get(key)}, is {new.get(key)}", "new" if now > before else "old")


def _choices(old: Schema, new: Schema, place: str) -> Iterator[Break]:
    if ("enum" in old) != ("enum" in new):
        yield Break(place, "choices came or went", "new" if "enum" in new else "old")
        return
    before, now = set(map(str, old.get("enum", ()))), set(map(str, new.get("enum", ())))
    yield from (Break(place, f"no longer takes {choice}", "new") for choice in sorted(before - now))
    yield from (Break(place, f"now may be {choice}", "old") for choice in sorted(now - before))
