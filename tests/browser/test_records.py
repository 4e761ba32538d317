"""A record in the browser: read, printed, seen as it changes; what is another's is not there."""

import io
import re
import secrets

from playwright.async_api import expect
from pypdf import PdfReader

from actors import record_event
from actors.backoffice import backoffice_of
from browsing.shop import CHANGING_ACCOUNT, OTHER_ACCOUNT, Shop
from browsing.sign_ins import SignIns
from browsing.visitor import UNTIL_SEEN_MS, Visitor
from browsing.window import Open

LIST = "/m/invoices"


async def test_a_record_is_read_and_printed_as_a_document(inside: Open, shop: Shop) -> None:
    newest = (await shop.known())["id"]
    record = (await shop.customer.get(f"/api/v1/records/invoices/{newest}")).body
    async with inside() as window:
        visitor = Visitor(await window.page(), shop.home)
        await visitor.opens(LIST)
        await visitor.page.locator(f"#r-{newest} a.record-name").click()
        await visitor.sees_heading(record["title"])
        shown = await visitor.page.locator(".glance .figure").inner_text()
        buttons = await visitor.page.get_by_role("button").all_inner_texts()
        links = await visitor.page.get_by_role("navigation").get_by_role("link").all_inner_texts()
        announced = await visitor.page.locator(".announcement p").inner_text()
        paper = await visitor.page.pdf()

    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)
    words = " ".join(text.split())
    assert record["record_id"] in words
    assert all(" ".join(line["description"].split()) in words for line in record["lines"])
    assert re.sub(r"\D", "", shown) == re.sub(r"\D", "", record["balance"])
    assert " ".join(shown.split()) in words
    left_out = {each.strip() for each in (*buttons, *links, announced)} - {""}
    assert {"Print", "Start", announced.strip()} <= left_out
    assert not [each for each in left_out if f" {each} " in f" {words} " and each not in record["title"]]


async def test_what_is_anothers_is_not_there(inside: Open, shop: Shop) -> None:
    other = await shop.guest(OTHER_ACCOUNT)
    theirs = (await other.records())[0]["id"]
    async with inside() as window:
        window.wanted.add(404)
        visitor = Visitor(await window.page(), shop.home)
        told = [
            (await visitor.opens(f"{LIST}/{each}"), await visitor.main.inner_text()) for each in (theirs, "nobodys")
        ]

    assert [answer.status for answer, _ in told] == [404, 404]
    assert all(text.startswith("There is nothing here") for _, text in told)


async def test_what_is_published_meanwhile_appears_without_reloading(
    open_window: Open, sign_ins: SignIns, shop: Shop
) -> None:
    guest, name = await shop.guest(CHANGING_ACCOUNT), f"INV/{secrets.token_hex(4)}"
    async with open_window(storage_state=await sign_ins.of(shop.home, guest.email)) as window:
        visitor = Visitor(await window.page(), shop.home)
        await visitor.opens(LIST)
        await visitor.page.evaluate("window.sameDocument = true")
        news = record_event(shop.tenant.name, name, 1, title=f"Out of the blue {name}", accounts=[CHANGING_ACCOUNT])
        async with backoffice_of(shop.tenant.name, shop.tenant.amqp_url) as backoffice:
            await backoffice.publish(news)
        await expect(visitor.page.locator("#list a.record-name", has_text=f"Out of the blue {name}")).to_be_visible(
            timeout=UNTIL_SEEN_MS
        )
        assert await visitor.page.evaluate("window.sameDocument")
