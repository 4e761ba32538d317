"""One process of ours: started with its marks and its log, ended with everything it started."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from portico_local.processes import launcher, marks

LOG_BYTES = 5_000_000  # a log above it is put aside at the next start, one generation back
# Children are tied to the thread that started them: this one lives as long as the process does.
STARTER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="starter")


@dataclass(frozen=True, slots=True)
class Program:
    """What to run: the command, its whole environment, where, and where its output goes."""

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str]
    folder: Path
    log: Path


@dataclass(slots=True)
class Child:
    """A started program. `state` is the folder whose mark it carries."""

    program: Program
    state: Path
    _process: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        """Start it. It dies with this process, whatever ends it (see `launcher`)."""
        self._process = STARTER.submit(self._start).result()

    def _start(self) -> subprocess.Popen[bytes]:
        program = self.program
        program.folder.mkdir(parents=True, exist_ok=True)
        with open_log(program.log) as log:
            return subprocess.Popen(  # noqa: S603 - our own commands, no shell
                [sys.executable, "-I", "-S", launcher.__file__, str(os.getpid()), *program.argv],
                env={**program.env, **marks.marks(self.state, program.name)},
                cwd=program.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # a Ctrl-C in the terminal is ours to pass on, in good order
            )

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """None while it lives."""
        return self._process.poll()

    def ask_to_stop(self) -> None:
        """SIGTERM, to it alone: its own children are its business."""
        if self.exit_code is None:
            self._process.terminate()

    def wait(self, within_s: float) -> bool:
        """Whether it has ended within `within_s` seconds."""
        try:
            self._process.wait(within_s)
        except subprocess.TimeoutExpired:
            return False
        return True

    def send(self, what: signal.Signals) -> None:
        """Send a signal to it and to everything it started."""
        marks.send(self.state, self.program.name, what)

    def kill(self) -> None:
        """SIGKILL to it and to everything it started; returns when it is gone."""
        if self.exit_code is None:
            self._process.kill()
        self._process.wait()
        marks.end(self.state, self.program.name)


def open_log(path: Path) -> BinaryIO:
    """The log at `path`, opened to append; a long one is put aside first, as `<name>.log.1`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > LOG_BYTES:
        path.replace(path.with_name(path.name + ".1"))
    return path.open("ab")
