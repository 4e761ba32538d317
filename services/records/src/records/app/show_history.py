"""Shows how one record changed, as far as the caller's policy shows what it was."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from contracts.principal import Principal
from contracts.records.history import FieldChanged, HistoryEntry, RecordHistory, ShowHistory
from policy import fields_of, project, stamp, stored_value, today_in
from records.app.context import Context
from records.app.looking import Look, in_force, look
from records.app.outward import outward
from records.domain.changes import Change, State, changes
from records.domain.history import TOLD, Line
from records.domain.refusal import NotFound
from records.ports import Row

STATUS: Final = frozenset({"status"})
KNOWN: Final = ("status", *TOLD)
"""What may be known of a former revision, in the order in which it is told."""
MAX_DAYS: Final = 400
"""As long as histories are kept: of no revision more days are asked about."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision as a row for the rules, the fields that are known of it, and from when until when it counted."""

    row: Row
    known: frozenset[str]
    begin: datetime
    end: datetime


async def show_history(request: ShowHistory, who: Principal, at: Context) -> RecordHistory:
    """Give what happened to a record. Raises NoPortal, NotFound exactly where the record itself does not show."""
    looking = await look(who, request.module, at)
    row = await at.records.find(request.id, looking.query(), {**looking.fields(), "received_at": 1, "taken": 1})
    if row is None or not looking.allows(row):
        raise NotFound
    zone = (await in_force(who, at)).portal.defaults.time_zone
    lines = [line for line in await at.revisions.of(request.id) if line.number < row["taken"]][::-1]
    above = await at.accounts.ancestors({account for line in lines for account in line.accounts})
    present = Revision(row, frozenset(KNOWN) | _asked(looking), _begin(row), looking.now)
    revisions = (*_former(lines, row, above), present)
    first = ((one, _first_shown(one, looking, zone)) for one in revisions)
    states = [State(moment, _readable(one, looking)) for one, moment in first if moment is not None]
    oldest = lines[0].number if lines else row["taken"]
    whole = oldest == 1 and all(_asked(looking) <= one.known for one in revisions)
    found = changes(states, whole=whole)
    return RecordHistory(items=tuple(map(_told, found)), currency=project(looking.module, row).get("currency"))


def _former(lines: Sequence[Line], row: Row, above: Mapping[str, tuple[str, ...]]) -> Iterator[Revision]:
    ends = (*(line.received_at for line in lines[1:]), row["received_at"])
    for line, end in zip(lines, ends[-len(lines) :], strict=True) if lines else ():
        ancestors = [name for account in line.accounts for name in above.get(account, ())]
        was: Row = {
            "tenant": row["tenant"],
            "module": row["module"],
            "audience": stamp(line.accounts, line.contacts, ancestors),
            "deleted": line.deleted,
            "hidden": line.hidden,
            "visible_from": line.visible_from,
            "visible_until": line.visible_until,
            "received_at": line.received_at,
            "values": {"status": line.status, **(line.values or {})},
        }
        yield Revision(was, STATUS if line.values is None else frozenset(KNOWN), _begin(was), end)


def _begin(row: Row) -> datetime:
    """Give from when on a revision counted: when it came, or when its embargo passed."""
    start: datetime | None = row["visible_from"]
    came: datetime = row["received_at"]
    return came if start is None else max(came, start)


def _first_shown(one: Revision, looking: Look, zone: str) -> datetime | None:
    return next((moment for moment in _moments(one, zone) if _shows(one, moment, looking, zone)), None)


def _moments(one: Revision, zone: str) -> Iterator[datetime]:
    """Give the moments at which it may have begun to show: its first, then each midnight, as $today turns."""
    if one.begin >= one.end:
        return
    yield one.begin
    day = today_in(zone, max(one.begin, one.end - timedelta(days=MAX_DAYS)))
    for _ in range(MAX_DAYS + 1):
        day += timedelta(days=1)
        midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
        if midnight >= one.end:
            return
        yield midnight


def _shows(one: Revision, moment: datetime, looking: Look, zone: str) -> bool:
    """Tell whether the rules would have shown it then; where they ask for more than is known, it did not show."""
    if not _asked(looking) <= one.known:
        return False
    viewer = replace(looking.viewer, today=today_in(zone, moment))
    return replace(looking, viewer=viewer, now=moment).allows(one.row)


def _asked(looking: Look) -> frozenset[str]:
    return fields_of(looking.module.filter) if looking.module.filter is not None else frozenset()


def _readable(one: Revision, looking: Look) -> dict[str, object]:
    # A policy that reads no field has none fetched.
    grants, values = looking.module.readable, one.row.get("values", {})
    return {
        name: stored_value(kind, values.get(name))
        for name in KNOWN
        if name in grants and name in one.known and (kind := grants[name].kind) is not None
    }


def _told(change: Change) -> HistoryEntry:
    return HistoryEntry(
        at=change.at,
        kind="appeared" if change.appeared else "changed",
        fields=tuple(
            FieldChanged(field=one.field, before=outward(one.before), after=outward(one.after)) for one in change.fields
        ),
    )
