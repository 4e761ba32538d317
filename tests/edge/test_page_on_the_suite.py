"""The mailed link in a browser, on the whole suite: open, accept by form, sign in; a known user only confirms."""

import re
import secrets
from collections.abc import AsyncIterator
from urllib.parse import urlencode, urlsplit

import pytest

from actors import Answer, Http, Tenant, new_tenant
from actors.customer import invite, mailed_token
from actors.http import opened
from actors.tenant import PASSWORD
from stack import wait_until_async
from stack.fixtures import Suite

HIDDEN = re.compile(r'name="form_token" value="([0-9a-f]{64})"')


@pytest.fixture
async def tenants(suite: Suite) -> AsyncIterator[list[Tenant]]:
    """Two tenants with the same portal slug."""
    async with opened(suite.edge_url) as http:
        yield [await new_tenant(http, suite.environ) for _ in range(2)]


async def _mailed_link(tenant: Tenant, email: str, account: str, nth: int) -> str:
    async def invited() -> bool:
        return (await invite(tenant, email, account)).status == 201

    await wait_until_async(invited, 20)
    link, _ = mailed_token(tenant, email, nth)
    return link


async def _submit(http: Http, link: str, **fields: str) -> Answer:
    """Open the page and send its form, as a browser does."""
    page = await http.get(link)
    assert page.status == 200, page.text
    [token] = HIDDEN.findall(page.text)
    parts = urlsplit(link)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": page.headers["Set-Cookie"].split(";")[0],
        "Origin": f"{parts.scheme}://{parts.netloc}",
    }
    return await http.ask("POST", link, raw=urlencode({"form_token": token, **fields}).encode(), headers=headers)


async def _accounts(tenant: Tenant, email: str) -> list[str]:
    login = {"portal": f"{tenant.name}/customers", "email": email, "password": PASSWORD}
    signed_in = await tenant.http.post("/api/v1/auth/login", login)
    assert signed_in.status == 200, signed_in.text
    listed = await tenant.http.get("/api/v1/me/memberships", token=signed_in.body["access_token"])
    return sorted(row["account_id"] for row in listed.body["items"])


async def test_a_mailed_link_leads_in_and_only_once(tenants: list[Tenant]) -> None:
    for tenant in tenants:
        email = f"page.{secrets.token_hex(4)}@customer.example"
        link = await _mailed_link(tenant, email, "C-1001", 1)

        weak = await _submit(tenant.http, link, name="Jo Winter", password="password")
        accepted = await _submit(tenant.http, link, name="Jo Winter", password=PASSWORD)
        again = await tenant.http.get(link)

        assert (weak.status, 'id="password-wrong"' in weak.text) == (422, True)
        assert (accepted.status, accepted.headers["Location"]) == (303, f"/p/{tenant.name}/customers/")
        assert again.status == 410
        assert await _accounts(tenant, email) == ["C-1001"]


async def test_somebody_known_confirms_and_keeps_the_password(tenants: list[Tenant]) -> None:
    for tenant in tenants:
        email = f"known.{secrets.token_hex(4)}@customer.example"
        await _submit(tenant.http, await _mailed_link(tenant, email, "C-1001", 1), name="Jo", password=PASSWORD)
        link = await _mailed_link(tenant, email, "C-2002", 2)

        wrong = await _submit(tenant.http, link, password="another password entirely")
        right = await _submit(tenant.http, link, password=PASSWORD)

        assert (wrong.status, right.status) == (401, 303)
        assert await _accounts(tenant, email) == ["C-1001", "C-2002"]
