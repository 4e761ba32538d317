"""What Nordlicht ordered from its suppliers until today, and how far each order is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from contracts.backoffice.record import RecordLine, TaxSubtotal
from portico_local.demo.content.amounts import rounded
from portico_local.demo.content.catalogue import ARTICLES
from portico_local.demo.content.customers import Customer
from portico_local.demo.content.days import after
from portico_local.demo.content.dice import dice
from portico_local.demo.content.suppliers import SUPPLIERS

BOUGHT_FROM: Final[Mapping[str, Sequence[str]]] = {
    "S-7001": ("UP-25", "TH-1", "SV-32", "MG-28"),
    "S-7002": ("PV-440", "WR-10", "SP-10"),
    "S-7003": ("S-MON", "S-ANF"),
}
"""Articles by supplier: makers deliver goods, the builder lends hands."""
DAYS_AGO: Final = (210, 150, 96, 40, 12, 3, 0)
STATUSES: Final = ("completed", "completed", "completed", "partly_delivered", "confirmed", "open", "draft")
DAYS_TO_DELIVER: Final = 21


@dataclass(frozen=True, slots=True)
class Purchase:
    """One order to a supplier, at what the articles cost there."""

    number: str
    supplier: Customer
    status: str
    ordered_on: date
    wanted: tuple[tuple[str, int], ...]

    @property
    def wanted_on(self) -> date:
        """When it is to be there."""
        return after(self.ordered_on, DAYS_TO_DELIVER)

    @property
    def has_arrived(self) -> bool:
        """Whether something of it is there."""
        return self.status in ("completed", "partly_delivered")

    def lines(self, *, priced: bool) -> tuple[RecordLine, ...]:
        """What is ordered."""
        return tuple(
            self._line(number, sku, count, priced=priced) for number, (sku, count) in enumerate(self.wanted, 1)
        )

    def _line(self, number: int, sku: str, count: int, *, priced: bool) -> RecordLine:
        article, tongue = ARTICLES[sku], self.supplier.market.tongue
        line = RecordLine(
            line_id=str(number), sku=sku, description=article.name[tongue], quantity=Decimal(count),
            unit=article.unit[tongue],
        )  # fmt: skip
        price = {"unit_price": article.cost, "tax_rate": self.tax_rate, "total": rounded(article.cost * count)}
        return line.model_copy(update=price) if priced else line

    @property
    def tax_rate(self) -> Decimal:
        """In per cent."""
        return self.supplier.market.goods_tax

    @property
    def taxes(self) -> tuple[TaxSubtotal, ...]:
        """Of the whole order: all of it at one rate."""
        net = sum((ARTICLES[sku].cost * count for sku, count in self.wanted), Decimal(0))
        tax = rounded(net * self.tax_rate / 100)
        return (TaxSubtotal(category="S", rate=self.tax_rate, base=rounded(net), amount=tax),)

    @property
    def total(self) -> Decimal:
        """With tax."""
        [tax] = self.taxes
        return (tax.base or Decimal(0)) + tax.amount


def purchases(today: date) -> Iterator[Purchase]:
    """All of them, each supplier's oldest first."""
    for supplier in SUPPLIERS:
        for index, (days, status) in enumerate(zip(DAYS_AGO, STATUSES, strict=True), 1):
            key = dice("purchase", supplier.account_id, index)
            skus = BOUGHT_FROM[supplier.account_id]
            wanted = tuple((sku, key.randint(2, 24)) for sku in key.sample(skus, min(2, len(skus))))
            day = after(today, -days)
            yield Purchase(f"PO-{day.year}-{supplier.account_id[2:]}{index:02}", supplier, status, day, wanted)
