"""Ctrl-C, `make stop` and a closed terminal: all of them interrupt what runs, wherever it is."""

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interruption(BaseException):
    """Somebody wants this to end. Not an Exception: nothing on the way may take it for a failure."""


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """Inside, these signals raise Interruption, each time."""
    before = {which: signal.signal(which, _interrupt) for which in SIGNALS}
    try:
        yield
    finally:
        for which, handler in before.items():
            signal.signal(which, handler)


@contextlib.contextmanager
def held_back() -> Iterator[None]:
    """Inside, these signals wait; they come when it ends.

    Blocking them in this thread would not do: the kernel hands them to another one, and Python runs the handler here.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # signals never come here
        return
    came: list[int] = []
    before = {which: signal.signal(which, lambda number, _frame: came.append(number)) for which in SIGNALS}
    try:
        yield
    finally:
        for which, handler in before.items():
            signal.signal(which, handler)
    if came:
        signal.raise_signal(came[0])


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise Interruption
