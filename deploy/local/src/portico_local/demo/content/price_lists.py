"""The catalogue as each customer gets it: one price list per language and currency, seen by the accounts it is for."""

from collections import defaultdict
from collections.abc import Iterator

from contracts.backoffice.record import RecordUpserted
from portico_local.demo.content import phrases
from portico_local.demo.content.catalogue import GOODS, Article
from portico_local.demo.content.customers import CUSTOMERS
from portico_local.demo.content.ledger import Ledger
from portico_local.demo.content.markets import Market
from portico_local.demo.content.wording import Tongue


def of_catalogue(ledger: Ledger) -> Iterator[RecordUpserted]:
    """Every article on every list."""
    lists: dict[tuple[Tongue, str], list[str]] = defaultdict(list)
    markets: dict[tuple[Tongue, str], Market] = {}
    for customer in CUSTOMERS:
        name = (customer.market.tongue, customer.market.currency)
        lists[name].append(customer.account_id)
        markets[name] = customer.market
    for name, accounts in lists.items():
        yield from (_product(ledger, article, markets[name], tuple(accounts)) for article in GOODS)


def _product(ledger: Ledger, article: Article, market: Market, accounts: tuple[str, ...]) -> RecordUpserted:
    tongue, price = market.tongue, article.price_in(market)
    about = phrases.MADE_FOR if article.stock else phrases.SOLD_OUT
    return RecordUpserted(
        module="products",
        record_id=f"{article.sku}.{tongue}.{market.currency}",
        revision=ledger.revision,
        accounts=accounts,
        title=article.name[tongue],
        status="available" if article.stock else "sold_out",
        currency=market.currency,
        fields={
            "sku": article.sku,
            "category": article.category[tongue] if article.category else None,
            "brand": article.brand,
            "description": about[tongue].format(brand=article.brand),
            "unit": article.unit[tongue],
            "price": str(price),
            "stock": article.stock,
            "margin_percent": str(round((1 - article.cost / article.price) * 100, 1)),
        },
        parties={},
        quiet=True,
    )
