"""Somebody who has a keyboard and nothing else: goes from one to the next until they are where they wanted."""

from dataclasses import dataclass
from typing import Final

from playwright.async_api import Locator, Page, expect

MOST: Final = 120
"""Presses of Tab before somebody gives up: more than any page has places to be."""
IS_THERE: Final = "one => one === document.activeElement"


@dataclass(frozen=True, slots=True)
class Keyboard:
    """The keys of one tab."""

    page: Page

    async def reaches(self, what: Locator) -> None:
        """Press Tab until this has the focus, and shows it."""
        await expect(what).to_have_count(1)
        for _ in range(MOST):
            if await what.evaluate(IS_THERE):
                assert await what.evaluate("one => one.matches(':focus-visible')"), "the focus does not show"
                return
            await self.page.keyboard.press("Tab")
        raise AssertionError(f"{what} was not reached by Tab")

    async def presses(self, what: Locator, key: str = "Enter") -> None:
        """Go there, and press a key."""
        await self.reaches(what)
        await self.page.keyboard.press(key)

    async def fills(self, what: Locator, text: str) -> None:
        """Go to a field, and type over what is there."""
        await self.reaches(what)
        await self.page.keyboard.press("Control+a")
        await self.page.keyboard.type(text)
