"""The streams that are open at this replica, and what each is to be told: few enough, and each holds little."""

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from contracts.principal import Principal
from edge.domain.refusal import Overloaded, TooManyStreams
from edge.domain.watching import Change, Key, Pending, Question, concerns

MAX_TOLD: Final = 200
"""News that wait for a slow reader; then nothing more is asked about for them."""


@dataclass(frozen=True, slots=True)
class Told:
    """One event of a stream: its name and what it says. `last`: the stream ends with it."""

    name: str
    data: Mapping[str, str | int]
    last: bool = False

    @property
    def about(self) -> tuple[object, ...]:
        """Give what it is about: of two about the same the later tells enough."""
        return self.data.get("module"), self.data.get("id"), "" if "id" in self.data else self.name


SESSION_ENDED: Final = Told("session.ended", {}, last=True)
GAP: Final = Told("stream.gap", {})
"""Something may have been missed here."""


@dataclass(slots=True, eq=False)
class LiveStream:
    """One open stream. `watched` are the records that its reader shows, `unsure` those of them not yet looked for.

    `reach` says how far the reader's modules reach, None until records has said so.
    """

    who: Principal
    watched: set[Key]
    unsure: set[Key] = field(default_factory=set)
    reach: Mapping[str, str] | None = None
    pending: Pending = field(default_factory=Pending)
    stirred: asyncio.Event = field(default_factory=asyncio.Event)
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    taken: asyncio.Event = field(default_factory=asyncio.Event)
    ended: bool = False
    _told: dict[tuple[object, ...], Told] = field(default_factory=dict)

    def hear(self, change: Change) -> None:
        """Note a change, where it may concern this reader."""
        if concerns(change, self.who.account, self.reach, self.watched):
            self.pending.note(change.key, change.at, self.watched)
            self.stirred.set()

    def look_again(self) -> None:
        """Have everything that is shown looked for again: the rules have changed."""
        self.reach, self.unsure = None, set(self.watched)
        self.stirred.set()

    def question(self) -> Question:
        """Give what is to be asked about now."""
        question = self.pending.take()
        if not self.pending:
            self.stirred.clear()
        return question

    def tell(self, told: Told) -> None:
        """Have the reader told. What ends the stream comes before all that waits."""
        if self.ended:
            return
        if told.last:
            self._told.clear()
            self.ended = True
        self._told.pop(told.about, None)
        self._told[told.about] = told
        self.ready.set()

    def end(self) -> None:
        """End the stream without a word: its reader comes again, here or elsewhere."""
        if not self.ended:
            self.ended = True
            self._told.clear()
            self.ready.set()

    @property
    def full(self) -> bool:
        """Tell whether the reader is too slow to be asked for more."""
        return len(self._told) >= MAX_TOLD

    def take(self) -> list[Told]:
        """Give what the reader is to be told."""
        told = list(self._told.values())
        self._told.clear()
        self.taken.set()
        if not self.ended:
            self.ready.clear()
        return told


class LiveStreams:
    """All of this replica. `most` may be open at once, `each` of one principal."""

    def __init__(self, *, most: int, each: int) -> None:
        self._most, self._each = most, each
        self._open: dict[str, set[LiveStream]] = {}
        self._of: Counter[str] = Counter()
        self._closed = False

    def __len__(self) -> int:
        """Tell how many are open."""
        return self._of.total()

    def open(self, who: Principal, watched: Collection[Key]) -> LiveStream:
        """Open one. Raises Overloaded, TooManyStreams."""
        if self._closed or len(self) >= self._most:
            raise Overloaded("This replica holds as many streams as it can. Try again shortly.")
        if self._of[_name(who)] >= self._each:
            raise TooManyStreams(f"At most {self._each} at once.")
        stream = LiveStream(who, set(watched), set(watched))
        stream.stirred.set()
        self._of[_name(who)] += 1
        self._open.setdefault(who.tenant, set()).add(stream)
        return stream

    def close(self, stream: LiveStream) -> None:
        """Forget one."""
        streams = self._open.get(stream.who.tenant, set())
        if stream not in streams:
            return
        streams.remove(stream)
        if not streams:
            del self._open[stream.who.tenant]
        self._of[_name(stream.who)] -= 1
        self._of += Counter()  # lets go of those that have none

    def follows(self, tenant: str) -> bool:
        """Tell whether anybody follows what happens at this tenant."""
        return tenant in self._open

    def hear(self, tenant: str, change: Change) -> None:
        """Hear of a change."""
        for stream in self._open.get(tenant, ()):
            stream.hear(change)

    def rules_changed(self, tenant: str, portal: str, version: int) -> None:
        """Tell those of a portal that other rules hold now."""
        for stream in self._open.get(tenant, ()):
            if stream.who.portal == portal:
                stream.tell(Told("portal.changed", {"version": version}))
                stream.look_again()

    def end_where(self, tenant: str, ended: Callable[[Principal], bool]) -> None:
        """End the streams of those whose session has ended."""
        for stream in self._open.get(tenant, ()):
            if ended(stream.who):
                stream.tell(SESSION_ENDED)

    def missed(self) -> None:
        """Tell everybody that something may have been missed."""
        for stream in self._every():
            stream.tell(GAP)
            stream.look_again()

    def shut(self) -> None:
        """End all, and open no others: this replica stops."""
        self._closed = True
        for stream in self._every():
            stream.end()

    def _every(self) -> Iterator[LiveStream]:
        for streams in self._open.values():
            yield from streams


def _name(who: Principal) -> str:
    return f"{who.tenant}:{who.acting or who.subject}"
