"""Watches what runs: whatever ends by itself is told and started again, later each time."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from portico_local.parts.part import NotReady, Part
from portico_local.screen import Screen

LOOK_EVERY_S = 0.5
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 30.0
WELL_AFTER_S = 60.0  # having lived so long, a part's earlier deaths are forgotten


@dataclass(slots=True)
class _Watched:
    part: Part
    pause_s: float = FIRST_PAUSE_S
    again_at: float | None = None  # when it is to be started again
    started_at: float = field(default_factory=time.monotonic)
    awaited: bool = False  # started again, not ready yet


class Supervision:
    """The watch over these parts; `look` is called again and again by its owner."""

    def __init__(self, parts: Iterable[Part], screen: Screen, clock: Callable[[], float] = time.monotonic) -> None:
        self._watched = [_Watched(part) for part in parts]
        self._screen = screen
        self._clock = clock

    def forever(self) -> None:
        """Look until interrupted."""
        while True:
            self.look()
            time.sleep(LOOK_EVERY_S)

    def look(self) -> None:
        """One look at each."""
        for watched in self._watched:
            if watched.again_at is not None:
                self._start_when_due(watched)
            elif not watched.part.is_alive:
                self._mourn(watched)
            elif watched.awaited:
                self._greet(watched)

    def _mourn(self, watched: _Watched) -> None:
        now = self._clock()
        if now - watched.started_at > WELL_AFTER_S:
            watched.pause_s = FIRST_PAUSE_S
        part = watched.part
        self._screen.note(
            f"{part.title} ended ({part.how_it_ended}); starting again in {watched.pause_s:.0f} s. Log: {part.log}"
        )
        part.kill()  # what is left of it
        watched.again_at = now + watched.pause_s
        watched.pause_s = min(2 * watched.pause_s, LONGEST_PAUSE_S)

    def _start_when_due(self, watched: _Watched) -> None:
        if watched.again_at is not None and self._clock() >= watched.again_at:
            watched.again_at, watched.started_at, watched.awaited = None, self._clock(), True
            watched.part.start()

    def _greet(self, watched: _Watched) -> None:
        try:
            ready = watched.part.is_ready()
        except NotReady as error:
            self._screen.note(str(error))
            watched.awaited = False
            return
        if ready:
            watched.awaited = False
            self._screen.done(f"{watched.part.title} is back", self._clock() - watched.started_at)
