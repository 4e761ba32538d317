"""A stack that belongs to one test: on ports and in a folder of its own, to be killed and frozen at will."""

from collections.abc import Iterator
from contextlib import contextmanager

from portico_local.layout import Layout
from portico_local.ports import chosen_at_random
from portico_local.services import Launch
from portico_local.stack import Stack
from stack.folders import stack_folder


@contextmanager
def own_stack(launch: Launch | None = None) -> Iterator[Stack]:
    """A stack with nothing started yet; all of it is killed and its folder removed in the end.

    Addresses from the environment are not taken: these tests kill what they use.
    """
    with stack_folder() as folder:
        stack = Stack(Layout(folder / "state"), chosen_at_random(), environ={}, launch=launch)
        try:
            yield stack
        finally:
            stack.kill()
