"""Takes in one tenant's batch, in one transaction: accounts first, so that the records beside them know them."""

from collections.abc import Sequence

from contracts.backoffice.account import AccountDeleted, AccountUpserted
from contracts.backoffice.record import RecordDeleted, RecordUpserted
from records.app.context import Context
from records.app.intake.arrival import Arrival
from records.app.intake.take_accounts import take_accounts
from records.app.intake.take_records import take_records
from records.domain.quarantine import Quarantined

Events = Sequence[Arrival | Quarantined]


async def take_in(events: Events, at: Context) -> list[Quarantined]:
    """Store what is newer, say what changed, set aside what cannot be taken; gives the latter."""
    arrivals = [event for event in events if isinstance(event, Arrival)]
    aside = [event for event in events if isinstance(event, Quarantined)]
    await take_accounts([one for one in arrivals if isinstance(one.event, AccountUpserted | AccountDeleted)], at)
    aside += await take_records([one for one in arrivals if isinstance(one.event, RecordUpserted | RecordDeleted)], at)
    await at.quarantine.put(aside)
    return aside
