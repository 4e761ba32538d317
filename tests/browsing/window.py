"""A window of the browser that writes down whatever goes wrong in it: errors, breaches of the policy, other hosts."""

import re
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final, Literal, Protocol
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request

Theme = Literal["light", "dark"]
WAIT_MS: Final = 15_000
"""Longest wait for anything: the machine is shared."""
OWN_SCHEMES: Final = {"data", "blob", "about"}
REPORTS: Final = """document.addEventListener("securitypolicyviolation", (breach) =>
  window.noteFault(`policy: ${breach.effectiveDirective} ${breach.blockedURI} ${breach.sample}`));"""
_ANSWERED: Final = re.compile(r"Failed to load resource: .* status of (\d{3})")


@dataclass
class Window:
    """A context: cookies, cache and storage of its own. `wanted` are statuses that this test means to get."""

    context: BrowserContext
    origins: frozenset[str]
    faults: list[str] = field(default_factory=list)
    wanted: set[int] = field(default_factory=set)
    asked: list[Request] = field(default_factory=list)

    async def page(self) -> Page:
        """Open a tab."""
        return await self.context.new_page()

    def watch(self, page: Page) -> None:
        """Write down what goes wrong in a tab."""
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.faults.append(f"error on {page.url}: {error}"))
        page.on("dialog", self._asked_back)

    def note(self, fault: str) -> None:
        """Write down what a page itself tells."""
        self.faults.append(fault)

    def _said(self, message: ConsoleMessage) -> None:
        answered = _ANSWERED.search(message.text)
        if answered and int(answered[1]) in self.wanted:
            return
        if message.type in ("error", "warning"):
            self.faults.append(f"console on {message.location.get('url')}: {message.text}")

    async def _asked_back(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        await dialog.dismiss()

    def sent(self, request: Request) -> None:
        """Write down where a request goes."""
        self.asked.append(request)
        parts = urlsplit(request.url)
        if parts.scheme not in OWN_SCHEMES and f"{parts.scheme}://{parts.netloc}" not in self.origins:
            self.faults.append(f"{request.method} {request.url} leaves our origin")


class Open(Protocol):
    """Opens windows of one browser on one edge."""

    def __call__(self, *also: str, **wishes: Any) -> AbstractAsyncContextManager[Window]: ...


@asynccontextmanager
async def opened(browser: Browser, origin: str, *also: str, **wishes: Any) -> AsyncIterator[Window]:
    """Open a window on one edge (and `also` origins); in the end nothing may have gone wrong in it.

    `wishes` are Playwright's for a context.
    """
    wishes = {"viewport": {"width": 1280, "height": 800}, "locale": "en-GB", **wishes}
    context = await browser.new_context(**wishes)
    context.set_default_timeout(WAIT_MS)
    window = Window(context, frozenset({origin, *also}))
    context.on("page", window.watch)
    context.on("request", window.sent)
    if wishes.get("java_script_enabled", True):
        await context.expose_function("noteFault", window.note)
        await context.add_init_script(REPORTS)
    try:
        yield window
        assert not window.faults, "\n".join(window.faults)
    finally:
        await context.close()
