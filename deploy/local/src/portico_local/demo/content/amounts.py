"""Lines, and what tax makes of them: every amount of a document follows from quantities, prices and rates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from contracts.backoffice.record import Adjustment, RecordLine, TaxSubtotal
from portico_local.demo.content.catalogue import ARTICLES, CENT, Article
from portico_local.demo.content.markets import Market

Wanted = tuple[str, int]
"""An article's number and how much of it."""


def rounded(amount: Decimal) -> Decimal:
    """To the cent, as an office rounds."""
    return amount.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Calculation:
    """A document's lines (net), an allowance on goods, taxes by rate, and what is to pay."""

    lines: tuple[RecordLine, ...]
    adjustments: tuple[Adjustment, ...]
    taxes: tuple[TaxSubtotal, ...]
    total: Decimal
    margin: Decimal  # what is left of the net sum, in per cent


def calculate(wanted: Sequence[Wanted], market: Market, allowance: Decimal, reason: str) -> Calculation:
    """Work everything out; `allowance` in per cent of the goods."""
    articles = [(ARTICLES[sku], quantity) for sku, quantity in wanted]
    taken_off = rounded(_net(articles, market, work=False) * allowance / 100)
    bases: dict[Decimal, Decimal] = {}
    for article, quantity in articles:
        rate = article.tax_in(market)
        bases[rate] = bases.get(rate, Decimal(0)) + article.price_in(market) * quantity
    if taken_off:
        bases[market.goods_tax] -= taken_off
    taxes = tuple(
        TaxSubtotal(category="S", rate=rate, base=rounded(base), amount=rounded(base * rate / 100))
        for rate, base in sorted(bases.items(), reverse=True)
    )
    net = sum(bases.values(), Decimal(0))
    cost = sum((article.cost * quantity * market.factor for article, quantity in articles), Decimal(0))
    return Calculation(
        lines=priced(wanted, market),
        adjustments=(Adjustment(kind="allowance", reason=reason, amount=taken_off),) if taken_off else (),
        taxes=taxes,
        total=rounded(net + sum((tax.amount for tax in taxes), Decimal(0))),
        margin=((net - cost) / net * 100).quantize(Decimal("0.1")),
    )


def priced(wanted: Iterable[Wanted], market: Market) -> tuple[RecordLine, ...]:
    """Lines with prices; a line's total is net, as in EN 16931."""
    return tuple(
        RecordLine(
            **_counted(number, sku, quantity, market).model_dump(exclude_none=True),
            unit_price=ARTICLES[sku].price_in(market),
            tax_rate=ARTICLES[sku].tax_in(market),
            total=rounded(ARTICLES[sku].price_in(market) * quantity),
        )
        for number, (sku, quantity) in enumerate(wanted, 1)
    )


def counted(wanted: Iterable[Wanted], market: Market) -> tuple[RecordLine, ...]:
    """Lines without prices, for deliveries and work orders."""
    return tuple(_counted(number, sku, quantity, market) for number, (sku, quantity) in enumerate(wanted, 1))


def _counted(number: int, sku: str, quantity: int, market: Market) -> RecordLine:
    article = ARTICLES[sku]
    return RecordLine(
        line_id=str(number),
        sku=sku,
        description=article.name[market.tongue],
        quantity=Decimal(quantity),
        unit=article.unit[market.tongue],
    )


def _net(articles: Iterable[tuple[Article, int]], market: Market, *, work: bool) -> Decimal:
    return sum(
        (article.price_in(market) * quantity for article, quantity in articles if article.is_work is work), Decimal(0)
    )
