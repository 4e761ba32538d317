"""A tenant with portals worth looking at: those of the demo, with its papers, as a tenant of the test's own."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from actors import Customer, Http, Tenant, invited_customer, new_tenant
from actors.backoffice import backoffice_of
from actors.tenant import PASSWORD
from portico_local.demo.content.events import events
from portico_local.demo.content.records import records
from portico_local.demo.doors import edge
from portico_local.demo.tenancy import portals_published
from stack import wait_until_async

ACCOUNT: Final = "C-1001"
OTHER_ACCOUNT: Final = "C-2001"
CHANGING_ACCOUNT: Final = "C-1002"
"""The one whose records tests may add to: of the others somebody else may be counting them."""
KEPT: Final = {ACCOUNT, CHANGING_ACCOUNT, OTHER_ACCOUNT}
LAST_MODULE: Final = "documents"
BATCH: Final = 100
FRESH_S: Final = 120
"""Of the 300 that a token lives."""


@dataclass(slots=True)
class Shop:
    """The tenant, one of its customers, and the address of their portal."""

    tenant: Tenant
    customer: Customer
    home: str
    signed_in_at: float = float("-inf")

    @property
    def console(self) -> str:
        """Give the address of the staff's pages."""
        return f"{self.tenant.http.base}/console"

    async def fresh(self) -> "Shop":
        """Sign owner and customer in anew, unless they lately were."""
        if time.monotonic() - self.signed_in_at > FRESH_S:
            self.signed_in_at = time.monotonic()
            await self.tenant.sign_in_owner()
            login = {"portal": f"{self.tenant.name}/customers", "email": self.customer.email, "password": PASSWORD}
            answer = await self.tenant.http.post("/api/v1/auth/login", login)
            assert answer.status == 200, answer.text
            self.customer.tokens = answer.body
        return self

    async def guest(self, account: str = ACCOUNT, **more: object) -> Customer:
        """Invite somebody new, who accepts, and the portal's terms too."""
        return await _agreed(await invited_customer(self.tenant, account, **more))

    async def known(self, module: str = "invoices") -> dict[str, str]:
        """Give what addresses of pages are made of: a module, and its newest record."""
        newest = (await self.customer.get(f"/api/v1/records/{module}?limit=1")).body["items"][0]
        return {"module": module, "id": newest["id"], "record_id": newest["record_id"]}


async def opened_shop(http: Http, environ: Mapping[str, str]) -> Shop:
    """Make one, with everything that the demo says of three accounts."""
    tenant = await new_tenant(http, environ, ready=False)
    await tenant.activate_owner()
    async with edge.opened(http.base) as door:
        await portals_published(door, tenant.staff_token)
    customer = await _agreed(await invited_customer(tenant, ACCOUNT, roles=["admin"]))
    today = datetime.now(UTC).date()
    said = [event.model_dump(mode="json", exclude_none=True) for event in events(tenant.name, today)]
    async with backoffice_of(tenant.name, tenant.amqp_url) as backoffice:
        for kind in ("backoffice.account.upserted.v1", "backoffice.record.upserted.v1"):
            told = [event for event in said if event["type"] == kind and _is_kept(event["data"])]
            for start in range(0, len(told), BATCH):
                await backoffice.publish_batch(told[start : start + BATCH])
    await wait_until_async(lambda: _all_there(customer, today), 30)
    return Shop(tenant, customer, f"{http.base}/p/{tenant.name}/customers")


async def _agreed(customer: Customer) -> Customer:
    async def asked() -> dict[str, str] | None:
        # The portal's terms reach identity as an event: until then nothing is asked for.
        found: dict[str, str] | None = (await customer.get("/api/v1/me")).body["terms"]
        return found

    terms = await wait_until_async(asked, 20)
    assert terms
    answer = await customer.http.post("/api/v1/me/terms", {"version": terms["version"]}, token=customer.token)
    assert answer.status == 200, answer.text
    return customer


def _is_kept(data: Mapping[str, Any]) -> bool:
    return not KEPT.isdisjoint((data.get("account_id", ""), *data.get("accounts", ())))


async def _all_there(customer: Customer, today: date) -> bool:
    wanted = sum(one.module == LAST_MODULE and ACCOUNT in one.accounts for one in records(today))
    return len(await customer.records(LAST_MODULE)) >= wanted
