"""Named places where a process can be made to die, for fault tests. They do nothing unless faults are on."""

import os
import signal
from collections import Counter
from typing import Final

POINTS: Final = frozenset(
    {
        "call.before_commit",
        "call.after_commit",
        "event.received",
        "event.before_commit",
        "event.after_commit",
        "intake.received",
        "intake.before_commit",
        "intake.after_commit",
        "intake.partly_acknowledged",
        "outbox.before_publish",
        "outbox.after_publish",
        "mail.claimed",
        "mail.sent",
    }
)
"""Every step between a message's arrival and its last effect."""

_armed: Final = os.environ.get("PORTICO_FAULTS", "")
_hits: Final[Counter[str]] = Counter()


def crash_point(name: str) -> None:
    """Die here, as by `kill -9`, when `PORTICO_FAULTS` is `<name>` or `<name>:<nth time>`."""
    if not _armed:
        return
    wanted, _, nth = _armed.partition(":")
    if wanted not in POINTS or name not in POINTS:
        raise LookupError(f"no crash point is named {wanted if wanted not in POINTS else name}")
    if name == wanted:
        _hits[name] += 1
        if _hits[name] == int(nth or 1):
            os.kill(os.getpid(), signal.SIGKILL)
