"""Lists the tenant's sources: when each was last heard, and whether it is silent."""

from datetime import datetime, timedelta

from contracts.records.sources import Source as Answer
from contracts.records.sources import Sources
from records.app.context import Context
from records.domain.source import Source


async def list_sources(at: Context) -> Sources:
    """Give every source by name, and how often one is to be heard unless said otherwise."""
    now, usual = at.now(), at.usual_silence
    items = tuple(answer(one, now, usual) for one in await at.sources.all())
    return Sources(items=items, usually_every=int(usual.total_seconds()))


def answer(source: Source, now: datetime, usual: timedelta) -> Answer:
    """Give a source as staff see it."""
    every = source.expected_every
    return Answer(
        id=source.id,
        source=source.name,
        heard_at=source.heard_at,
        modules=tuple(sorted(source.modules)),
        expected_every=None if every is None else int(every.total_seconds()),
        watched=source.watched,
        silent=source.is_silent(now, usual),
    )
