"""Finds and ends what was started for one state folder, also when nobody remembers it.

Every process gets two marks in its environment, which its own children inherit: the state folder it was started for
and its name. They are read back from /proc, so nothing is ever found by its name or by a number that may have been
given to somebody else, and what a killed runner left behind is found like everything else.
"""

import os
import signal
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

FOR = "PORTICO_STARTED_FOR"
AS = "PORTICO_STARTED_AS"
PROC = Path("/proc")
END_WITHIN_S = 5.0
PAUSE_S = 0.02


def marks(folder: Path, name: str) -> Mapping[str, str]:
    """The environment that marks a process as `name`, started for the state folder `folder`."""
    return {FOR: str(folder.resolve()), AS: name}


def marked(folder: Path, name: str | None = None) -> list[int]:
    """Ids of the living processes that carry the marks of `folder` (and of `name`, where given)."""
    wanted = _wanted(folder, name)
    return [pid for pid in _processes() if wanted <= _environment(pid)]


def names(folder: Path) -> set[str]:
    """Names under which something started for `folder` is still living."""
    prefix = f"{AS}=".encode()
    found = (entry for pid in marked(folder) for entry in _environment(pid) if entry.startswith(prefix))
    return {entry.removeprefix(prefix).decode() for entry in found}


def send(folder: Path, name: str | None, what: signal.Signals) -> int:
    """Send a signal to everything marked; how many got it."""
    return sum(_send_to(pid, folder, name, what) for pid in marked(folder, name))


def end(folder: Path, name: str | None = None) -> int:
    """SIGKILL everything marked, until nothing is left or `END_WITHIN_S` has passed; how many there were."""
    deadline = time.monotonic() + END_WITHIN_S
    ended = first = send(folder, name, signal.SIGKILL)
    while ended and time.monotonic() < deadline:  # again: one may just have started another
        time.sleep(PAUSE_S)
        ended = send(folder, name, signal.SIGKILL)
    return first


def _send_to(pid: int, folder: Path, name: str | None, what: signal.Signals) -> bool:
    try:
        handle = os.pidfd_open(pid)
    except OSError:
        return False
    try:
        # Looked at again through the handle: the number may have changed hands since it was found.
        if not _wanted(folder, name) <= _environment(pid):
            return False
        signal.pidfd_send_signal(handle, what)
    except ProcessLookupError:
        return False
    finally:
        os.close(handle)
    return True


def _wanted(folder: Path, name: str | None) -> set[bytes]:
    return {f"{key}={value}".encode() for key, value in marks(folder, name or "").items() if value}


def _processes() -> Iterator[int]:
    if not PROC.is_dir():  # not Linux: the runner still ends its own children, only orphans are not found
        return
    own = os.getpid()
    yield from (int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit() and int(entry.name) != own)


def _environment(pid: int) -> set[bytes]:
    try:
        return set((PROC / str(pid) / "environ").read_bytes().split(b"\0"))
    except OSError:  # gone meanwhile, or somebody else's
        return set()
