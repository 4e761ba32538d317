"""What the demo's backoffice says as CloudEvents. The same day gives the same ids, so saying it twice does no harm."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time

from contracts.backoffice.account import AccountUpserted
from contracts.backoffice.record import RecordUpserted
from contracts.envelope import CloudEvent
from portico_local.demo.content.records import accounts, records

SAID_AT = time(6, 0, tzinfo=UTC)


def source_of(tenant: str) -> str:
    """The one backoffice that all of it comes from."""
    return f"erp://{tenant}/hamburg"


def events(tenant: str, today: date) -> Iterator[CloudEvent]:
    """Accounts first, then every record."""
    return _enveloped(tenant, today, (*accounts(today), *records(today)))


def _enveloped(tenant: str, today: date, said: Iterable[AccountUpserted | RecordUpserted]) -> Iterator[CloudEvent]:
    for data in said:
        name = f"accounts/{data.account_id}" if isinstance(data, AccountUpserted) else f"{data.module}/{data.record_id}"
        yield CloudEvent(
            id=f"{name}@{data.revision}",
            source=source_of(tenant),
            type=data.NAME,
            subject=name,
            time=datetime.combine(today, SAID_AT),
            tenantid=tenant,
            data=data.model_dump(mode="json", exclude_defaults=True),
        )
