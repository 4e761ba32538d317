"""Every page, for everybody: axe-core finds nothing, in both themes, on a phone and on a desk; nothing is cut off."""

from collections.abc import Mapping, Sequence
from itertools import cycle

import pytest
from playwright.async_api import expect

from browsing import known
from browsing.accessible import EVERY, IN_TURNS, WIDER, WIDTHS, Pairs, all_wrong, breaches
from browsing.pages import NOT_LOOKED_AT, places, status
from browsing.shop import Shop
from browsing.sign_ins import SignIns
from browsing.visitor import Visitor
from browsing.window import Open
from edge.http.page_table import ALL_PAGES, CONSOLE, DESIGN_PAGE, For
from stack.fixtures import Suite


def test_what_is_not_looked_at_is_there_and_has_its_reason() -> None:
    gets = {page.name for page in ALL_PAGES if page.method == "GET"}
    assert set(NOT_LOOKED_AT) <= gets
    assert all(NOT_LOOKED_AT.values())


Turns = Sequence[Pairs]
"""How pages are looked at, one after the other, from the first on again."""
HOW = [pytest.param(IN_TURNS, id="in-turns"), pytest.param((EVERY,), id="every", marks=pytest.mark.slow)]


@pytest.mark.parametrize("turns", HOW)
@pytest.mark.parametrize("who", ["anyone", "user"])
async def test_nobody_is_left_out_of_any_page_of_a_portal(
    open_window: Open, inside: Open, shop: Shop, who: For, turns: Turns
) -> None:
    shown = places(await known.of_the_portal(shop, who), who)
    found = await _found(open_window if who == "anyone" else inside, shop.home, shown, turns)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("turns", HOW)
@pytest.mark.parametrize("who", ["anyone", "staff"])
async def test_nobody_is_left_out_of_any_page_of_the_console(
    open_window: Open, sign_ins: SignIns, shop: Shop, who: For, turns: Turns
) -> None:
    await known.something_unfit(shop)
    shown = places(await known.of_the_console(shop, who), who, CONSOLE)
    form = f"/sign-in?tenant={shop.tenant.name}"
    state = await sign_ins.of(shop.console, shop.tenant.owner, form) if who == "staff" else None
    found = await _found(open_window, shop.console, shown, turns, storage_state=state)
    assert not found, "\n".join(found)


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
        assert len(await breaches(page, "colours", "main")) == 1


async def _found(open_window: Open, home: str, shown: Mapping[str, str], turns: Turns, **wishes: object) -> list[str]:
    """Look at each page, and give what is wrong, one line each. What is around `main` is everywhere the same."""
    found: list[str] = []
    within = "html"
    async with open_window(reduced_motion="reduce", **wishes) as window:
        window.wanted.add(404)
        visitor = Visitor(await window.page(), home)
        for (name, below), pairs in zip(shown.items(), cycle(turns), strict=False):
            answer = await visitor.opens(below)
            assert (answer.status, answer.url) == (status(name), home + below), name
            await expect(visitor.page.locator(".htmx-request")).to_have_count(0)
            found += [f"{name}: {each}" for each in await all_wrong(visitor.page, within, pairs)]
            within = "main"
    return found
