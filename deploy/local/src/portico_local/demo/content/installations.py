"""What stands at the customers' and is looked after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from portico_local.demo.content.customers import CUSTOMERS, Customer
from portico_local.demo.content.days import after
from portico_local.demo.content.dice import dice
from portico_local.demo.content.jobs import CARES, Care

EACH = 5
OLDEST_DAYS, NEWEST_DAYS = 3_200, 560
WARRANTY = timedelta(days=5 * 365)
IN_REPAIR = 3  # the installation of each third customer that is out of order today


@dataclass(frozen=True, slots=True)
class Installation:
    """One of a customer's installations."""

    object_id: str
    customer: Customer
    care: Care
    site: str
    serial: str
    status: str
    installed_on: date
    next_service_on: date

    @property
    def title(self) -> str:
        """What it is, and where."""
        return f"{self.care.kind[self.customer.market.tongue]}, {self.site}"

    @property
    def warranty_until(self) -> date:
        """The last day of its warranty."""
        return self.installed_on + WARRANTY


def installations(today: date) -> tuple[Installation, ...]:
    """All of them."""
    return tuple(found for turn, customer in enumerate(CUSTOMERS) for found in _of(turn, customer, today))


def _of(turn: int, customer: Customer, today: date) -> Iterator[Installation]:
    chance = dice("installations", customer.account_id)
    places = [(care, site) for care in CARES for site in customer.sites]
    for number, (care, site) in enumerate(chance.sample(places, EACH), 1):
        installed = after(today, -chance.randint(NEWEST_DAYS, OLDEST_DAYS))
        yield Installation(
            object_id=f"OB-{customer.account_id[2:]}-{number}",
            customer=customer,
            care=care,
            site=site,
            serial=f"{care.sku.replace('-', '')}{installed:%y%W}{chance.randint(1000, 9999)}",
            status="in_repair" if number == IN_REPAIR and turn % 3 == 0 else "active",
            installed_on=installed,
            next_service_on=after(today, chance.randint(40, 300)),
        )
