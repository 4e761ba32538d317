"""Takes a picture of every page: of the demo of the `make run` that is on, for people to look at.

    python -m browsing.screenshots [FOLDER]

Each page at the width of a phone and of a desk, light and dark; and the first pages in each of the languages.
Somebody is invited for it, and a dry run started.
"""

import asyncio
import itertools
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playwright.async_api import Browser, expect

from actors import Customer, Tenant
from actors.http import Http, opened
from browsing import known
from browsing.chromium import chromium
from browsing.pages import places
from browsing.shop import Shop
from browsing.visitor import Visitor
from edge.http.page_table import CONSOLE, DESIGN_PAGE, For
from edge.http.page_table import PORTAL as PORTAL_ROOT
from portico_local import environment_files
from portico_local.demo.content.company import PORTAL, TENANT
from portico_local.demo.content.people import OWNER, PEOPLE, Person
from portico_local.layout import Layout
from portico_local.screen import Screen

STATE: Final = Path(".portico")
WIDTHS: Final = (1280, 360)
THEMES: Final = ("light", "dark")
MODULE: Final = "invoices"
SPOKEN: Final = ("start", "list", "record")
"""Taken in each of the languages."""


@dataclass(frozen=True, slots=True)
class Camera:
    """Takes pictures of one demo's portal and console into a folder."""

    http: Http
    mail_url: str
    browser: Browser
    folder: Path

    async def everything(self) -> int:
        """Take them all; answers how many."""
        person = PEOPLE[0]
        shop = await self._shop(person)
        portal = await known.of_the_portal(shop, "anyone")
        console = await known.of_the_console(shop, "anyone") | await known.of_the_console(shop, "staff")
        taken = 0
        for width, theme in itertools.product(WIDTHS, THEMES):
            how = f"{width}-{theme}"
            async with self._window(width, shop.home, color_scheme=theme) as visitor:
                anyone = {**_below(shop.home, portal, "anyone"), **_below(shop.console, console, "anyone", CONSOLE)}
                taken += await self._taken(visitor, {**anyone, "design": self.http.base + DESIGN_PAGE.below}, how)
                await visitor.comes_in(person.contact.email, password=person.password)
                taken += await self._taken(visitor, _below(shop.home, portal, "user"), how)
            async with self._window(width, shop.console, color_scheme=theme) as staff:
                await self._owner_comes_in(staff)
                taken += await self._taken(staff, _below(shop.console, console, "staff", CONSOLE), how)
        return taken + await self._in_each_language()

    async def _in_each_language(self) -> int:
        tongues = {person.customer.market.tongue: person for person in reversed(PEOPLE) if PORTAL in person.portals}
        taken = 0
        for tongue, person in tongues.items():
            shop = await self._shop(person)
            found = await shop.known(await self._module(shop))
            async with self._window(WIDTHS[0], shop.home, locale=tongue) as visitor:
                await visitor.comes_in(person.contact.email, password=person.password)
                shown = {name: place for name, place in _below(shop.home, found, "user").items() if name in SPOKEN}
                taken += await self._taken(visitor, shown, f"in-{tongue}")
            async with self._window(WIDTHS[0], shop.console, locale=tongue) as staff:
                await self._owner_comes_in(staff)
                taken += await self._taken(staff, {"console.overview": shop.console + "/"}, f"in-{tongue}")
        return taken

    async def _shop(self, person: Person) -> Shop:
        """The demo as a shop, with this person as its customer."""
        login = {"portal": f"{TENANT}/{PORTAL}", "email": person.contact.email, "password": person.password}
        signed_in = (await self.http.post("/api/v1/auth/login", login)).body
        owner = {"tenant": TENANT, "email": OWNER.email, "password": OWNER.password}
        staff = (await self.http.post("/backoffice/v1/auth/login", owner)).body["access_token"]
        tenant = Tenant(TENANT, self.http, OWNER.email, "", "", "", self.mail_url, {}, staff)
        return Shop(
            tenant, Customer(self.http, person.contact.email, signed_in), f"{self.http.base}/p/{TENANT}/{PORTAL}"
        )

    async def _module(self, shop: Shop) -> str:
        modules = [each["module"] for each in (await shop.customer.get("/api/v1/portal")).body["modules"]]
        return MODULE if MODULE in modules else modules[0]

    async def _owner_comes_in(self, staff: Visitor) -> None:
        await staff.opens(f"/sign-in?tenant={TENANT}")
        await staff.signs_in(OWNER.email, OWNER.password)
        await staff.page.wait_for_url(f"{staff.home}/")

    async def _taken(self, visitor: Visitor, shown: Mapping[str, str], how: str) -> int:
        for name, place in shown.items():
            await visitor.page.goto(place)
            await expect(visitor.page.locator(".htmx-request")).to_have_count(0)
            await visitor.page.screenshot(path=self.folder / f"{name}-{how}.png", full_page=True)
        return len(shown)

    @asynccontextmanager
    async def _window(self, width: int, home: str, **wishes: Any) -> AsyncIterator[Visitor]:
        context = await self.browser.new_context(viewport={"width": width, "height": 800}, **wishes)
        try:
            yield Visitor(await context.new_page(), home)
        finally:
            await context.close()


def _below(home: str, found: Mapping[str, str], who: For, root: str = PORTAL_ROOT) -> dict[str, str]:
    return {name.replace(" ", "-").replace(":", ""): home + below for name, below in places(found, who, root).items()}


async def main(folder: Path) -> None:
    """Take them."""
    screen, addresses = Screen(), environment_files.read(Layout(STATE).addresses)
    edge, mail_url = addresses.get("PORTICO_EDGE_URL"), addresses.get("PORTICO_MAIL_URL")
    if edge is None or mail_url is None:
        sys.exit("Nothing runs here: `make run` first.")
    async with opened(edge) as http, chromium() as browser:
        taken = await Camera(http, mail_url, browser, folder).everything()
    screen.line(f"{taken} pictures in {folder}")


if __name__ == "__main__":
    into = Path(sys.argv[1]) if len(sys.argv) > 1 else STATE / "screenshots"
    into.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(into))
