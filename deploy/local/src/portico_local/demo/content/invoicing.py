"""An invoice, whatever it is for: its status follows from what was paid and from its dates."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from contracts.backoffice.record import PaymentMeans, RecordUpserted, RelatedRecord
from portico_local.demo.content import phrases
from portico_local.demo.content.amounts import Calculation
from portico_local.demo.content.company import seller
from portico_local.demo.content.customers import Customer
from portico_local.demo.content.drafting import Fields, record
from portico_local.demo.content.ledger import Ledger
from portico_local.demo.content.markets import TERMS


@dataclass(frozen=True, slots=True)
class Bill:
    """What is asked for. `paid`: how much of it was; None while it is a draft that the office still works on."""

    number: str
    customer: Customer
    name: str
    sums: Calculation
    issued_on: date
    due_on: date
    paid: Decimal | None
    related: tuple[RelatedRecord, ...]

    def status(self, today: date) -> str:
        """What it is called on this day."""
        if self.paid is None:
            return "draft"
        if self.paid == self.sums.total:
            return "paid"
        return "overdue" if self.due_on < today else "open"

    def record(self, ledger: Ledger, fields: Fields) -> RecordUpserted:
        """It as the backoffice says it."""
        market = self.customer.market
        means = PaymentMeans(kind="bank-transfer", iban=market.iban, bic=market.bic, reference=self.number)
        return record(
            ledger, "invoices", self.number, self.customer, fields,
            title=phrases.INVOICE[market.tongue].format(number=self.number, name=self.name),
            status=self.status(ledger.today),
            issued_on=self.issued_on.isoformat(),
            due_on=self.due_on.isoformat(),
            currency=market.currency,
            total=self.sums.total,
            balance=self.sums.total - (self.paid or Decimal(0)),
            lines=self.sums.lines,
            taxes=self.sums.taxes,
            adjustments=self.sums.adjustments,
            parties={"seller": seller(market), "buyer": self.customer.party()},
            terms=TERMS[market.tongue].format(days=market.days_to_pay),
            payment_means=(means,),
            notes=(phrases.INVOICE_NOTE[market.tongue],),
            related=self.related,
        )  # fmt: skip
