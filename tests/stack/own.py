"""A stack that belongs to one test: on ports and in a folder of its own, to be killed and frozen at will."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portico_local.layout import Layout
from portico_local.ports import chosen_at_random
from portico_local.services import Launch
from portico_local.stack import Stack

PREFIX = "portico-test-"


@contextmanager
def own_stack(launch: Launch | None = None) -> Iterator[Stack]:
    """A stack with nothing started yet; all of it is killed and its folder removed in the end.

    Addresses from the environment are not taken: these tests kill what they use.
    """
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))  # short: sockets and Erlang's arguments have limits
    stack = Stack(Layout(folder), chosen_at_random(), environ={}, launch=launch)
    try:
        yield stack
    finally:
        stack.kill()
        shutil.rmtree(folder, ignore_errors=True)
