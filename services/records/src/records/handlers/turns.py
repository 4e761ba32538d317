"""The door for what is due at a time: each turn is one transaction, with the time of the next in it."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from chassis import due
from chassis.instruments import Counter, Gauge
from chassis.logs import get_logger
from chassis.work import Transactor, Work
from records.app.context import Context
from records.app.pass_embargoes import pass_embargoes
from records.app.watch_source import watch_source
from records.domain.due import source_of
from records.domain.source import Turn

NEWS: Final = {Turn.SILENT: "silent", Turn.RESUMED: "resumed"}
LOGGED: Final = {Turn.SILENT: "records.source.silent", Turn.RESUMED: "records.source.resumed"}
SOURCES: Final = Counter("portico.sources.news", "Sources that fell silent or resumed", labels={"news": NEWS.values()})
EMBARGOES: Final = Counter("portico.embargoes.passed", "Records that time alone made appear or vanish")
SILENT: Final = Gauge("portico.sources.silent", "Sources that somebody waits for in vain")
logger = get_logger()


class LostTurnError(RuntimeError):
    """The lease was over before the turn was: somebody else has it, and what was done in it is undone."""


class TurnDoor:
    """Does what is due."""

    def __init__(self, transactor: Transactor, build: Callable[[Work], Context]) -> None:
        self._transactor, self._build = transactor, build

    async def take(self, turn: due.Turn) -> None:
        """Do one turn. Raises LostTurnError."""
        source = source_of(turn.id)
        await (self._pass_embargoes(turn) if source is None else self._watch(source, turn))

    async def _watch(self, source: str, turn: due.Turn) -> None:
        async def effect(work: Work) -> Turn | None:
            at = self._build(work)
            news, again = await watch_source(source, at.usual_silence, at)
            await _give_back(work, turn, again)
            return news

        news = await self._transactor.run(turn.tenant, effect)
        if news is not None:
            SOURCES.add(news=NEWS[news])
            logger.warning(LOGGED[news], tenant=turn.tenant, id=source)

    async def _pass_embargoes(self, turn: due.Turn) -> None:
        async def effect(work: Work) -> int:
            passed, again = await pass_embargoes(self._build(work))
            await _give_back(work, turn, again)
            return passed

        passed = await self._transactor.run(turn.tenant, effect)
        EMBARGOES.add(passed)


async def _give_back(work: Work, turn: due.Turn, again: datetime | None) -> None:
    still_ours = await (due.strike_off(work, turn) if again is None else due.put_off(work, turn, again))
    if not still_ours:
        raise LostTurnError(turn.id)
