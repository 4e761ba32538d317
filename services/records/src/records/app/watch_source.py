"""Looks at a source when its silence may be news, and says so once; once more when it is back."""

from datetime import datetime, timedelta

from contracts.records.sources import SourceResumed, SourceSilent
from records.app.context import Context
from records.domain.source import Source, Turn


async def watch_source(source_id: str, usual: timedelta, at: Context) -> tuple[Turn | None, datetime | None]:
    """Give what was news, and when to look again; None where there is no such source."""
    source, now = await at.sources.find(source_id), at.now()
    if source is None:
        return None, None
    turn = source.turn(now, usual)
    match turn:
        case Turn.SILENT:
            await at.sources.fell_silent(source, now)
            at.say(_silent(source, usual), f"sources/{source.id}")
        case Turn.RESUMED:
            await at.sources.fell_silent(source, None)
            since = source.silent_since or now
            at.say(
                SourceResumed(id=source.id, source=source.name, heard_at=source.heard_at, silent_since=since),
                f"sources/{source.id}",
            )
    return turn, source.next_look(now, usual)


def _silent(source: Source, usual: timedelta) -> SourceSilent:
    return SourceSilent(
        id=source.id,
        source=source.name,
        heard_at=source.heard_at,
        expected_every=int(source.every(usual).total_seconds()),
        modules=tuple(sorted(source.modules)),
    )
