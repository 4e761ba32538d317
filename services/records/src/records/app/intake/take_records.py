"""Takes in records: typed as their module declares, owned by their first source, written where they are newer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from contracts.backoffice.record import RecordDeleted, RecordUpserted
from contracts.records.intake import RecordChanged, RecordRemoved
from policy import ModuleDefinition
from records.app.context import Context
from records.app.intake.arrival import Arrival, RecordEvent
from records.app.intake.found_by import found_by
from records.app.intake.stored_record import Row, stored_record, tombstone
from records.app.intake.typed_fields import typed_fields
from records.domain import history
from records.domain.history import Line
from records.domain.public_id import public_id
from records.domain.quarantine import Code, Quarantined, Reason
from records.domain.refusal import Fault
from records.domain.standing import Ledger, Standing, Word

Above = Mapping[str, tuple[str, ...]]
"""What stands above each account."""


@dataclass(frozen=True, slots=True)
class Fit:
    """An event that fits its module, with the record's public id and its typed fields."""

    id: str
    event: RecordEvent
    fields: Mapping[str, object]
    arrival: Arrival
    definition: ModuleDefinition


async def take_records(arrivals: Sequence[Arrival], at: Context) -> list[Quarantined]:
    """Store each record's newest revision of the batch where it is newer, and say so; gives what was refused.

    What fits no module is set aside before revisions are looked at, so that the order of a batch does not matter.
    """
    if not arrivals:
        return []
    definitions = await at.rules.definitions()
    judged = [_fit(at.tenant, arrival, definitions) for arrival in arrivals]
    aside = [one for one in judged if isinstance(one, Quarantined)]
    fit = [one for one in judged if isinstance(one, Fit)]
    stored = await at.records.standing({one.id for one in fit})
    ledger = Ledger(stored)
    newer: dict[str, list[Fit]] = {}
    for one in fit:
        word = ledger.offer(one.id, one.arrival.source, one.event.revision)
        if word is Word.FOREIGN:
            aside.append(one.arrival.refuse(at.tenant, Reason(Code.FOREIGN_SOURCE, "another source owns this record")))
        elif word is Word.NEWER:
            newer.setdefault(one.id, []).append(one)
    above = await at.accounts.ancestors(_accounts(newer))
    await _store(newer, stored, above, at)
    for one in (fits[-1] for fits in newer.values()):
        _say(one, stored.get(one.id), above, at)
    return aside


def _accounts(newer: Mapping[str, Sequence[Fit]]) -> set[str]:
    newest = (fits[-1].event for fits in newer.values())
    return {account for event in newest if isinstance(event, RecordUpserted) for account in event.accounts}


def _fit(tenant: str, arrival: Arrival, definitions: Mapping[str, ModuleDefinition]) -> Fit | Quarantined:
    event = arrival.event
    if not isinstance(event, RecordUpserted | RecordDeleted):
        raise TypeError(f"{event.NAME} is not about a record")
    definition = definitions.get(event.module)
    if definition is None:
        place = (Fault("/data/module", "unknown-module", "the tenant has not defined it"),)
        return arrival.refuse(tenant, Reason(Code.UNKNOWN_MODULE, "the tenant has not defined this module", place))
    typed = typed_fields(definition, event.fields) if isinstance(event, RecordUpserted) else {}
    if isinstance(typed, Reason):
        return arrival.refuse(tenant, typed)
    return Fit(public_id(tenant, event.module, event.record_id), event, typed, arrival, definition)


async def _store(newer: Mapping[str, Sequence[Fit]], stored: Mapping[str, Standing], above: Above, at: Context) -> None:
    """Store the newest of each record, and a line in its history for every one."""
    taken = {key: stored[key].taken if key in stored else 0 for key in newer}
    total = {key: taken[key] + len(fits) for key, fits in newer.items()}
    now = at.now()
    rows = [{**_row(fits[-1], at.tenant, above, now), "taken": total[key]} for key, fits in newer.items()]
    turns = [row["turns_at"] for row in rows if row["turns_at"] is not None]
    if turns:
        await at.chores.pass_embargoes(min(turns))
    await at.records.add([row for row in rows if row["_id"] not in stored])
    await at.records.put([row for row in rows if row["_id"] in stored])
    lines = {key: [_line(one, n, now) for n, one in enumerate(fits, taken[key] + 1)] for key, fits in newer.items()}
    await at.revisions.add([line for key, some in lines.items() for line in history.newest(some, total[key])])
    await at.revisions.drop({key: history.outdated(taken[key], total[key]) for key in newer})


def _line(one: Fit, number: int, now: datetime) -> Line:
    event, source, event_id = one.event, one.arrival.source, one.arrival.about.event_id
    if isinstance(event, RecordDeleted):
        return Line(one.id, number, event.revision, now, source, event_id, deleted=True)
    return Line(
        one.id,
        number,
        event.revision,
        now,
        source,
        event_id,
        event.status,
        event.accounts,
        event.hidden,
        event.visible_from,
        event.visible_until,
        contacts=event.contacts,
        values={name: value for name in history.TOLD if (value := getattr(event, name)) is not None},
    )


def _row(one: Fit, tenant: str, above: Above, now: datetime) -> Row:
    event, source = one.event, one.arrival.source
    if isinstance(event, RecordDeleted):
        return tombstone(one.id, tenant, source, event, now)
    row = stored_record(one.id, tenant, source, event, one.fields, above, now)
    return {**row, "words": found_by(event, one.fields, one.definition)}


def _say(one: Fit, before: Standing | None, above: Above, at: Context) -> None:
    event, was_there = one.event, before is not None and not before.deleted
    subject = f"{event.module}/{event.record_id}"
    if isinstance(event, RecordUpserted):
        changed = RecordChanged(
            id=one.id,
            module=event.module,
            record_id=event.record_id,
            revision=event.revision,
            accounts=event.accounts,
            status=event.status,
            change="updated" if was_there else "created",
            currency=event.currency,
            total=event.total,
            balance=event.balance,
            quiet=one.arrival.quiet,
            above=tuple(sorted({each for account in event.accounts for each in above.get(account, ())})),
        )
        at.say(changed, subject, one.arrival.trace)
    elif before is not None and was_there:
        removed = RecordRemoved(
            id=one.id,
            module=event.module,
            record_id=event.record_id,
            revision=event.revision,
            accounts=before.accounts,
        )
        at.say(removed, subject, one.arrival.trace)
