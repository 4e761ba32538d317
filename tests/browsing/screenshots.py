"""Takes a picture of every page: of the demo of the `make run` that is on, for people to look at.

    python -m browsing.screenshots [FOLDER]

Each page at the width of a phone and of a desk, light and dark; and the first pages in each of the languages.
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

from actors.http import Http, opened
from browsing.chromium import chromium
from browsing.pages import places
from browsing.visitor import Visitor
from edge.http.page_table import DESIGN_PAGE
from portico_local import environment_files
from portico_local.demo.content.company import PORTAL, TENANT
from portico_local.demo.content.people import PEOPLE, Person
from portico_local.layout import Layout
from portico_local.screen import Screen

STATE: Final = Path(".portico")
WIDTHS: Final = (1280, 360)
THEMES: Final = ("light", "dark")
MODULE: Final = "invoices"
IN_EACH_LANGUAGE: Final = ("start", "list", "record")


@dataclass(frozen=True, slots=True)
class Camera:
    """Takes pictures of one demo's portal into a folder."""

    http: Http
    browser: Browser
    folder: Path

    @property
    def home(self) -> str:
        """The portal's address."""
        return f"{self.http.base}/p/{TENANT}/{PORTAL}"

    async def everything(self) -> int:
        """Take them all; answers how many."""
        person = PEOPLE[0]
        known = await self._known(person)
        taken = 0
        for width, theme in itertools.product(WIDTHS, THEMES):
            async with self._window(person, width, color_scheme=theme) as visitor:
                shown = self._places(known, "anyone")
                taken += await self._taken(
                    visitor, {**shown, "design": self.http.base + DESIGN_PAGE.below}, f"{width}-{theme}"
                )
                await visitor.comes_in(person.contact.email, password=person.password)
                taken += await self._taken(visitor, self._places(known, "user"), f"{width}-{theme}")
        return taken + await self._in_each_language()

    async def _in_each_language(self) -> int:
        tongues = {person.customer.market.tongue: person for person in reversed(PEOPLE) if PORTAL in person.portals}
        taken = 0
        for tongue, person in tongues.items():
            known = await self._known(person)
            async with self._window(person, WIDTHS[0]) as visitor:
                await visitor.comes_in(person.contact.email, password=person.password)
                shown = {name: place for name, place in self._places(known, "user").items() if name in IN_EACH_LANGUAGE}
                taken += await self._taken(visitor, shown, f"in-{tongue}")
        return taken

    def _places(self, known: Mapping[str, str], who: str) -> dict[str, str]:
        return {name.replace(" ", "-"): self.home + below for name, below in places(known, who).items()}

    async def _taken(self, visitor: Visitor, shown: Mapping[str, str], how: str) -> int:
        for name, place in shown.items():
            await visitor.page.goto(place)
            await expect(visitor.page.locator(".htmx-request")).to_have_count(0)
            await visitor.page.screenshot(path=self.folder / f"{name}-{how}.png", full_page=True)
        return len(shown)

    async def _known(self, person: Person) -> dict[str, str]:
        """What addresses of this person's pages are made of: the first module that they see, and its newest record."""
        login = {"portal": f"{TENANT}/{PORTAL}", "email": person.contact.email, "password": person.password}
        token = (await self.http.post("/api/v1/auth/login", login)).body["access_token"]
        modules = [each["module"] for each in (await self.http.get("/api/v1/portal", token=token)).body["modules"]]
        module = MODULE if MODULE in modules else modules[0]
        newest = (await self.http.get(f"/api/v1/records/{module}?limit=1", token=token)).body["items"][0]
        return {"module": module, "id": newest["id"]}

    @asynccontextmanager
    async def _window(self, person: Person, width: int, **wishes: Any) -> AsyncIterator[Visitor]:
        viewport = {"width": width, "height": 800}
        language = person.customer.market.tongue
        context = await self.browser.new_context(viewport=viewport, locale=language, **wishes)  # type: ignore[arg-type]
        try:
            yield Visitor(await context.new_page(), self.home)
        finally:
            await context.close()


async def main(folder: Path) -> None:
    """Take them."""
    screen, edge = Screen(), environment_files.read(Layout(STATE).addresses).get("PORTICO_EDGE_URL")
    if edge is None:
        sys.exit("Nothing runs here: `make run` first.")
    async with opened(edge) as http, chromium() as browser:
        taken = await Camera(http, browser, folder).everything()
    screen.line(f"{taken} pictures in {folder}")


if __name__ == "__main__":
    into = Path(sys.argv[1]) if len(sys.argv) > 1 else STATE / "screenshots"
    into.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(into))
