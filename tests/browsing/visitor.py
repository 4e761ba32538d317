"""Somebody before a portal, by what people do: accept, sign in, look, find, sign out."""

from dataclasses import dataclass
from typing import Final

from playwright.async_api import Locator, Page, Response, expect

from actors.tenant import PASSWORD
from stack import wait_until_async

UNTIL_SEEN_MS: Final = 15_000


@dataclass
class Visitor:
    """A tab on one portal; `home` is its address without the slash at the end."""

    page: Page
    home: str

    @property
    def main(self) -> Locator:
        """What the page is about."""
        return self.page.locator("main")

    async def opens(self, below: str = "/") -> Response:
        """Go to a page by its address."""
        answer = await self.page.goto(self.home + below)
        assert answer is not None
        return answer

    async def follows_the_mail(self, mail_url: str, email: str, to: str) -> None:
        """Open the newest mail to this address in the catcher, and what its link leads to, which opens a tab."""
        await self.page.goto(f"{mail_url}/?to={email}")
        await self.page.locator("a[href^='/mails/']").first.click()
        async with self.page.expect_popup() as opened:
            await self.page.frame_locator("iframe").locator(f"a[href*='{to}']").first.click()
        self.page = await opened.value
        await self.page.wait_for_load_state()

    async def accepts(self, name: str, password: str = PASSWORD) -> None:
        """Fill in what an invitation asks for."""
        await self.page.fill("#name", name)
        await self.page.fill("#password", password)
        await self.main.locator("button[type=submit]").click()
        await self.page.wait_for_load_state()

    async def agrees(self) -> None:
        """Accept the terms that are shown before the first page, and come to it."""
        await self.page.wait_for_url(f"{self.home}/terms*")
        await self.main.locator("form[action$='/terms'] button[type=submit]").click()
        await self.page.wait_for_url(f"{self.home}/")

    async def signs_in(self, email: str, password: str = PASSWORD) -> None:
        """Fill in the form that is there."""
        await self.page.fill("#email", email)
        await self.page.fill("#password", password)
        await self.main.locator("button[type=submit]").click()

    async def comes_in(self, email: str, below: str = "/", password: str = PASSWORD) -> None:
        """Ask for a page, be asked to sign in first, and land on it."""
        await self.opens(below)
        await self.signs_in(email, password)
        await self.page.wait_for_url(self.home + below)

    async def sees_signed_in(self) -> None:
        """Wait until the page of somebody who is signed in is there."""
        await expect(self.page.locator(".bar summary").first).to_be_visible(timeout=UNTIL_SEEN_MS)

    async def signs_out(self) -> None:
        """By the menu under one's name."""
        await self.page.locator(".bar summary").click()
        await self.page.locator("form[action$='/sign-out'] button").click()
        await self.page.wait_for_url("**/sign-in*")

    async def sees(self, text: str) -> None:
        """Wait until this is read somewhere in the page."""
        await expect(self.main.get_by_text(text).first).to_be_visible(timeout=UNTIL_SEEN_MS)

    async def sees_heading(self, text: str) -> None:
        """Wait until the page is called so."""
        await expect(self.page.get_by_role("heading", level=1, name=text)).to_be_visible(timeout=UNTIL_SEEN_MS)

    async def has_focus(self) -> str:
        """Give what the element with the focus says, or its id where it says nothing."""
        said: str = await self.page.evaluate("document.activeElement.innerText.trim() || document.activeElement.id")
        return said

    async def is_sent_away_from(self, below: str) -> None:
        """Open this page until it asks to sign in."""

        async def asked() -> bool:
            return "/sign-in" in (await self.opens(below)).url

        await wait_until_async(asked)
