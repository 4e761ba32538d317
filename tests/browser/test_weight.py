"""The first page after sign-in is light: few requests, few bytes, and one style sheet that it waits for."""

from browsing.shop import Shop
from browsing.weight import weighed
from browsing.window import Open

BYTES = 60_000
REQUESTS = 5


async def test_the_first_page_is_light(inside: Open, shop: Shop) -> None:
    async with inside() as window:
        page = await window.page()
        weight = await weighed(page, f"{shop.home}/")

        assert page.url == f"{shop.home}/"
        assert len(weight.asked) <= REQUESTS, weight.asked
        assert weight.bytes <= BYTES, weight.received
        assert [each.rpartition(".")[2] for each in weight.blocking] == ["css"], weight.blocking
