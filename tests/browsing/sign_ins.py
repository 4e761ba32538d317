"""Who is signed in already: one sign-in through the form, whose cookies many windows begin with."""

import time
from dataclasses import dataclass, field
from typing import Final

from playwright.async_api import StorageState

from browsing.visitor import Visitor
from browsing.window import Open

KEPT_S: Final = 120
"""A token lives for 300 s. A window that renewed it would end the session of all others that began with the same."""


@dataclass
class SignIns:
    """The cookies of who came in lately, by the portal (or console) and address."""

    open_window: Open
    known: dict[tuple[str, str], tuple[float, StorageState]] = field(default_factory=dict)

    async def of(self, home: str, email: str, form: str = "/sign-in") -> StorageState:
        """Give what a window begins with to be this person's; `form` is where they sign in."""
        at, state = self.known.get((home, email), (0.0, None))
        if state is None or time.monotonic() - at > KEPT_S:
            async with self.open_window() as window:
                visitor = Visitor(await window.page(), home)
                at = time.monotonic()
                await visitor.opens(form)
                await visitor.signs_in(email)
                await visitor.page.wait_for_url(f"{home}/")
                state = await window.context.storage_state()
            self.known[home, email] = at, state
        return state
