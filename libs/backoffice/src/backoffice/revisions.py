"""Numbers what was read from files: a new revision when the content's hash changed, none when it is what it was.

State is one SQLite file. Rows are written before publishing and marked after the confirm, so that a run that was killed
says the same again, with the same revision and thus the same event id.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, Self

from backoffice.problems import BackofficeError

MAX_ROWS: Final = 5_000_000
"""Beyond this the rows not looked at for longest are forgotten: those records would be published once more."""
BUSY_SECONDS: Final = 10.0
SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS said (
  place TEXT NOT NULL, subject TEXT NOT NULL, digest TEXT NOT NULL, revision INTEGER NOT NULL,
  confirmed INTEGER NOT NULL, seen INTEGER NOT NULL, PRIMARY KEY (place, subject)
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Content:
    """What is said about one thing: its name and the hash of what is said."""

    subject: str
    digest: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """The revision to publish with; `unchanged` when it was confirmed already."""

    revision: int
    unchanged: bool


class Revisions(Protocol):
    """Knows what was said last. Write your own to keep it in a database of yours."""

    def number(self, contents: Sequence[Content], now_ms: int) -> list[Numbered]:
        """Give each its revision: the former one when the hash is the same, else `now_ms`, or one more than before."""
        ...

    def confirm(self, said: Iterable[tuple[Content, int]]) -> None:
        """Note that these are stored at Portico, with these revisions."""
        ...


class SqliteRevisions:
    """Keeps it in a file. `place` is where it is published to: another installation or source has heard nothing yet.

    With `dry` it numbers without noting anything, and makes no file.
    """

    def __init__(self, path: Path, place: str, *, dry: bool = False, max_rows: int = MAX_ROWS) -> None:
        self._path, self._place, self._dry, self._max_rows = path, place, dry, max_rows
        try:
            if not dry:
                path.parent.mkdir(parents=True, exist_ok=True)
            file = ":memory:" if dry and not path.exists() else path
            self._file = sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None)
            self._file.execute("PRAGMA journal_mode = WAL")
            self._file.execute("PRAGMA synchronous = FULL")
            self._file.execute(SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise BackofficeError(f"{path} cannot keep the state ({error}); name another file with --state") from error

    def __enter__(self) -> Self:
        """It is open."""
        return self

    def __exit__(self, *_: object) -> None:
        """Forget the oldest beyond the bound, and close."""
        with closing(self._file):
            self._forget()

    def number(self, contents: Sequence[Content], now_ms: int) -> list[Numbered]:
        """See `Revisions`."""
        with self._at_once():
            return [self._number(content, now_ms) for content in contents]

    def confirm(self, said: Iterable[tuple[Content, int]]) -> None:
        """See `Revisions`. What has been said otherwise meanwhile is not confirmed."""
        rows = [(self._place, content.subject, content.digest, revision) for content, revision in said]
        with self._at_once():
            self._file.executemany(
                "UPDATE said SET confirmed = 1 WHERE place = ? AND subject = ? AND digest = ? AND revision = ?", rows
            )

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        """Write all of it or nothing; when dry, nothing."""
        try:
            self._file.execute("BEGIN IMMEDIATE")
            yield
            self._file.execute("ROLLBACK" if self._dry else "COMMIT")
        except sqlite3.Error as error:
            raise BackofficeError(
                f"{self._path} cannot keep the state ({error}); run it again, or name another"
            ) from error
        finally:
            if self._file.in_transaction:
                self._file.execute("ROLLBACK")

    def _number(self, content: Content, now_ms: int) -> Numbered:
        key = (self._place, content.subject)
        row = self._file.execute(
            "SELECT digest, revision, confirmed FROM said WHERE place = ? AND subject = ?", key
        ).fetchone()
        digest, last, confirmed = row or ("", -1, 0)
        if digest == content.digest:
            self._file.execute("UPDATE said SET seen = ? WHERE place = ? AND subject = ?", (now_ms, *key))
            return Numbered(last, bool(confirmed))
        revision = max(now_ms, last + 1)
        self._file.execute(
            "INSERT OR REPLACE INTO said VALUES (?, ?, ?, ?, 0, ?)", (*key, content.digest, revision, now_ms)
        )
        return Numbered(revision, unchanged=False)

    def _forget(self) -> None:
        (rows,) = self._file.execute("SELECT count(*) FROM said").fetchone()
        if rows > self._max_rows and not self._dry:
            self._file.execute(
                "DELETE FROM said WHERE (place, subject) IN (SELECT place, subject FROM said ORDER BY seen LIMIT ?)",
                (rows - self._max_rows,),
            )
