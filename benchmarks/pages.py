"""Signed-in pages of the portal: the start page, a list of 20 of an account with 2,000 invoices, and one invoice.

As a browser asks for them, with its sealed session; against a bare page of Starlette, Motor and Jinja that draws the
same 20 rows without frame, session, policy, formats and languages. Interleaved rounds, medians; requests a second, p50
and p99 at 1, 8 and 32 connections, and CPU milliseconds a page by process and together. The aim for a list is 4.5 ms.
"""

import asyncio
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import aiohttp

from actors import Customer, Tenant
from actors.http import opened
from actors.tenant import PASSWORD
from lists import filled
from measuring.load import UNLIMITED, Door, compare, until_there
from portico_local.ports import one_at_random
from portico_local.stack import Stack
from stack import own_stack

FLOOR: Final = Path(__file__).parent / "floors" / "html_page.py"
TITLE: Final = "Invoice INV-"
ASKED: Final = ("records", "identity", "portal-config")
TOKEN: Final = re.compile(r'name="form_token" value="(\w+)"')


async def session_of(customer: Customer, home: str) -> dict[str, str]:
    """The cookies of a browser in which this customer has signed in by the form."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar, headers={"Origin": home.partition("/p/")[0]}) as browser:
        async with browser.get(f"{home}/sign-in") as page:
            token = TOKEN.search(await page.text())
        assert token
        form = {"form_token": token[1], "email": customer.email, "password": PASSWORD, "next": "/"}
        async with browser.post(f"{home}/sign-in", data=form, allow_redirects=False) as answer:
            assert answer.status == 303, await answer.text()
    return {"Cookie": "; ".join(f"{each.key}={each.value}" for each in jar)}


async def pages_of(edge: str, customer: Customer) -> dict[str, tuple[str, str, int]]:
    """Each page's path below the portal, and what it has to hold how often."""
    async with opened(edge) as http:
        newest = (await http.get("/api/v1/records/invoices?limit=1", token=customer.token)).body["items"][0]
    return {
        "start": ("/", "<main", 1),
        "list": ("/m/invoices", TITLE, 20),
        "record": (f"/m/invoices/{newest['id']}", TITLE, 1),
    }


def pids_of(stack: Stack, edge: int) -> dict[str, int]:
    """Whoever works for a page."""
    services = {name: stack.services[name].pid for name in ASKED}
    return {"edge": edge, **services, **{name: stack.parts[name].pid for name in ("rabbitmq", "mongodb")}}


async def measured(tenant: Tenant, customer: Customer, edge: str, bare: Door, pids: dict[str, int]) -> None:
    """Print each page's figures."""
    await until_there(bare)
    home = f"{edge}/p/{tenant.name}/customers"
    for name, (below, holds, times) in (await pages_of(edge, customer)).items():
        cookies = await session_of(customer, home)  # anew: an access token lasts five minutes
        print(f"-- {name}")
        await compare(Door(home + below, cookies, holds, times), bare, pids)


def main() -> None:
    """Measure on a stack of its own."""
    with own_stack() as stack:
        stack.start_all()
        edge = stack.replica("edge", UNLIMITED)
        tenant, customer = asyncio.run(filled(stack))
        port = one_at_random()
        words = [sys.executable, str(FLOOR), stack.settings["PORTICO_MONGO_URL"], tenant.name, str(port)]
        bare = Door(f"http://127.0.0.1:{port}/", {}, TITLE, 20)
        with subprocess.Popen(words) as floor:  # noqa: S603  our own file
            try:
                asyncio.run(measured(tenant, customer, edge.url, bare, pids_of(stack, edge.pid)))
            finally:
                floor.terminate()


if __name__ == "__main__":
    main()
