"""Revisions and conditions in the words of the contracts."""

from collections.abc import Sequence
from typing import Final

from pydantic import JsonValue

from contracts.records.explaining import MissedCondition, RevisionTaken
from policy import Missed
from records.app.outward import outward
from records.domain.history import Line
from records.ports import Row

MAX_FOUND: Final = 500
"""Letters of a value that are told; a text may have thousands."""
SEVERAL: Final = frozenset({"in", "nin"})


def revision_told(line: Line) -> RevisionTaken:
    """Tell a line of a record's history."""
    return RevisionTaken(
        revision=line.revision,
        received_at=line.received_at,
        source=line.source,
        event_id=line.event_id,
        status=line.status,
        accounts=line.accounts,
        hidden=line.hidden,
        visible_from=line.visible_from,
        visible_until=line.visible_until,
        deleted=line.deleted,
    )


def cause_of(row: Row, history: Sequence[Line]) -> RevisionTaken:
    """Tell the event that made the record what it is; without its line, which expires, only its id is not known."""
    if history and history[0].revision == row["revision"]:
        return revision_told(history[0])
    return RevisionTaken(
        revision=row["revision"],
        received_at=row["received_at"],
        source=row["source"],
        event_id=None,
        status=row["values"].get("status"),
        accounts=tuple(row["accounts"]),
        hidden=row["hidden"],
        visible_from=row["visible_from"],
        visible_until=row["visible_until"],
        deleted=row["deleted"],
    )


def missed_told(one: Missed) -> MissedCondition:
    """Tell a condition that the record misses."""
    wanted: list[JsonValue] = [outward(value) for value in one.wanted]
    value: JsonValue = wanted if one.op in SEVERAL else wanted[0]
    return MissedCondition(field=one.field, op=one.op, value=value, found=_cut(outward(one.found)))


def _cut(value: JsonValue) -> JsonValue:
    return value[:MAX_FOUND] if isinstance(value, str) else value
