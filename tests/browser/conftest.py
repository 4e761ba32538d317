"""What the journeys in a browser have: one Chromium per worker, and a shop that is looked at and not changed."""

from collections.abc import AsyncIterator
from functools import partial

import pytest
from playwright.async_api import Browser

from actors import Http
from actors.http import opened
from browsing import window
from browsing.chromium import chromium
from browsing.shop import Shop, opened_shop
from stack.fixtures import Suite


@pytest.fixture(scope="session")
async def http(suite: Suite) -> AsyncIterator[Http]:
    async with opened(suite.edge_url) as client:
        yield client


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as started:
        yield started


@pytest.fixture
def open_window(browser: Browser, suite: Suite) -> window.Open:
    """Opens windows; each fails in the end if anything went wrong in it."""
    return partial(window.opened, browser, suite.edge_url)


@pytest.fixture(scope="session")
async def shop(http: Http, suite: Suite) -> Shop:
    """One for all tests of a worker that only look."""
    return await opened_shop(http, suite.environ)
