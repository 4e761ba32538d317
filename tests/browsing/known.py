"""What addresses of a shop's pages are made of: ids, mailed tokens. Pages that need other parts name them here."""

import re
import secrets
from typing import Final

from actors.backoffice import backoffice_of, record_event
from actors.customer import invite, mailed_token
from browsing.shop import ACCOUNT, Shop
from edge.domain.drafts.exceptions import key_of
from edge.http.page_table import For
from portico_local.demo.content.meters import METERS
from stack import mails_to, wait_until_async

MAILED: Final = re.compile(r"https?://\S+/(?:reset|activate)/([A-Za-z0-9._-]+)")
OFFICE: Final = "/backoffice/v1"
UNFIT: Final = {"module": "invoices", "total": "a lot"}


async def of_the_portal(shop: Shop, who: For) -> dict[str, str]:
    """Give them; for anyone with the tokens of somebody invited and of somebody who forgot their password.

    Whoever is in needs none, and a second one would take the first one's back.
    """
    if who != "anyone":
        return await shop.known()
    email = f"ivy.{secrets.token_hex(4)}@customer.example"
    assert (await invite(shop.tenant, email, ACCOUNT)).status == 201
    forgot = {"portal": f"{shop.tenant.name}/customers", "email": shop.customer.email}
    await _told(shop, "/api/v1/auth/password/forgot", forgot)
    known = await shop.known()
    known["reset.token"] = await _mailed(shop, shop.customer.email)
    known["invitation.token"] = mailed_token(shop.tenant, email)[1]
    return known


async def something_unfit(shop: Shop) -> None:
    """Send an event that cannot be taken in, so that there is one to see."""
    async with backoffice_of(shop.tenant.name, shop.tenant.amqp_url) as backoffice:
        await backoffice.publish(record_event(shop.tenant.name, "UNFIT", 1, **UNFIT))


async def of_the_console(shop: Shop, who: For) -> dict[str, str]:
    """Give them; for anyone mailed tokens, for staff what stands in the portals, and a dry run."""
    tenant = shop.tenant
    if who == "anyone":
        return await _mailed_to_staff(shop)
    draft = await tenant.http.get(f"{OFFICE}/portals/customers/draft", token=tenant.staff_token)
    run = await _told(shop, f"{OFFICE}/portals/customers/draft/dry-run", {})
    return {
        **await shop.known(),
        "slug": "customers",
        "user": shop.customer.tokens["user"]["id"],
        "version": "1",
        "console.person.id": shop.customer.tokens["user"]["id"],
        "console.module.edit.module": METERS,
        "console.portal.exception.key": key_of(draft.body["overrides"][0]),
        "console.portal.dry-run.id": run["id"],
    }


async def _mailed_to_staff(shop: Shop) -> dict[str, str]:
    tenant = shop.tenant
    colleague = f"bo.{secrets.token_hex(4)}@{tenant.name}.example"
    await _told(shop, f"{OFFICE}/staff", {"email": colleague, "name": "Bo Colleague", "roles": ["designer"]})
    await _told(shop, f"{OFFICE}/auth/password/forgot", {"tenant": tenant.name, "email": tenant.owner})
    tokens = {"console.reset.token": await _mailed(shop, tenant.owner)}
    return tokens | {"console.activate.token": await _mailed(shop, colleague)}


async def _told(shop: Shop, path: str, body: object) -> dict[str, str]:
    token = shop.tenant.staff_token if path.startswith(OFFICE) else None
    answer = await shop.tenant.http.post(path, body, token=token)
    assert answer.status < 300, (path, answer.status, answer.text)
    found: dict[str, str] = answer.body or {}
    return found


async def _mailed(shop: Shop, email: str) -> str:
    """Give the token of the newest link that this address got."""

    async def token() -> str:
        found = (MAILED.search(mail["text"]) for mail in mails_to(shop.tenant.mail_url, email))
        return next((link[1] for link in found if link and link[1].startswith(f"{shop.tenant.name}.")), "")

    return await wait_until_async(token, 30)
