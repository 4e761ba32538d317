"""How a record changed before somebody's eyes: what differs between one state that they saw and the next that they saw.

States that were not seen are not handed in, so that nothing here can tell of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class State:
    """A record as it showed from a moment on. `values` holds what is known of it, None of what is empty."""

    at: datetime
    values: Values


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that was one thing and is another."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Change:
    """What happened at one moment: the record appeared, or fields changed."""

    at: datetime
    appeared: bool
    fields: tuple[Difference, ...] = ()


def changes(states: Sequence[State], *, whole: bool) -> list[Change]:
    """Give what happened, newest first, from states in their order; none where nothing that is known changed.

    `whole` tells that no older state can be missing, so that the first was the record's appearance.
    """
    found = [Change(states[0].at, appeared=True)] if states and whole else []
    found += _between(states)
    return found[::-1]


def _between(states: Sequence[State]) -> Iterator[Change]:
    known: dict[str, object] = dict(states[0].values) if states else {}
    for state in states[1:]:
        fields = tuple(
            Difference(name, known[name], value)
            for name, value in state.values.items()
            if name in known and known[name] != value
        )
        known |= state.values
        if fields:
            yield Change(state.at, appeared=False, fields=fields)
