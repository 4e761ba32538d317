"""Everything that customers do, by keyboard alone: from the invitation until they have signed out everywhere."""

import re
import secrets

from playwright.async_api import Locator, expect

from actors.customer import invite, mailed_token
from actors.tenant import PASSWORD
from browsing.accessible import all_wrong
from browsing.keyboard import Keyboard
from browsing.shop import ACCOUNT, OTHER_ACCOUNT, Shop
from browsing.visitor import Visitor
from browsing.window import Open

PRINTS = "window.print = () => { document.documentElement.dataset.printed = 'yes'; }"


async def test_everything_is_done_by_keyboard_alone(open_window: Open, shop: Shop) -> None:
    email = f"kai.{secrets.token_hex(4)}@customer.example"
    assert (await invite(shop.tenant, email, ACCOUNT)).status == 201
    link, _ = mailed_token(shop.tenant, email)
    async with open_window(reduced_motion="reduce") as window:
        await window.context.add_init_script(PRINTS)
        visitor = Visitor(await window.page(), shop.home)
        await visitor.page.goto(link)
        await _accepts(visitor)
        await _finds(visitor)
        await _reads_and_prints(visitor)
        await _switches(visitor, shop, email)
        await _speaks_another_language(visitor)
        await _signs_out_everywhere(visitor)


async def _accepts(visitor: Visitor) -> None:
    page, keys = visitor.page, Keyboard(visitor.page)
    await keys.fills(page.locator("#name"), "Kai Keys")
    await keys.fills(page.locator("#password"), PASSWORD)
    await keys.reaches(page.locator("#language"))
    await page.keyboard.type("English")
    await keys.presses(visitor.main.locator("button[type=submit]"))
    await page.wait_for_url(f"{visitor.home}/terms*")
    assert not await all_wrong(page)
    await page.set_viewport_size({"width": 1280, "height": 800})
    await keys.presses(visitor.main.locator("form[action$='/terms'] button[type=submit]"))
    await page.wait_for_url(f"{visitor.home}/")


async def _finds(visitor: Visitor) -> None:
    page, keys = visitor.page, Keyboard(visitor.page)
    await keys.presses(page.get_by_role("navigation", name="Main").get_by_role("link", name="Invoices"))
    await visitor.sees_heading("Invoices")
    rows = page.locator("#list tbody tr")
    known = await rows.count()
    overdue = page.locator("#status-overdue")
    await keys.presses(overdue)
    await expect(overdue).to_have_attribute("aria-current", "true")
    await expect(overdue).to_be_focused()
    assert 0 < await rows.count() < known
    await page.keyboard.press("Enter")
    await expect(rows).to_have_count(known)
    await keys.presses(page.locator("#sort-total"))
    await expect(page.locator("th:has(#sort-total)")).to_have_attribute("aria-sort", "descending")
    await expect(page.locator("#sort-total")).to_be_focused()


async def _reads_and_prints(visitor: Visitor) -> None:
    page, keys = visitor.page, Keyboard(visitor.page)
    first = page.locator("#list a.record-name").first
    title = await first.inner_text()
    await keys.presses(first)
    await visitor.sees_heading(title)
    await keys.presses(page.locator("[data-print]"))
    await expect(page.locator("html")).to_have_attribute("data-printed", "yes")


async def _switches(visitor: Visitor, shop: Shop, email: str) -> None:
    page, keys = visitor.page, Keyboard(visitor.page)
    assert (await invite(shop.tenant, email, OTHER_ACCOUNT)).status == 201
    _, token = mailed_token(shop.tenant, email, 2)
    accepted = await shop.tenant.http.post(f"/api/v1/invitations/{token}/accept", {"password": PASSWORD})
    assert accepted.status in (200, 201), accepted.text
    await keys.presses(await _in_the_menu(visitor, "/switch"))
    await visitor.sees_heading("Switch account")
    await keys.presses(visitor.main.get_by_role("button", name=re.compile("^Switch to")))
    await page.wait_for_url(f"{visitor.home}/")
    await keys.reaches(await _in_the_menu(visitor, "/switch"))
    await expect(page.locator(".acting strong")).to_contain_text(re.compile("Harbour|C-2001"))


async def _speaks_another_language(visitor: Visitor) -> None:
    page, keys = visitor.page, Keyboard(visitor.page)
    await keys.presses(await _in_the_menu(visitor, "/profile"))
    await visitor.sees_heading("Profile")
    await keys.reaches(page.locator("#language"))
    await page.keyboard.type("Deutsch")
    await keys.presses(visitor.main.locator("form[action$='/profile'] button[type=submit]"))
    await visitor.sees_heading("Profil")


async def _signs_out_everywhere(visitor: Visitor) -> None:
    page, keys = visitor.page, Keyboard(visitor.page)
    await keys.presses(await _in_the_menu(visitor, "/sessions"))
    await keys.presses(page.locator("#keep_this"), "Space")
    await keys.presses(visitor.main.locator("form[action$='/sessions/end'] button[type=submit]"))
    await page.wait_for_url("**/sign-in*")


async def _in_the_menu(visitor: Visitor, below: str) -> Locator:
    """Open the menu under one's name, unless it is open, and give what leads there."""
    found = visitor.page.locator(f".bar details a[href$='{below}']")
    if not await found.is_visible():
        await Keyboard(visitor.page).presses(visitor.page.locator(".bar summary"))
        await expect(found).to_be_visible()
    return found
