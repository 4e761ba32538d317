"""What the journeys in a browser have: one Chromium per worker, and a shop that is looked at and not changed."""

from collections.abc import AsyncIterator
from functools import partial

import pytest
from playwright.async_api import Browser

from actors import Http
from actors.http import opened
from browsing import window
from browsing.chromium import chromium
from browsing.shared_shop import shared_shop
from browsing.shop import Shop
from browsing.sign_ins import SignIns
from stack.fixtures import Suite


@pytest.fixture(scope="session")
async def http(suite: Suite) -> AsyncIterator[Http]:
    async with opened(suite.edge_url) as client:
        yield client


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def open_window(browser: Browser, suite: Suite) -> window.Open:
    """Opens windows; each fails in the end if anything went wrong in it."""
    return partial(window.opened, browser, suite.edge_url)


@pytest.fixture(scope="session")
def sign_ins(open_window: window.Open) -> SignIns:
    """Lets windows begin signed in."""
    return SignIns(open_window)


@pytest.fixture(scope="session")
async def _shop(http: Http, suite: Suite) -> Shop:
    return await shared_shop(http, suite.environ)


@pytest.fixture
async def shop(_shop: Shop) -> Shop:
    """One for all tests of a run that only look; its owner and its customer are signed in."""
    return await _shop.fresh()


@pytest.fixture
async def inside(open_window: window.Open, sign_ins: SignIns, shop: Shop) -> window.Open:
    """Opens windows in which the shop's customer is signed in."""
    state = await sign_ins.of(shop.home, shop.customer.email)
    return partial(open_window, storage_state=state)
