"""What every record of the demo has, whatever its module."""

from typing import Any

from contracts.backoffice.record import FieldValue, RecordUpserted, RelatedRecord
from portico_local.demo.content.customers import Customer
from portico_local.demo.content.ledger import Ledger

Fields = dict[str, FieldValue]


def record(
    ledger: Ledger,
    module: str,
    record_id: str,
    customer: Customer,
    fields: Fields,
    **more: Any,  # noqa: ANN401
) -> RecordUpserted:
    """A record of one customer, checked by the contract. `more` is named as there; `quiet`, for it is history.

    The office's opinion of the customer is on each of them, as in real backoffices: it must never show.
    """
    return RecordUpserted(
        module=module,
        record_id=record_id,
        revision=ledger.revision,
        accounts=(customer.account_id,),
        fields={**fields, "internal_note": customer.note},
        quiet=True,
        **more,
    )


def related(*found: tuple[str, str | None]) -> tuple[RelatedRecord, ...]:
    """Pointers by module and record id, without those that lead nowhere (yet)."""
    return tuple(RelatedRecord(module=module, record_id=number) for module, number in found if number)
