"""What somebody has to do until they are there: clicks, fields and seconds, counted."""

import time
from dataclasses import dataclass, field

from playwright.async_api import Locator


@dataclass
class Steps:
    """Counts what is done through it."""

    clicks: int = 0
    fields: int = 0
    begun: float = field(default_factory=time.monotonic)

    async def click(self, what: Locator) -> None:
        """Click."""
        self.clicks += 1
        await what.click()

    async def fill(self, what: Locator, text: str) -> None:
        """Fill in a field."""
        self.fields += 1
        await what.fill(text)

    @property
    def told(self) -> str:
        """Give them in words."""
        return f"{self.clicks} clicks, {self.fields} fields, {time.monotonic() - self.begun:.1f} s"
