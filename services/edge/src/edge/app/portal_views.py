"""What the pages' frame shows of a portal, kept for a moment: asking each time would double the cost of every page.

It is labels, order and columns only. What may be seen is decided by records, each time that records are asked.
"""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any, Final

from contracts.principal import Principal
from edge.ports import Clock

KEPT_SECONDS: Final = 60.0
"""A change is heard of by broadcast at once; this is for what was missed."""
KEPT: Final = 5_000
View = dict[str, Any]
Asked = Callable[[], Awaitable[View]]
Key = tuple[str, ...]


class PortalViews:
    """Keeps answers of `ShowPortal` per membership and of `ShowPublicPortal` per portal."""

    def __init__(self, now: Clock = time.monotonic) -> None:
        self._now = now
        self._kept: OrderedDict[Key, tuple[float, View]] = OrderedDict()

    async def of(self, who: Principal, ask: Asked) -> View:
        """Give what this membership's frame shows. Raises what asking raises; that is not kept."""
        return await self._get((who.tenant, who.portal, who.membership, str(who.membership_revision), who.preview), ask)

    async def public(self, tenant: str, slug: str, ask: Asked) -> View:
        """Give what anybody may know of a portal. Raises what asking raises; that is not kept."""
        return await self._get((tenant, slug), ask)

    def forget(self, tenant: str, slug: str) -> None:
        """Let go of all that is kept of a portal: it has changed."""
        for key in [key for key in self._kept if key[:2] == (tenant, slug)]:
            del self._kept[key]

    async def _get(self, key: Key, ask: Asked) -> View:
        kept = self._kept.get(key)
        if kept is not None and kept[0] > self._now():
            self._kept.move_to_end(key)
            return kept[1]
        view = await ask()
        self._kept[key] = (self._now() + KEPT_SECONDS, view)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return view
