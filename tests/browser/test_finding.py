"""People find what they look for: by lists, search and keyboard, without scripts too."""

import re

from playwright.async_api import expect

from browsing.shop import Shop
from browsing.visitor import Visitor
from browsing.window import Open

LIST = "/m/invoices"


async def test_somebody_finds_filters_and_sorts_without_losing_their_place(inside: Open, shop: Shop) -> None:
    known = await shop.customer.records()
    overdue = [one for one in known if one["status"] == "overdue"]
    async with inside() as window:
        visitor = Visitor(await window.page(), shop.home)
        page = visitor.page
        await visitor.opens()
        await page.get_by_role("navigation", name="Main").get_by_role("link", name="Invoices").click()
        await visitor.sees_heading("Invoices")
        await expect(page.locator("#found")).to_have_text(re.compile(rf"^\s*{len(known)} records"))

        await page.locator("#status-overdue").click()
        await expect(page.locator("#list tbody tr")).to_have_count(len(overdue))
        assert await page.evaluate("document.activeElement.id") == "status-overdue"
        await page.keyboard.press("Enter")
        await expect(page.locator("#list tbody tr")).to_have_count(len(known))

        await page.locator("#list-q").press_sequentially(known[0]["record_id"])
        await expect(page.locator("#list tbody tr")).to_have_count(1)
        assert await page.evaluate("document.activeElement.id") == "list-q"
        await page.reload()
        await expect(page.locator("#list tbody tr")).to_have_count(1)

        await page.locator("#found").press("/")
        assert await page.evaluate("document.activeElement.name") == "q"
        await page.keyboard.type(overdue[0]["record_id"])
        await page.keyboard.press("Enter")
        await visitor.sees_heading("Search")
        await visitor.sees(overdue[0]["record_id"])


async def test_without_scripts_everything_is_read_and_found(open_window: Open, shop: Shop) -> None:
    known = await shop.customer.records()
    overdue = [one for one in known if one["status"] == "overdue"]
    async with open_window(java_script_enabled=False) as window:
        visitor = Visitor(await window.page(), shop.home)
        page = visitor.page
        await visitor.comes_in(shop.customer.email, LIST)
        await expect(page.locator("#list tbody tr")).to_have_count(len(known))
        await page.locator("#status-overdue").click()
        await expect(page.locator("#list tbody tr")).to_have_count(len(overdue))
        await page.fill("#list-q", overdue[0]["record_id"])
        await page.press("#list-q", "Enter")
        await expect(page.locator("#list tbody tr")).to_have_count(1)
        await page.locator(".bar summary").click()
        await page.get_by_role("link", name="Profile").click()
        await visitor.sees_heading("Profile")
