"""Doors for work beside: the next chore that is due, and quarantines that have grown."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final, TypeVar

from chassis.logs import get_logger
from chassis.work import Transactor, Work
from records.app.context import Context, InSteps
from records.app.restamp import restamp
from records.app.retry_module import retry_module
from records.domain.chore import Chore, Kind
from records.ports import ChoreBoard

T = TypeVar("T")
DOES: Final[Mapping[Kind, Callable[[Chore, InSteps], Awaitable[None]]]] = {
    Kind.RESTAMP: restamp,
    Kind.RETRY: retry_module,
}
logger = get_logger()


class ChoreDoor:
    """Does what is to be done beside the doors."""

    def __init__(self, board: ChoreBoard, transactor: Transactor, build: Callable[[Work], Context]) -> None:
        self._board, self._transactor, self._build = board, transactor, build

    async def next(self) -> bool:
        """Do the next chore that is due; tells whether there was one."""
        chore = await self._board.take()
        if chore is None:
            return False
        await DOES[chore.kind](chore, self._steps(chore.tenant))
        await self._steps(chore.tenant)(lambda at: at.chores.done(chore))
        logger.info("records.chore.done", tenant=chore.tenant, kind=chore.kind.value, passes_left=chore.passes_left - 1)
        return True

    async def trim(self, tenants: set[str]) -> bool:
        """Keep the quarantine of these tenants within its bounds, and take them off the set."""
        while tenants:
            tenant = tenants.pop()
            gone = await self._steps(tenant)(lambda at: at.quarantine.trim())
            if gone:
                logger.error("records.quarantine.overflowed", tenant=tenant, gone=gone)
        return False

    def _steps(self, tenant: str) -> InSteps:
        async def in_its_own(step: Callable[[Context], Awaitable[T]]) -> T:
            return await self._transactor.run(tenant, lambda work: step(self._build(work)))

        return in_its_own
