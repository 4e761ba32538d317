"""A record as a backoffice publishes it. An upsert replaces the record; only a higher revision counts as newer."""

from typing import Annotated

from pydantic import Field, model_validator

from contracts.kinds import Amount, Currency, Day, FieldName, Instant, Key, Line, Measure, ModuleName, Revision, Text
from contracts.message import Event, Message

MAX_LINES = 2_000
MAX_FIELDS = 200
MAX_ACCOUNTS = 200

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Whole = Annotated[int, Field(strict=True, ge=-(2**63), le=2**63 - 1)]
Flag = Annotated[bool, Field(strict=True)]
Scalar = Flag | Whole | Number | Text | None
FieldValue = Scalar | Annotated[list[Scalar], Field(max_length=100)]


class Address(Message):
    """A postal address, as printed on a document."""

    street: Line | None = None
    additional: Line | None = None
    city: Line | None = None
    postal_code: Line | None = None
    region: Line | None = None
    country: Line | None = None


class Party(Message):
    """Who sells or buys: names and numbers as on the document. `legal_name` where it differs from the name in use."""

    name: Line | None = None
    legal_name: Line | None = None
    address: Address | None = None
    tax_id: Line | None = None
    registration: Line | None = None
    endpoint: Line | None = None
    contact: Line | None = None
    email: Line | None = None
    phone: Line | None = None


class RecordLine(Message):
    """One line. `quantity` in `unit`; `unit_price` and `total` in the record's currency; `tax_rate` in per cent.

    `total` is net of tax, after the line's own allowances and charges (EN 16931, BT-131).
    """

    line_id: Key
    sku: Line | None = None
    description: Text | None = None
    quantity: Measure | None = None
    unit: Line | None = None
    unit_price: Measure | None = None
    tax_rate: Measure | None = None
    total: Amount | None = None


class TaxSubtotal(Message):
    """Tax of one category and rate; `base` and `amount` in the record's currency, `rate` in per cent."""

    category: Line | None = None
    rate: Measure | None = None
    base: Amount | None = None
    amount: Amount


class Adjustment(Message):
    """An allowance (taken off) or a charge (put on) of the whole document."""

    kind: Annotated[str, Field(pattern="^(allowance|charge)$")]
    reason: Line | None = None
    amount: Amount


class PaymentMeans(Message):
    """Where to pay and what to quote."""

    kind: Line | None = None
    iban: Line | None = None
    bic: Line | None = None
    reference: Line | None = None


class AttachedDocument(Message):
    """A document that belongs to the record; its bytes arrive apart."""

    document_id: Key
    name: Line
    media_type: Line = "application/octet-stream"


class RelatedRecord(Message):
    """A pointer to another record of the same tenant."""

    module: ModuleName
    record_id: Key


class RecordUpserted(Event, name="backoffice.record.upserted.v1"):
    """A record exists, as stated. `quiet` never notifies."""

    module: ModuleName
    record_id: Key
    revision: Revision
    accounts: Annotated[tuple[Key, ...], Field(max_length=MAX_ACCOUNTS)] = ()
    contacts: Annotated[tuple[Key, ...], Field(max_length=MAX_ACCOUNTS)] = ()
    title: Line | None = None
    status: Annotated[str, Field(max_length=60, pattern=r"^[A-Za-z0-9_.-]+$")] | None = None
    issued_on: Day | None = None
    due_on: Day | None = None
    currency: Currency | None = None
    total: Amount | None = None
    balance: Amount | None = None
    fields: Annotated[dict[FieldName, FieldValue], Field(max_length=MAX_FIELDS, default_factory=dict)]
    lines: Annotated[tuple[RecordLine, ...], Field(max_length=MAX_LINES)] = ()
    parties: Annotated[dict[FieldName, Party], Field(max_length=10, default_factory=dict)]
    taxes: Annotated[tuple[TaxSubtotal, ...], Field(max_length=50)] = ()
    adjustments: Annotated[tuple[Adjustment, ...], Field(max_length=100)] = ()
    terms: Text | None = None
    payment_means: Annotated[tuple[PaymentMeans, ...], Field(max_length=20)] = ()
    notes: Annotated[tuple[Text, ...], Field(max_length=50)] = ()
    documents: Annotated[tuple[AttachedDocument, ...], Field(max_length=100)] = ()
    related: Annotated[tuple[RelatedRecord, ...], Field(max_length=200)] = ()
    visible_from: Instant | None = None
    visible_until: Instant | None = None
    hidden: Flag = False
    quiet: Flag = False

    @model_validator(mode="after")
    def _money_has_a_currency(self) -> "RecordUpserted":
        if self.currency is None and (self.total is not None or self.balance is not None):
            raise ValueError("total and balance need a currency")
        return self


class RecordDeleted(Event, name="backoffice.record.deleted.v1"):
    """A record is gone as of this revision; an upsert with a higher one brings it back."""

    module: ModuleName
    record_id: Key
    revision: Revision
