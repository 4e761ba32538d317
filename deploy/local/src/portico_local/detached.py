"""`make run DETACH=1`: the same run in the background; shows its progress and returns when all is ready."""

import subprocess
import sys
import time
from collections.abc import Sequence

from portico_local import instance
from portico_local.layout import Layout
from portico_local.screen import Screen

LOG = "run"
LOOK_EVERY_S = 0.1


def start(layout: Layout, command: Sequence[str]) -> "subprocess.Popen[bytes]":
    """Start `command` (a run in the foreground) in a session of its own, its output in the log `run`.

    Raises AlreadyRunning.
    """
    found = instance.running(layout)
    if found:
        raise instance.AlreadyRunning(found)
    log = layout.log(LOG)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        return subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, *command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def follow(process: "subprocess.Popen[bytes]", layout: Layout, screen: Screen) -> int:
    """Show its progress; 0 as soon as all is ready, else the code with which it ended before."""
    with layout.log(LOG).open(errors="replace") as lines:
        while True:
            code = process.poll()
            now = instance.running(layout)
            for line in lines:
                screen.line(line.rstrip("\n"))
            if code is not None:
                return code
            if now and now.ready and now.pid == process.pid:
                return 0
            time.sleep(LOOK_EVERY_S)
