"""People find what they look for: by lists, search and keyboard, without scripts too; in the language they choose."""

import re

from playwright.async_api import expect

from actors.customer import invite, mailed_token
from actors.tenant import PASSWORD
from browsing.shop import OTHER_ACCOUNT, Shop
from browsing.visitor import Visitor
from browsing.window import Open

LIST = "/m/invoices"


async def test_somebody_finds_filters_and_sorts_without_losing_their_place(open_window: Open, shop: Shop) -> None:
    known = await shop.customer.records()
    overdue = [one for one in known if one["status"] == "overdue"]
    async with open_window() as window:
        visitor = Visitor(await window.page(), shop.home)
        page = visitor.page
        await visitor.comes_in(shop.customer.email)
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


async def test_somebody_changes_account_and_language(open_window: Open, shop: Shop) -> None:
    guest = await shop.guest()
    assert (await invite(shop.tenant, guest.email, OTHER_ACCOUNT)).status == 201
    _, token = mailed_token(shop.tenant, guest.email, 2)
    accepted = await guest.http.post(f"/api/v1/invitations/{token}/accept", {"password": PASSWORD})
    assert accepted.status in (200, 201), accepted.text
    async with open_window() as window:
        visitor = Visitor(await window.page(), shop.home)
        page = visitor.page
        await visitor.comes_in(guest.email, "/switch")
        before = await page.locator("li.card:has(.pill) h3").inner_text()
        await visitor.main.get_by_role("button", name=re.compile("^Switch to")).first.click()
        await page.wait_for_url(lambda url: "/switch" not in url)
        await visitor.opens("/switch")
        assert await page.locator("li.card:has(.pill) h3").inner_text() != before

        await visitor.opens("/profile")
        await page.select_option("#language", "de")
        await page.locator("form[action$='/profile'] button[type=submit]").click()
        await visitor.sees_heading("Profil")
        assert await page.locator("html").get_attribute("lang") == "de"
