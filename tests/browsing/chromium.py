"""Starts the browser: Debian's, headless, reaching nobody but who is asked for."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import pytest
from playwright.async_api import Browser, async_playwright

ARGUMENTS: Final = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP *.hosted.localhost 127.0.0.1",  # portals at hosts of their own, that browsers trust
)  # fmt: skip
HOW_TO_GET_IT: Final = "Chromium is missing: apt-get install chromium (deploy/local/apt.txt says why)"


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """One browser; tests open windows of their own in it. Fails where there is none: nothing is left out silently."""
    path = shutil.which("chromium")
    if path is None:
        pytest.fail(HOW_TO_GET_IT, pytrace=False)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            await browser.close()
