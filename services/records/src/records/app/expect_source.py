"""Says how often a source is to be heard, or that nobody waits for it any more."""

from dataclasses import replace
from datetime import timedelta

from contracts.records.sources import ExpectSource
from contracts.records.sources import Source as Answer
from records.app.context import Context
from records.app.list_sources import answer
from records.domain.refusal import UnknownSource


async def expect_source(request: ExpectSource, at: Context) -> Answer:
    """Set it, and have the source looked at. Raises UnknownSource."""
    source = await at.sources.find(request.id)
    if source is None:
        raise UnknownSource
    every = None if request.expected_every is None else timedelta(seconds=request.expected_every)
    await at.sources.expect(source, every, watched=request.watched, now=at.now())
    return answer(replace(source, expected_every=every, watched=request.watched), at.now(), at.usual_silence)
