"""Runs a coroutine so that Ctrl-C ends it: what a signal raises inside a running event loop may get lost in there."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from portico_local.interruption import held_back

T = TypeVar("T")


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Its result. The loop runs in a thread of its own; an interruption of this one cancels it and goes on."""
    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner, ThreadPoolExecutor(1) as thread:
        loop = runner.get_loop()
        task = loop.create_task(coroutine)
        try:
            with held_back():  # interrupted while it starts, the thread would run and nobody wait for it
                done = thread.submit(loop.run_until_complete, task)
            return done.result()
        finally:
            if not task.done():
                loop.call_soon_threadsafe(task.cancel)
