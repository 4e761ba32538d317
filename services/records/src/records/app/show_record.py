"""Shows one record, as far as the caller's policy shows it."""

from contracts.principal import Principal
from contracts.records.viewing import ShowRecord, VisibleRecord
from records.app.asking import with_fields
from records.app.context import Context
from records.app.freshness import freshness_of
from records.app.looking import look, shown
from records.app.pointing import RELATED, pointing_to
from records.domain.refusal import NotFound


async def show_record(request: ShowRecord, who: Principal, at: Context) -> VisibleRecord:
    """Give one record with its readable fields. Raises NoPortal, NotFound, UnknownField.

    The database must find it under the policy's filter and the rules must allow it in hand: both, or it is not there.
    """
    whole = await look(who, request.module, at)
    looking = with_fields(whole, request.fields) if request.fields else whole
    row = await at.records.find(request.id, looking.query(), {**looking.fields(), "source": 1})
    if row is None or not looking.allows(row):
        raise NotFound
    [record] = await shown([row], looking, whole, at)
    if RELATED in record:
        known = [each["id"] for each in record[RELATED]]
        record["related_from"] = await pointing_to(row["_id"], whole, known, at)
    fresh = await freshness_of(row["source"], at)
    return VisibleRecord(id=row["_id"], revision=row["revision"], record=record, fresh_as_of=fresh)
