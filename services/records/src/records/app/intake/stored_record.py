"""A record as it is stored: the shape that `policy` filters and projects, and nothing that was not said."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from contracts.backoffice.record import RecordDeleted, RecordUpserted
from policy import stamp
from policy.value import instant
from records.domain.embargo import next_turn
from records.domain.public_id import public_id
from records.domain.sort_keys import sort_keys

Row = dict[str, Any]


def stored_record(
    key: str,
    tenant: str,
    source: str,
    event: RecordUpserted,
    fields: Mapping[str, object],
    above: Mapping[str, tuple[str, ...]],
    now: datetime,
) -> Row:
    """Make the row of a record. `key` is its public id, `fields` are typed, `above` gives each account's ancestors."""
    ancestors = [name for account in event.accounts for name in above.get(account, ())]
    return {
        **_head(key, tenant, source, event, now),
        "accounts": list(event.accounts),
        "audience": list(stamp(event.accounts, event.contacts, ancestors)),
        "hidden": event.hidden,
        "visible_from": event.visible_from,
        "visible_until": event.visible_until,
        "turns_at": _next_turn(event, now),
        "deleted": False,
        "values": _values(tenant, event, fields),
        "sort": sort_keys(event.record_id, event.title, event.issued_on, event.due_on, now),
    }


def tombstone(key: str, tenant: str, source: str, event: RecordDeleted, now: datetime) -> Row:
    """Make the row of a record that is gone: its revision and its owner stay, and nobody sees it."""
    return {
        **_head(key, tenant, source, event, now),
        "accounts": [],
        "audience": [],
        "hidden": False,
        "visible_from": None,
        "visible_until": None,
        "turns_at": None,
        "deleted": True,
        "values": {},
        "sort": sort_keys(event.record_id, None, None, None, now),
    }


def _head(key: str, tenant: str, source: str, event: RecordUpserted | RecordDeleted, now: datetime) -> Row:
    return {
        "_id": key,
        "tenant": tenant,
        "module": event.module,
        "record_id": event.record_id,
        "revision": event.revision,
        "source": source,
        "received_at": now,
    }


def _next_turn(event: RecordUpserted, now: datetime) -> datetime | None:
    """Give when time alone changes whether the record shows, in whole milliseconds, as moments are stored."""
    begin, end = (None if moment is None else instant(moment) for moment in (event.visible_from, event.visible_until))
    return next_turn(begin, end, now, hidden=event.hidden)


def _values(tenant: str, event: RecordUpserted, fields: Mapping[str, object]) -> Row:
    return {
        "title": event.title,
        "status": event.status,
        "issued_on": event.issued_on,
        "due_on": event.due_on,
        "currency": event.currency,
        "total": event.total,
        "balance": event.balance,
        "fields": dict(fields),
        "lines": [_said(line) for line in event.lines],
        "parties": {name: _said(party) for name, party in event.parties.items()},
        "taxes": [_said(tax) for tax in event.taxes],
        "adjustments": [_said(adjustment) for adjustment in event.adjustments],
        "terms": event.terms,
        "payment_means": [_said(means) for means in event.payment_means],
        "notes": list(event.notes),
        "documents": [_said(document) for document in event.documents],
        "related": [
            {**_said(related), "id": public_id(tenant, related.module, related.record_id)} for related in event.related
        ],
        "contacts": list(event.contacts),
    }


def _said(model: BaseModel) -> Row:
    """Give what a part says, without what it leaves out; amounts stay decimals."""
    return {name: _said(value) if isinstance(value, BaseModel) else value for name, value in model if value is not None}
