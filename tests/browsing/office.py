"""A tenant whose staff are at work in the console, while one of its customers looks on."""

from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from actors import Customer, Http, Tenant, invited_customer, new_tenant, record_event
from actors.backoffice import backoffice_of
from actors.tenant import INVOICES
from browsing.sign_ins import SignIns
from browsing.window import Open
from stack.fixtures import Suite

SLUG: Final = "customers"
RECORD: Final = "INV-1"
ROLE: Final = "billing"
ORDERS: Final[dict[str, Any]] = {**INVOICES, "module": "orders", "label": {"en": "Orders"}, "filter": None}


@dataclass(frozen=True, slots=True)
class Office:
    """The tenant, its customer of the role billing, windows in which its owner is signed in, and two addresses."""

    tenant: Tenant
    customer: Customer
    staff: Open
    console: str
    home: str


async def opened_office(http: Http, suite: Suite, open_window: Open, sign_ins: SignIns) -> Office:
    """Make one: a portal of invoices and orders, and an invoice that its customer sees."""
    tenant = await new_tenant(http, suite.environ)
    await tenant.change_portal(modules=[INVOICES, ORDERS], roles={ROLE: {"modules": ["invoices", "orders"]}})
    customer = await invited_customer(tenant, roles=[ROLE])
    async with backoffice_of(tenant.name, tenant.amqp_url) as backoffice:
        await backoffice.publish(record_event(tenant.name, RECORD, 1))
    await customer.sees(1)
    console = f"{http.base}/console"
    state = await sign_ins.of(console, tenant.owner, f"/sign-in?tenant={tenant.name}")
    home = f"{http.base}/p/{tenant.name}/{SLUG}"
    return Office(tenant, customer, partial(open_window, storage_state=state), console, home)
