"""Every visit of a technician, past and planned, and what it led to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from portico_local.demo.content.company import TECHNICIANS
from portico_local.demo.content.customers import CUSTOMERS, Customer
from portico_local.demo.content.days import after
from portico_local.demo.content.dice import dice
from portico_local.demo.content.installations import Installation
from portico_local.demo.content.jobs import Job

SERVICE, FAULT = "service", "fault"
COURSE: Final = (
    (505, SERVICE),
    (412, FAULT),
    (331, SERVICE),
    (262, FAULT),
    (187, SERVICE),
    (118, FAULT),
    (55, FAULT),
    (34, SERVICE),
    (5, FAULT),
    (0, SERVICE),
    (-8, SERVICE),
    (-29, SERVICE),
)
"""A customer's visits: about how many days ago, and what for. Below zero they are still to come."""

PAID_AFTER: Final = 50
WANDERS: Final = 6
NEAR: Final = 10  # days around today in which nothing wanders
CANCELLED: Final = 331
TURNS_CANCELLED: Final = 4  # each fourth customer called one off


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit. `ago` as in `COURSE`."""

    key: str
    customer: Customer
    installation: Installation
    job: Job
    ago: int
    status: str
    asked_on: date
    on: date
    hour: int
    technician: str
    priority: str

    @property
    def is_invoiced(self) -> bool:
        """Whether an invoice followed."""
        return self.job.charged and self.status == "completed"

    @property
    def is_paid(self) -> bool:
        """Whether that invoice is paid."""
        return self.ago > PAID_AFTER

    @property
    def invoiced_on(self) -> date:
        """When the invoice was written."""
        return after(self.on, 2)

    @property
    def due_on(self) -> date:
        """When the invoice is to be paid."""
        return self.invoiced_on + timedelta(days=self.customer.market.days_to_pay)


def visits(today: date, everything: tuple[Installation, ...]) -> tuple[Visit, ...]:
    """All of them."""
    return tuple(
        visit
        for turn, customer in enumerate(CUSTOMERS)
        for visit in _of(turn, customer, today, [one for one in everything if one.customer == customer])
    )


def _of(turn: int, customer: Customer, today: date, own: list[Installation]) -> Iterator[Visit]:
    for number, (ago, reason) in enumerate(COURSE):
        installation = own[number % len(own)]
        cancelled = ago == CANCELLED and turn % TURNS_CANCELLED == 0
        job = installation.care.fault if reason == FAULT else installation.care.service
        yield _visit(installation, job, ago, today, cancelled=cancelled)


def _visit(installation: Installation, job: Job, ago: int, today: date, *, cancelled: bool) -> Visit:
    customer = installation.customer
    key = f"{customer.account_id}/visit/{ago}"
    chance = dice(key)
    on = after(today, -ago - (chance.randint(0, WANDERS) if abs(ago) > NEAR else 0)) if ago else today
    return Visit(
        key=key,
        customer=customer,
        installation=installation,
        job=job,
        ago=ago,
        status="cancelled" if cancelled else _status(on, today),
        asked_on=min(after(on, -chance.randint(1, 4) if job.charged else -21), today),
        on=on,
        hour=chance.randint(7, 13),
        technician=chance.choice(TECHNICIANS[customer.market.tongue]),
        priority=chance.choice(("high", "urgent")) if job.charged else "normal",
    )


def _status(on: date, today: date) -> str:
    if on > today:
        return "planned"
    return "in_progress" if on == today else "completed"
