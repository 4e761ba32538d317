"""Compares to whom two portals narrow what they offer: roles by their names, overrides by their accounts."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from policy.comparing.change import Change, Json, items, members, under

_MEANING: Final = ("accounts", "modules_on", "modules_off")


class _Placed(NamedTuple):
    """An override: where it stands, as it is said, and what it means whatever the order of its words."""

    at: str
    said: Json
    accounts: frozenset[object]
    switched_on: frozenset[object]
    switched_off: frozenset[object]


def changed_roles(before: Json, after: Json) -> Iterator[Change]:
    """What has changed of roles."""
    for name, role in before.items():
        if name not in after:
            yield Change(under("/roles", name), "role-removed", role, None)
    for name, role in after.items():
        at = under("/roles", name)
        if name not in before:
            yield Change(at, "role-added", None, role)
            continue
        old, new = members(before[name]), members(role)
        yield from _words(at, "modules", old, new, ("role-module-granted", "role-module-withdrawn"))
        yield from _words(at, "without", old, new, ("role-action-taken", "role-action-restored"))


def _words(at: str, name: str, before: Json, after: Json, codes: tuple[str, str]) -> Iterator[Change]:
    """Words that came and words that went; their order means nothing."""
    old, new = items(before.get(name)), items(after.get(name))
    came, went = codes
    for index, word in enumerate(old):
        if word not in new:
            yield Change(under(at, name, index), went, word, None)
    for index, word in enumerate(new):
        if word not in old:
            yield Change(under(at, name, index), came, None, word)


def changed_overrides(before: Sequence[object], after: Sequence[object]) -> Iterator[Change]:
    """What has changed of overrides. One that shares an account with one that is gone is taken for the same."""
    old, new = _without_the_same(_placed(before), _placed(after))
    for one in new:
        earlier = next((each for each in old if each.accounts & one.accounts), None)
        if earlier is None:
            yield Change(one.at, "override-added", None, dict(one.said))
        else:
            old.remove(earlier)
            yield Change(one.at, "override-changed", dict(earlier.said), dict(one.said))
    for one in old:
        yield Change(one.at, "override-removed", dict(one.said), None)


def _placed(overrides: Sequence[object]) -> list[_Placed]:
    said = ((under("/overrides", index), members(override)) for index, override in enumerate(overrides))
    return [
        _Placed(at, override, *(frozenset(items(override.get(name))) for name in _MEANING)) for at, override in said
    ]


def _without_the_same(before: list[_Placed], after: list[_Placed]) -> tuple[list[_Placed], list[_Placed]]:
    """Both without those that mean the same in either; where they stand means nothing."""
    left = list(before)
    new: list[_Placed] = []
    for one in after:
        found = next((each for each in left if each[2:] == one[2:]), None)
        if found is None:
            new.append(one)
        else:
            left.remove(found)
    return left, new
