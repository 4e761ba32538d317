"""Everything that happened until today, each thing with its number: what the records are written from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from portico_local.demo.content.installations import Installation, installations
from portico_local.demo.content.numbers import numbered
from portico_local.demo.content.sales import BOUGHT, Fate, Sale, sales
from portico_local.demo.content.visits import Visit, visits


@dataclass(frozen=True)
class Ledger:
    """The backoffice on one day. Its revisions rise from day to day, so what it says later replaces what it said."""

    today: date

    @property
    def revision(self) -> int:
        """The revision of every account and record that it says today."""
        return self.today.toordinal()

    @cached_property
    def installations(self) -> tuple[Installation, ...]:
        """What stands where."""
        return installations(self.today)

    @cached_property
    def visits(self) -> tuple[Visit, ...]:
        """What technicians did and will do."""
        return visits(self.today, self.installations)

    @cached_property
    def sales(self) -> tuple[Sale, ...]:
        """What was offered and bought."""
        return sales(self.today)

    @cached_property
    def bought(self) -> tuple[Sale, ...]:
        """The sales that became orders."""
        return tuple(sale for sale in self.sales if sale.fate in BOUGHT)

    @cached_property
    def invoiced(self) -> tuple[Sale, ...]:
        """The sales with an invoice, if only a draft of one."""
        return tuple(sale for sale in self.bought if sale.invoiced_on <= self.today)

    @cached_property
    def returned(self) -> tuple[Sale, ...]:
        """The sales of which something was given back: each customer's latest that is paid."""
        latest = {sale.customer.account_id: sale for sale in self.invoiced if sale.fate is Fate.PAID}
        return tuple(latest.values())

    @cached_property
    def quote_numbers(self) -> Mapping[str, str]:
        """By sale."""
        return numbered("QU", ((sale.quoted_on, sale.key) for sale in self.sales))

    @cached_property
    def order_numbers(self) -> Mapping[str, str]:
        """By sale."""
        return numbered("SO", ((sale.ordered_on, sale.key) for sale in self.bought))

    @cached_property
    def delivery_numbers(self) -> Mapping[str, str]:
        """By sale."""
        return numbered("DN", ((sale.shipped_on, sale.key) for sale in self.bought))

    @cached_property
    def invoice_numbers(self) -> Mapping[str, str]:
        """By sale and by visit: one series for both."""
        of_visits = ((visit.invoiced_on, visit.key) for visit in self.visits if visit.is_invoiced)
        return numbered("INV", (*((sale.invoiced_on, sale.key) for sale in self.invoiced), *of_visits))

    @cached_property
    def credit_numbers(self) -> Mapping[str, str]:
        """By sale."""
        return numbered("CN", ((sale.invoiced_on, sale.key) for sale in self.returned))

    @cached_property
    def visit_numbers(self) -> Mapping[str, str]:
        """By visit."""
        return numbered("WO", ((visit.asked_on, visit.key) for visit in self.visits))
