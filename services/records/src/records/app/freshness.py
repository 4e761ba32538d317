"""How old a page may be: when the backoffices behind it last spoke."""

from collections.abc import Collection
from datetime import datetime

from records.app.context import Context
from records.domain.source import fresh_as_of


async def freshness(modules: Collection[str], at: Context) -> datetime | None:
    """Give when the longest silent of the sources of these modules was heard; None where none said anything yet."""
    return fresh_as_of(await at.sources.known(at.now()), modules)


async def freshness_of(source: str, at: Context) -> datetime | None:
    """Give when this very source was last heard."""
    return next((one.heard_at for one in await at.sources.known(at.now()) if one.name == source), None)
