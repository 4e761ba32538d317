"""One turn at one job: what it is about, how far it is, how it ends. The turn is a lease of the list of due work."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Final, TypeVar

from chassis import due
from chassis.due import Turn
from chassis.work import Transactor, Work
from records.domain.job import MAX_TRIES, Compared, State
from records.ports import Clock
from records.storage.jobs import COLLECTION, OPEN, ended, key_of

T = TypeVar("T")
LEASE: Final = timedelta(seconds=30)
"""Far more than lies between two reports: a replica that dies gives its job back when it is over."""
TRIED_TOO_OFTEN: Final = "records.job-interrupted"


class MongoJobDesk:
    """A turn at a job of one tenant."""

    def __init__(self, transactor: Transactor, turn: Turn, now: Clock) -> None:
        self._transactor, self._turn, self._now = transactor, turn, now

    async def begin(self) -> Compared | None:
        """Take the job up; None where nothing is left to do: ended, forgotten, or tried too often."""

        async def step(work: Work) -> Compared | None:
            rows, this = work.collection(COLLECTION), self._this(work)
            row = await rows.find_one(this)
            if row is None or self._turn.tries > MAX_TRIES:
                await rows.update(this, ended(State.FAILED, self._now(), code=TRIED_TOO_OFTEN))
                await due.strike_off(work, self._turn)
                return None
            begun = {"state": State.RUNNING.value, "changed_at": self._now(), "examined": 0, "to_examine": None}
            await rows.update(this, {"$set": begun})
            published = tuple(row["published"]) if row["published"] else None
            return Compared(row["slug"], row["created_at"], tuple(row["draft"]), published)

        return await self._run(step)

    async def report(self, examined: int, to_examine: int, result: Mapping[str, object]) -> bool:
        """Say how far it is and keep the turn; False where it has been cancelled or is another replica's now."""

        async def step(work: Work) -> bool:
            now: datetime = self._now()
            if not await due.hold(work, self._turn, now + LEASE):
                return False
            told = {"examined": examined, "to_examine": to_examine, "result": result, "changed_at": now}
            going_on = await work.collection(COLLECTION).update(self._this(work), {"$set": told})
            if not going_on:
                await due.strike_off(work, self._turn)
            return going_on

        return await self._run(step)

    async def end(self, state: State, code: str | None = None) -> None:
        """End the job with what was last reported, where the turn is still ours; `code` says why it failed."""

        async def step(work: Work) -> None:
            if await due.strike_off(work, self._turn):
                await work.collection(COLLECTION).update(self._this(work), ended(state, self._now(), code=code))

        await self._run(step)

    async def _run(self, step: Callable[[Work], Awaitable[T]]) -> T:
        return await self._transactor.run(self._turn.tenant, step)

    def _this(self, work: Work) -> Mapping[str, object]:
        return {"_id": key_of(work, self._turn.id), **OPEN}
