"""A customer: invited by mail, accepts, signs in, looks."""

import re
import secrets
from dataclasses import dataclass
from typing import Any

from actors.http import Answer, Http
from actors.tenant import PASSWORD, Tenant
from stack import mails_to, wait_until, wait_until_async

LINK = re.compile(r"https?://\S+/invitations/([A-Za-z0-9._-]+)")


@dataclass
class Customer:
    """Somebody signed in to a portal."""

    http: Http
    email: str
    tokens: dict[str, Any]

    @property
    def token(self) -> str:
        return str(self.tokens["access_token"])

    async def get(self, path: str) -> Answer:
        return await self.http.get(path, token=self.token)

    async def records(self, module: str = "invoices", query: str = "") -> list[dict[str, Any]]:
        """All records of the module, page by page."""
        found: list[dict[str, Any]] = []
        cursor = ""
        while True:
            answer = await self.get(f"/api/v1/records/{module}?limit=100{query}{cursor}")
            assert answer.status == 200, answer.text
            found += answer.body["items"]
            if not answer.body["next_cursor"]:
                return found
            cursor = f"&cursor={answer.body['next_cursor']}"

    async def sees(self, count: int, module: str = "invoices", deadline_s: float = 30) -> list[dict[str, Any]]:
        """Wait until exactly so many records are there."""

        async def there() -> list[dict[str, Any]] | bool:
            found = await self.records(module)
            return (found or True) if len(found) == count else False

        found = await wait_until_async(there, deadline_s)
        return found if isinstance(found, list) else []


async def invite(tenant: Tenant, email: str, account: str = "C-1001", **more: object) -> Answer:
    """The owner invites somebody."""
    body = {"portal": "customers", "email": email, "name": "Cleo Customer", "account_id": account, **more}
    return await tenant.http.post("/backoffice/v1/invitations", body, token=tenant.staff_token)


def mailed_token(tenant: Tenant, email: str, nth: int = 1) -> tuple[str, str]:
    """Link and token of the tenant's newest invitation mail to this address, once there are `nth`."""

    def links() -> list[re.Match[str]]:
        texts = (mail["text"] for mail in mails_to(tenant.mail_url, email))
        found = [
            match for text in texts if (match := LINK.search(text)) and match.group(1).startswith(f"{tenant.name}.")
        ]
        return found if len(found) >= nth else []

    newest = wait_until(links, 30)[0]
    return newest.group(0), newest.group(1)


async def invited_customer(tenant: Tenant, account: str = "C-1001", **more: object) -> Customer:
    """Invite somebody new, and let them accept with what the mail says."""
    email = f"cleo.{secrets.token_hex(4)}@customer.example"

    async def portal_known() -> bool:
        # The portal reaches identity as an event: until then it is not there to be invited to.
        return (await invite(tenant, email, account, **more)).status == 201

    await wait_until_async(portal_known, 20)
    _, token = mailed_token(tenant, email)
    accepted = await tenant.http.post(
        f"/api/v1/invitations/{token}/accept", {"password": PASSWORD, "name": "Cleo Customer", "language": "en"}
    )
    assert accepted.status in (200, 201), accepted.text
    return Customer(tenant.http, email, accepted.body)
