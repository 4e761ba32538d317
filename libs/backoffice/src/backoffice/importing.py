"""Publishes what was read from files: numbered by content, so that the same again changes nothing."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from backoffice.events import EventMaker, digest_of, subject_of
from backoffice.publisher import Publisher
from backoffice.revisions import Content, Numbered, Revisions
from contracts.backoffice.account import AccountDeleted, AccountUpserted
from contracts.backoffice.record import RecordDeleted, RecordUpserted
from contracts.problem import Problem

Statement = RecordUpserted | RecordDeleted | AccountUpserted | AccountDeleted
"""Something that was read, with revision 0: the number comes when it is published."""
UNNUMBERED: Final = 0
Verdict = Literal["imported", "unchanged", "refused"]
_Key = tuple[Content, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one statement. `revision` is the one that Portico has, or was offered."""

    statement: Statement
    subject: str
    verdict: Verdict
    revision: int
    problem: Problem | None = None


class Importer:
    """Publishes statements. Without a publisher it only tells what would be published."""

    def __init__(
        self,
        maker: EventMaker,
        revisions: Revisions,
        publisher: Publisher | None,
        now_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
    ) -> None:
        self._maker, self._revisions, self._publisher, self._now = maker, revisions, publisher, now_ms

    async def put(self, statements: Sequence[Statement]) -> list[Outcome]:
        """Publish those whose content changed; gives one outcome each, in order. Raises as `Publisher.publish` does."""
        contents = [content_of(statement) for statement in statements]
        numbered = self._revisions.number(contents, self._now())
        rows = list(zip(statements, contents, numbered, strict=True))
        going = {(content, number.revision): said for said, content, number in rows if not number.unchanged}
        problems = await self._publish(going)
        self._revisions.confirm(key for key, problem in problems.items() if problem is None)
        return list(_outcomes(rows, problems))

    async def _publish(self, going: Mapping[_Key, Statement]) -> dict[_Key, Problem | None]:
        if self._publisher is None:
            return dict.fromkeys(going)
        said = (statement.model_copy(update={"revision": revision}) for (_, revision), statement in going.items())
        receipts = await self._publisher.publish(map(self._maker.event, said))
        return {key: receipt.problem for key, receipt in zip(going, receipts, strict=True)}


def _outcomes(
    rows: Iterable[tuple[Statement, Content, Numbered]], problems: Mapping[_Key, Problem | None]
) -> Iterator[Outcome]:
    """Tell each; what is said twice in one go is published once, and unchanged the second time."""
    told: set[_Key] = set()
    for statement, content, number in rows:
        key = (content, number.revision)
        problem = problems.get(key)
        verdict: Verdict = "unchanged" if number.unchanged or key in told else "imported"
        yield Outcome(statement, content.subject, "refused" if problem else verdict, number.revision, problem)
        told.add(key)


def content_of(statement: Statement) -> Content:
    """Name what is said and hash it, without its number. A field that a later version adds changes no hash."""
    said = statement.model_dump(mode="json", exclude_defaults=True, exclude={"revision"})
    return Content(subject_of(statement) or "", digest_of([statement.NAME, said]))
