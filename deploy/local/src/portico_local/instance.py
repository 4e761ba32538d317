"""One running instance per state folder: who it is, whether it is ready."""

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from portico_local.layout import Layout


class AlreadyRunning(Exception):  # noqa: N818 - the name says what is so
    """Another instance holds this folder."""

    def __init__(self, running: "Running") -> None:
        super().__init__(f"Portico is running here already (process {running.pid}). `make stop` ends it.")


@dataclass(frozen=True, slots=True)
class Running:
    """The instance that holds the folder."""

    pid: int
    ready: bool


@contextlib.contextmanager
def held(layout: Layout) -> Iterator[None]:
    """Hold the folder as its one instance. Raises AlreadyRunning. The kernel lets go when the process ends, however."""
    with _opened(layout.lock) as lock:
        if not _locked(lock):
            raise AlreadyRunning(running(layout) or Running(0, ready=False))
        say(layout, ready=False)
        try:
            yield
        finally:
            layout.running.unlink(missing_ok=True)


def say(layout: Layout, *, ready: bool) -> None:
    """Write down how far this instance is."""
    beside = layout.running.with_suffix(".new")
    beside.write_text(json.dumps({"pid": os.getpid(), "ready": ready}))
    beside.replace(layout.running)


def running(layout: Layout) -> Running | None:
    """The instance that holds the folder now, or None."""
    if not layout.lock.exists():
        return None
    with _opened(layout.lock) as lock:
        if _locked(lock):
            return None
    try:
        return Running(**json.loads(layout.running.read_text()))
    except (OSError, ValueError, TypeError):  # it has just begun and not said so yet
        return Running(0, ready=False)


def _opened(path: Path) -> TextIO:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.open("a")


def _locked(lock: TextIO) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
