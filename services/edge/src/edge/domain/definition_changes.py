"""What one definition of a module has otherwise than another: each change with what it is about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

Json = Mapping[str, Any]
OF_FIELDS: Final = ("type", "label", "sortable", "searchable")
OF_STATUSES: Final = ("label", "tone", "closed", "waits")


@dataclass(frozen=True, slots=True)
class Change:
    """`code` says what kind it is: `label`, or `field-added`, `field-removed`, `field-moved`, `field-<what of it>`, the
    same for `status`; `name` is the field's or the status's, with its label in the newer definition, else the older.
    """

    code: str
    name: str = ""
    label: Mapping[str, str] | None = None


def changes(before: Json, after: Json) -> list[Change]:
    """Give what `after` has otherwise."""
    named = [Change("label")] if before.get("label") != after.get("label") else []
    fields = _between("field", "name", OF_FIELDS, before.get("fields") or (), after.get("fields") or ())
    statuses = _between("status", "value", OF_STATUSES, before.get("statuses") or (), after.get("statuses") or ())
    return [*named, *fields, *statuses]


def _between(kind: str, key: str, parts: Sequence[str], before: Sequence[Json], after: Sequence[Json]) -> list[Change]:
    was, now = ({each[key]: each for each in side} for side in (before, after))
    found = [Change(f"{kind}-removed", name, each.get("label")) for name, each in was.items() if name not in now]
    for name, each in now.items():
        if name not in was:
            found.append(Change(f"{kind}-added", name, each.get("label")))
        else:
            found += [Change(f"{kind}-{part}", name, each.get("label")) for part in _differing(parts, was[name], each)]
    if [name for name in was if name in now] != [name for name in now if name in was]:
        found.append(Change(f"{kind}-moved"))
    return found


def _differing(parts: Sequence[str], was: Json, now: Json) -> Iterator[str]:
    return (part for part in parts if was.get(part) != now.get(part))
