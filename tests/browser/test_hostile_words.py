"""Whatever tenants, backoffices and customers write is read as text, on every page: nothing runs, nothing is loaded."""

from urllib.parse import quote

from actors import Http
from browsing.hostile_shop import opened_hostile_shop
from browsing.pages import address, looked_at
from browsing.visitor import Visitor
from browsing.window import Open
from stack.fixtures import Suite
from worlds.hostile import CALCULATED, MARK, WORDS

FOREIGN = """() => [...document.querySelectorAll("*")].flatMap((one) => [...one.attributes]
  .filter(({name, value}) => /^on|^hx-on/.test(name) || (/^(href|src|action|formaction|hx-(get|post|put))$/.test(name)
    && !/^(data:,|data:image|tel:|mailto:)/.test(value) && new URL(value, location).origin !== location.origin))
  .map(({name, value}) => `<${one.localName} ${name}="${value}">`))"""
"""What leads elsewhere, or would run: `javascript:` addresses have an origin of their own."""
SCRIPTS = "[...document.scripts].filter((one) => !one.nonce && !one.src.startsWith(location.origin)).length"


async def test_hostile_words_are_read_as_they_are_written(open_window: Open, http: Http, suite: Suite) -> None:
    shop = await opened_hostile_shop(http, suite.environ)
    known = await shop.known()
    items = (await shop.customer.get("/api/v1/records/invoices?limit=100")).body["items"]
    async with open_window() as window:
        window.wanted.add(422)  # more words than a search takes
        visitor = Visitor(await window.page(), shop.home)
        await visitor.comes_in(shop.customer.email)
        walked = [address(page, known) for page in looked_at() if page.who == "user"]
        walked += [
            address(page, {**known, "id": one["id"]}) for page in looked_at() if page.name == "record" for one in items
        ]
        walked += [
            f"{page.below}?q={quote(word)}" for page in looked_at() if page.name == "search" for word in WORDS[::4]
        ]
        for below in walked:
            await visitor.opens(below)
            assert not await visitor.page.evaluate(FOREIGN), below
            assert not await visitor.page.evaluate(SCRIPTS), below
            assert await visitor.page.evaluate(f"window.{MARK}") is None, below
            assert CALCULATED not in await visitor.page.content(), below
        await visitor.opens()
        assert WORDS[0] in await visitor.page.locator(".bar").inner_text()
