"""Runs a coroutine so that Ctrl-C ends it: what a signal raises inside a running event loop may get lost in there."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Its result. The loop runs in a thread of its own; an interruption of this one cancels it and goes on."""
    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner, ThreadPoolExecutor(1) as thread:
        loop = runner.get_loop()
        task = loop.create_task(coroutine)
        try:
            # An interruption may come while the thread starts: then the loop may run already.
            return thread.submit(loop.run_until_complete, task).result()
        finally:
            if not task.done():
                loop.call_soon_threadsafe(task.cancel)
