"""Logos as this replica has shown them: a picture never changes under its name, so it is asked for once."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

KEPT: Final = 64
"""Pictures of all tenants, of 200 kB at most."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A logo's bytes, and what they are."""

    media_type: str
    content: bytes


class Logos:
    """Keeps the pictures that were shown last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], Picture] = OrderedDict()

    async def of(self, tenant: str, logo: str, ask: Callable[[], Awaitable[Picture]]) -> Picture:
        """Give a tenant's logo. Raises what asking raises; that is not kept."""
        key = (tenant, logo)
        picture = self._kept.get(key)
        if picture is None:
            picture = await ask()
        self._kept[key] = picture
        self._kept.move_to_end(key)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return picture
