"""`make stop`: asks the running instance to stop, then makes sure that nothing is left of it."""

import os
import signal
import time

from portico_local import instance
from portico_local.layout import Layout
from portico_local.processes import marks
from portico_local.screen import Screen

STOP_WITHIN_S = 120.0
LOOK_EVERY_S = 0.1


def stop(layout: Layout, screen: Screen) -> int:
    """The exit code; 0 also where nothing was running."""
    found = instance.running(layout)
    if found and found.pid:
        screen.line(f"Stopping process {found.pid} …")
        _send(found.pid, signal.SIGTERM)
        if not _ended(layout, STOP_WITHIN_S):
            screen.note(f"It did not stop within {STOP_WITHIN_S:.0f} s: killed")
            _send(found.pid, signal.SIGKILL)
    left = marks.names(layout.state)
    if left:
        screen.note(f"Ended what was left: {', '.join(sorted(left))}")
        marks.end(layout.state)
    screen.done("Stopped" if found or left else "Nothing was running")
    return 0


def _ended(layout: Layout, within_s: float) -> bool:
    deadline = time.monotonic() + within_s
    while instance.running(layout):
        if time.monotonic() > deadline:
            return False
        time.sleep(LOOK_EVERY_S)
    return True


def _send(pid: int, what: signal.Signals) -> None:
    try:
        os.kill(pid, what)
    except ProcessLookupError:
        return
