"""Collection `revisions`: one document a revision taken in, `_id` is `<record>/<number>`.

The name alone is its place in the record's history: each event writes one, and another index would cost intake more
than the whole document.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from pymongo.errors import BulkWriteError

from chassis.mongo import Document, Index
from chassis.work import Work
from records.domain.history import MAX_LINES, Line

COLLECTION: Final = "revisions"
KEPT_SECONDS: Final = 400 * 24 * 3600
"""A year, and some days to look back at it."""
INDEXES: Final = (
    # MongoDB expires by an index of one field only.
    Index(COLLECTION, (("received_at", 1),), expire_after=KEPT_SECONDS),
)
_USUAL: Final[Mapping[str, object]] = {
    "event_id": None, "status": None, "hidden": False, "visible_from": None, "visible_until": None, "deleted": False,
    "values": None,
}  # fmt: skip
"""Left out where it is so: most lines are short."""


class LineTakenError(Exception):
    """A record that was not there has a history already: its row was removed by hand, without its lines.

    It never passes by itself, unlike what another replica has just added: intake sets the event aside and goes on.
    """


class MongoRevisions:
    """The histories of one tenant's records."""

    def __init__(self, work: Work) -> None:
        self._rows = work.collection(COLLECTION)

    async def add(self, lines: Sequence[Line]) -> None:
        """Keep these lines; their numbers are new. Raises LineTakenError."""
        if not lines:
            return
        try:
            await self._rows.insert_many([_row(line) for line in lines])
        except BulkWriteError as error:
            raise LineTakenError from error

    async def drop(self, outdated: Mapping[str, range]) -> None:
        """Forget lines by record and number."""
        names = [_name(record, number) for record, numbers in outdated.items() for number in numbers]
        if names:
            await self._rows.delete_many({"_id": {"$in": names}})

    async def of(self, record: str) -> list[Line]:
        """Give a record's history, newest first."""
        begin, end = f"{record}/", f"{record}0"  # 0 follows / in every order of letters that MongoDB has
        rows = await self._rows.find({"_id": {"$gt": begin, "$lt": end}}, limit=MAX_LINES, sort=[("_id", -1)])
        return [_line(row) for row in rows]


def _name(record: str, number: int) -> str:
    return f"{record}/{number:010}"


def _row(line: Line) -> Document:
    row: Document = {
        "_id": _name(line.record, line.number),
        "revision": line.revision,
        "received_at": line.received_at,
        "source": line.source,
        "accounts": list(line.accounts),
    }
    if line.contacts:
        row["contacts"] = list(line.contacts)
    for name, usual in _USUAL.items():
        value = getattr(line, name)
        if value != usual:
            row[name] = value
    return row


def _line(row: Document) -> Line:
    record, _, number = row["_id"].rpartition("/")
    names = {name: value for name, value in row.items() if name in _USUAL}
    return Line(
        record=record,
        number=int(number),
        revision=row["revision"],
        received_at=row["received_at"],
        source=row["source"],
        accounts=tuple(row["accounts"]),
        contacts=tuple(row.get("contacts", ())),
        **names,
    )
