"""Every page, for everybody: axe-core finds nothing, in both themes, on a phone and on a desk; nothing is cut off."""

import pytest

from browsing.accessible import breaches
from browsing.pages import NOT_LOOKED_AT, places
from browsing.shop import Shop
from browsing.visitor import Visitor
from browsing.window import Open
from edge.http.page_table import DESIGN_PAGE, PORTAL_PAGES
from stack.fixtures import Suite

WIDTHS = {1280: ("all", "colours"), 360: ("place", "colours")}
ZOOMED = 640
"""What 1280 are at 200 %."""
MOVING = "document.getAnimations().map((one) => one.effect?.target?.className ?? '')"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_what_is_not_looked_at_is_there_and_has_its_reason() -> None:
    gets = {page.name for page in PORTAL_PAGES if page.method == "GET"}
    assert set(NOT_LOOKED_AT) <= gets
    assert all(NOT_LOOKED_AT.values())


@pytest.mark.parametrize("who", ["anyone", "user"])
async def test_nobody_is_left_out_of_any_page(open_window: Open, shop: Shop, who: str) -> None:
    known = await shop.known()
    found: dict[str, list[str]] = {}
    async with open_window(reduced_motion="reduce") as window:
        visitor = Visitor(await window.page(), shop.home)
        if who == "user":
            await visitor.comes_in(shop.customer.email)
        for name, below in places(known, who).items():
            answer = await visitor.opens(below)
            assert (answer.status, answer.url) == (200, shop.home + below), name
            found[name] = await _wrong(visitor)
    assert not {name: wrong for name, wrong in found.items() if wrong}


async def test_nobody_is_left_out_of_the_design_page(open_window: Open, suite: Suite) -> None:
    async with open_window(reduced_motion="reduce") as window:
        visitor = Visitor(await window.page(), suite.edge_url)
        await visitor.opens(DESIGN_PAGE.below)
        assert not await breaches(visitor.page)  # both themes stand side by side
        await visitor.page.set_viewport_size({"width": min(WIDTHS), "height": 800})
        assert not await visitor.page.evaluate(WIDER)


async def test_what_leaves_somebody_out_is_found(open_window: Open) -> None:
    async with open_window() as window:
        page = await window.page()
        await page.set_content(
            "<html lang=en><title>t</title><main><h1>T</h1><input><p style='color:#bbb;background:#fff'>pale</p></main>"
        )
        found = await breaches(page)
        assert {each.split(":")[0].strip('"') for each in found} == {"label", "color-contrast"}
        assert len(await breaches(page, "colours")) == 1


async def _wrong(visitor: Visitor) -> list[str]:
    """What is wrong at both widths in both themes; of what neither changes, everything once."""
    found = []
    for width, (light, dark) in WIDTHS.items():
        await visitor.page.set_viewport_size({"width": width, "height": 800})
        await visitor.page.emulate_media(color_scheme="light")
        found += [f"{width}: {each}" for each in await breaches(visitor.page, light)]
        await visitor.page.emulate_media(color_scheme="dark")
        found += [f"{width} dark: {each}" for each in await breaches(visitor.page, dark)]
    for width in (*WIDTHS, ZOOMED):
        await visitor.page.set_viewport_size({"width": width, "height": 800})
        if wider := await visitor.page.evaluate(WIDER):
            found.append(f"{width}: {wider} px wider than the window")
    return found + [f"moves: {each}" for each in await visitor.page.evaluate(MOVING)]
