"""How each sale went: quoted, accepted or not, delivered, invoiced, paid or not. Statuses follow from the dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

from portico_local.demo.content.amounts import Wanted
from portico_local.demo.content.customers import CUSTOMERS, Customer
from portico_local.demo.content.days import after
from portico_local.demo.content.dice import dice
from portico_local.demo.content.projects import PROJECTS, Project


class Fate(StrEnum):
    """What became of a quote, and of the invoice at its end."""

    PAID = "paid"
    OVERDUE = "overdue"
    PART_PAID = "part-paid"
    RUNNING = "running"
    REJECTED = "rejected"
    EXPIRED = "expired"
    WAITING = "waiting"
    DRAFT = "draft"


COURSE: Final[tuple[tuple[int, Fate], ...]] = (
    (520, Fate.PAID),
    (440, Fate.PAID),
    (370, Fate.REJECTED),
    (300, Fate.PAID),
    (235, Fate.PAID),
    (180, Fate.EXPIRED),
    (90, Fate.OVERDUE),
    (60, Fate.PART_PAID),
    (24, Fate.RUNNING),
    (14, Fate.RUNNING),
    (8, Fate.WAITING),
    (3, Fate.DRAFT),
)
"""A customer's last 18 months: about how many days ago something was quoted, and how it went."""

WANDERS: Final = 8
LEFT_OUT: Final = 2
VALID_DAYS: Final = 30
BOUGHT: Final = frozenset({Fate.PAID, Fate.OVERDUE, Fate.PART_PAID, Fate.RUNNING})


@dataclass(frozen=True, slots=True)
class Sale:
    """One sale to one customer. `allowance` in per cent of the goods."""

    key: str
    customer: Customer
    project: Project
    site: str
    wanted: tuple[Wanted, ...]
    allowance: Decimal
    reference: str
    fate: Fate
    quoted_on: date
    ordered_on: date
    shipped_on: date
    arrives_on: date
    invoiced_on: date

    @property
    def valid_until(self) -> date:
        """Until when the quote binds."""
        return self.quoted_on + timedelta(days=VALID_DAYS)

    @property
    def due_on(self) -> date:
        """When the invoice is to be paid."""
        return self.invoiced_on + timedelta(days=self.customer.market.days_to_pay)

    @property
    def name(self) -> str:
        """What the project is called, where it is done."""
        return f"{self.project.name[self.customer.market.tongue]}, {self.site}"


def sales(today: date) -> tuple[Sale, ...]:
    """Every sale there was."""
    return tuple(sale for customer in CUSTOMERS for sale in _of(customer, today))


def _of(customer: Customer, today: date) -> Iterator[Sale]:
    chance = dice("sales", customer.account_id)
    settled = [turn for turn in COURSE if turn[1] in {Fate.PAID, Fate.REJECTED, Fate.EXPIRED}]
    left_out = chance.sample(settled, LEFT_OUT)
    projects = chance.sample(PROJECTS, len(PROJECTS)) * 2
    for number, turn in enumerate(COURSE):
        if turn not in left_out:
            yield _sale(customer, projects[number], turn, today)


def _sale(customer: Customer, project: Project, turn: tuple[int, Fate], today: date) -> Sale:
    ago, fate = turn
    key = f"{customer.account_id}/sale/{ago}"
    chance = dice(key)
    quoted = after(today, -ago - chance.randint(0, WANDERS if ago > VALID_DAYS // 2 else 0))
    ordered = after(quoted, chance.randint(4, 9))
    shipped = after(ordered, chance.randint(7, 16))
    arrives = after(shipped, chance.randint(2, 5))
    return Sale(
        key=key,
        customer=customer,
        project=project,
        site=chance.choice(customer.sites),
        wanted=project.wanted(chance),
        allowance=Decimal(chance.choice((0, 0, 0, 2, 3))),
        reference=f"PO-{quoted:%y}{chance.randint(1000, 9999)}",
        fate=fate,
        quoted_on=quoted,
        ordered_on=ordered,
        shipped_on=shipped,
        arrives_on=arrives,
        invoiced_on=after(arrives, chance.randint(1, 4)),
    )
