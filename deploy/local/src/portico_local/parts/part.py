"""What every part and every service is to the runner: it starts, gets ready, answers, stops or is killed."""

import signal
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import ClassVar

from portico_local.layout import Layout
from portico_local.processes.child import Child, Program

LOOK_EVERY_S = 0.15
TAIL_LINES = 25
TAIL_BYTES = 16_000


class NotReady(Exception):  # noqa: N818 - the name says what is so
    """A part did not get ready: says which, why, and what its log says last."""


class Part(ABC):
    """One part of the suite. Not safe from two threads at once; start it from a thread that outlives it."""

    name: str  # in file names and arguments
    title: str  # for people
    ready_within_s: ClassVar[float] = 90.0  # two slow cores under load: RabbitMQ took 40 s there
    stop_within_s: ClassVar[float] = 30.0

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._children: list[Child] = []

    @abstractmethod
    def programs(self) -> list[Program]:
        """What to run, in the order of starting; the last one is the part itself. Writes its settings first."""

    @abstractmethod
    def is_ready(self) -> bool:
        """One short look whether it answers; finishes what a first start leaves to do."""

    @abstractmethod
    def addresses(self) -> Mapping[str, str]:
        """Where it is, as environment variables."""

    @property
    @abstractmethod
    def where(self) -> str:
        """Its address for people, as host:port."""

    @property
    def log(self) -> Path:
        """Where its output goes."""
        return self.layout.log(self.name)

    @property
    def pid(self) -> int:
        """Process id of the part itself."""
        return self._children[-1].pid

    @property
    def is_started(self) -> bool:
        """Whether it was started and not stopped since (it may have died)."""
        return bool(self._children)

    @property
    def is_alive(self) -> bool:
        """Whether all of its processes live."""
        return self.is_started and all(child.exit_code is None for child in self._children)

    @property
    def how_it_ended(self) -> str:
        """Which of its processes ended, and how."""
        ended = [child for child in self._children if child.exit_code is not None]
        return ", ".join(f"{child.program.name}: {_said(child.exit_code)}" for child in ended)

    def start(self) -> None:
        """Start its processes; returns before they are ready."""
        self._children = []
        for program in self.programs():
            self._children.append(Child(program, self.layout.state))

    def ask_to_stop(self) -> None:
        """Ask the part itself to stop, without waiting: several can then stop together."""
        if self._children:
            self._children[-1].ask_to_stop()

    def stop(self) -> None:
        """Ask it to stop, kill what has not stopped in time; nothing of it is left."""
        for child in reversed(self._children):
            child.ask_to_stop()
            child.wait(self.stop_within_s)
            child.kill()
        self._children = []

    def kill(self) -> None:
        """SIGKILL its whole tree, at once."""
        for child in reversed(self._children):
            child.kill()
        self._children = []

    def restart(self, *, killing: bool = False) -> None:
        """Stop (or kill) it, start it again, wait until it is ready."""
        self.kill() if killing else self.stop()
        self.start()
        wait_ready([self])

    def freeze(self) -> None:
        """SIGSTOP its whole tree: it keeps its connections and answers nothing."""
        for child in self._children:
            child.send(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen part go on."""
        for child in self._children:
            child.send(signal.SIGCONT)

    def complaint(self) -> str:
        """What it says itself about not being ready, where it can say something."""
        return ""

    def log_text(self) -> str:
        """Its whole log."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def log_tail(self) -> str:
        """The last lines of its log."""
        return "\n".join(self.log_text()[-TAIL_BYTES:].splitlines()[-TAIL_LINES:])

    def failure(self, why: str) -> NotReady:
        """What to tell when it did not get ready."""
        return NotReady(f"{self.title} {why}. Its log, {self.log}, ends with:\n{self.log_tail()}")


def _said(exit_code: int | None) -> str:
    return f"signal {-exit_code}" if exit_code is not None and exit_code < 0 else f"exit code {exit_code}"


def wait_ready(parts: Iterable[Part], told: Callable[[Part, float], None] = lambda _part, _s: None) -> None:
    """Wait until all are ready, telling each one with its seconds as it gets there. Raises NotReady."""
    began = time.monotonic()
    waiting = list(parts)
    while waiting:
        for part in list(waiting):
            if part.is_ready():
                waiting.remove(part)
                told(part, time.monotonic() - began)
            elif not part.is_alive:
                raise part.failure("ended while starting")
            elif time.monotonic() - began > part.ready_within_s:
                raise part.failure(f"did not get ready within {part.ready_within_s:.0f} s {part.complaint()}".strip())
        time.sleep(LOOK_EVERY_S if waiting else 0)
