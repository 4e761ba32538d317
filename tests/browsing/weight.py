"""What a page weighs: requests and bytes over the wire, as the browser's own network panel counts them."""

from dataclasses import dataclass, field
from typing import Any, Final

from playwright.async_api import Page

from stack import wait_until_async

QUIET_LOOKS: Final = 15
"""Looks in a row at which nothing new was asked for: the page has come to rest."""
BLOCKING: Final = """performance.getEntriesByType("resource")
  .filter((one) => one.renderBlockingStatus === "blocking").map((one) => new URL(one.name).pathname)"""


@dataclass
class Weight:
    """What was loaded: addresses as they were asked for, bytes of headers and bodies, and what held the page back."""

    asked: list[str] = field(default_factory=list)
    received: dict[str, float] = field(default_factory=dict)
    blocking: list[str] = field(default_factory=list)

    @property
    def bytes(self) -> float:
        """All of it."""
        return sum(self.received.values())

    def note_asked(self, event: dict[str, Any]) -> None:
        """A request has gone out; `data:` addresses stay in the page."""
        if event["request"]["url"].startswith("http"):
            self.asked.append(event["request"]["url"])

    def note_headers(self, event: dict[str, Any]) -> None:
        """An answer begins: what came until here is its headers."""
        self.received[event["requestId"]] = event["response"]["encodedDataLength"]

    def note_end(self, event: dict[str, Any]) -> None:
        """An answer is there, as a whole."""
        self.received[event["requestId"]] = event["encodedDataLength"]


async def weighed(page: Page, address: str) -> Weight:
    """Open a page whose browser knows nothing yet, and weigh it once it has come to rest."""
    weight = Weight()
    wire = await page.context.new_cdp_session(page)
    await wire.send("Network.enable")
    wire.on("Network.requestWillBeSent", weight.note_asked)
    wire.on("Network.responseReceived", weight.note_headers)
    wire.on("Network.loadingFinished", weight.note_end)
    await page.goto(address)
    known, rest = 0, 0

    async def at_rest() -> bool:
        nonlocal known, rest
        rest = rest + 1 if len(weight.asked) == known else 0
        known = len(weight.asked)
        return rest >= QUIET_LOOKS

    await wait_until_async(at_rest)
    weight.blocking = await page.evaluate(BLOCKING)
    return weight
