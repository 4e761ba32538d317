"""Getting in and out with a browser."""

import secrets

from actors import Http, invited_customer, new_tenant
from actors.customer import invite
from actors.tenant import PASSWORD
from browsing.shop import ACCOUNT, Shop
from browsing.visitor import Visitor
from browsing.window import Open
from stack import wait_for_mails
from stack.fixtures import Suite


async def test_the_invited_one_opens_the_mail_accepts_and_signs_in_and_out(
    open_window: Open, shop: Shop, suite: Suite
) -> None:
    email = f"mia.{secrets.token_hex(4)}@customer.example"
    assert (await invite(shop.tenant, email, ACCOUNT)).status == 201
    wait_for_mails(suite.mail_url, email)

    async with open_window(suite.mail_url) as window:
        visitor = Visitor(await window.page(), shop.home)
        await visitor.follows_the_mail(suite.mail_url, email, "/invitations/")
        await visitor.accepts("Mia Buyer")
        await visitor.agrees()  # who accepts is in
        await visitor.signs_out()
        await visitor.comes_in(email)
        await visitor.signs_out()
        answer = await visitor.opens()

    assert answer.url == f"{shop.home}/sign-in"


async def test_what_is_wrong_with_a_sign_in_is_said_and_read_out(open_window: Open, shop: Shop) -> None:
    async with open_window() as window:
        window.wanted.add(401)
        visitor = Visitor(await window.page(), shop.home)
        await visitor.opens("/sign-in")
        await visitor.signs_in(shop.customer.email, "not my password")
        alert = visitor.page.get_by_role("alert")

        assert await alert.inner_text() == "E-mail address or password is not right."
        assert await visitor.page.input_value("#email") == shop.customer.email


async def test_somebody_gets_in_and_out_by_keyboard_alone(open_window: Open, shop: Shop) -> None:
    async with open_window() as window:
        visitor = Visitor(await window.page(), shop.home)
        await visitor.opens("/sign-in")
        keys = visitor.page.keyboard
        await keys.type(shop.customer.email)  # the field that asks for it has the focus
        await keys.press("Tab")
        await keys.type(PASSWORD)
        await keys.press("Enter")
        await visitor.page.wait_for_url(f"{shop.home}/")
        await keys.press("Tab")
        assert await visitor.has_focus() == "Skip to content"
        await keys.press("Enter")
        assert await visitor.page.evaluate("document.activeElement.id") == "main"


async def test_two_portals_in_one_browser_do_not_touch_each_other(
    open_window: Open, shop: Shop, http: Http, suite: Suite
) -> None:
    other = await new_tenant(http, suite.environ)
    guest = await invited_customer(other)
    async with open_window() as window:
        here = Visitor(await window.page(), shop.home)
        there = Visitor(await window.page(), f"{http.base}/p/{other.name}/customers")
        await here.comes_in(shop.customer.email)
        await there.comes_in(guest.email)
        await there.signs_out()
        await here.opens()
        assert here.page.url == f"{shop.home}/"
        await here.signs_out()
        await there.signs_in(guest.email)
        await there.page.wait_for_url(f"{there.home}/")


async def test_signing_out_everywhere_ends_the_tab_that_is_open_elsewhere(
    open_window: Open, shop: Shop, http: Http
) -> None:
    guest = await shop.guest()
    async with open_window() as at_home, open_window() as at_work:
        here, there = Visitor(await at_home.page(), shop.home), Visitor(await at_work.page(), shop.home)
        await here.comes_in(guest.email)
        await there.comes_in(guest.email, "/sessions")
        await there.main.locator("form[action$='/sessions/end'] button").click()
        await there.page.get_by_role("status").first.wait_for()
        await here.is_sent_away_from("/m/invoices")
