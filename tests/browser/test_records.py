"""A record in the browser: read, printed, seen as it changes; what is another's is not there."""

from playwright.async_api import expect

from actors import record_event
from actors.backoffice import backoffice_of
from browsing.shop import ACCOUNT, OTHER_ACCOUNT, Shop
from browsing.visitor import UNTIL_SEEN_MS, Visitor
from browsing.window import Open

LIST = "/m/invoices"
BYTES_OF_A_PAGE = 5_000


async def test_a_record_is_read_and_printed_as_a_document(open_window: Open, shop: Shop) -> None:
    async with open_window() as window:
        visitor = Visitor(await window.page(), shop.home)
        page = visitor.page
        await visitor.comes_in(shop.customer.email, LIST)
        link = page.locator("#list a.record-name").first
        title = await link.inner_text()
        await link.click()
        await visitor.sees_heading(title)
        await page.emulate_media(media="print")
        for hidden in (".bar", ".side", "button[data-print]"):
            await expect(page.locator(hidden).first).to_be_hidden()
        await expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
        paper = await page.pdf()

    assert paper.startswith(b"%PDF-")
    assert len(paper) > BYTES_OF_A_PAGE


async def test_what_is_anothers_is_not_there(open_window: Open, shop: Shop) -> None:
    other = await shop.guest(OTHER_ACCOUNT)
    theirs = (await other.records())[0]["id"]
    async with open_window() as window:
        window.wanted.add(404)
        visitor = Visitor(await window.page(), shop.home)
        await visitor.comes_in(shop.customer.email)
        told = [
            (await visitor.opens(f"{LIST}/{each}"), await visitor.main.inner_text()) for each in (theirs, "nobodys")
        ]

    assert [answer.status for answer, _ in told] == [404, 404]
    assert all(text.startswith("There is nothing here") for _, text in told)


async def test_what_is_published_meanwhile_appears_without_reloading(open_window: Open, shop: Shop) -> None:
    async with open_window() as window:
        visitor = Visitor(await window.page(), shop.home)
        await visitor.comes_in(shop.customer.email, LIST)
        await visitor.page.evaluate("window.sameDocument = true")
        news = record_event(shop.tenant.name, "INV/NEWS", 1, title="Out of the blue", accounts=[ACCOUNT])
        async with backoffice_of(shop.tenant.name, shop.tenant.amqp_url) as backoffice:
            await backoffice.publish(news)
        await expect(visitor.page.locator("#list a.record-name", has_text="Out of the blue")).to_be_visible(
            timeout=UNTIL_SEEN_MS
        )
        assert await visitor.page.evaluate("window.sameDocument")
