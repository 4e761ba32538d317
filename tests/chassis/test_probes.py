"""Liveness asks nobody; readiness asks every part, each within its time."""

import asyncio
from typing import Any

import pytest
from starlette.types import Message

from chassis import probes
from chassis.probes import Health, probe_app
from stack import wait_until_async


async def _yes() -> bool:
    return True


async def _no() -> bool:
    return False


async def _broken() -> bool:
    raise ZeroDivisionError


async def _hanging() -> bool:
    await asyncio.sleep(3600)
    return True


async def _asked(health: Health, path: str) -> int:
    """The status that a probe answers."""
    said: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        said.append(message)

    scope: dict[str, Any] = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b""}
    await probe_app(health)(scope, receive, send)
    return int(said[0]["status"])


async def test_a_service_is_ready_when_it_has_started_and_every_part_is_there() -> None:
    health = Health()
    health.add("broker", _yes)
    assert await _asked(health, "/readyz") == 503
    health.started = True
    assert await _asked(health, "/readyz") == 200
    health.add("database", _no)
    assert await health.ready() == {"started": True, "broker": True, "database": False}
    assert await _asked(health, "/readyz") == 503


@pytest.mark.parametrize("check", [_broken, _hanging])
async def test_a_check_that_fails_or_hangs_is_not_ready(check: probes.Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes, "CHECK_SECONDS", 0.05)
    health = Health()
    health.add("part", check)
    assert (await health.ready())["part"] is False


async def test_life_is_a_beat_of_the_loop_whatever_the_parts_do() -> None:
    health = Health()
    health.add("broker", _no)
    assert await _asked(health, "/livez") == 200
    health._beat_at -= probes.LIVE_SECONDS  # as if the loop had stood still
    assert await _asked(health, "/livez") == 503
    beating = asyncio.create_task(health.beat())
    await wait_until_async(lambda: _lives(health))
    beating.cancel()
    await asyncio.wait([beating])


async def _lives(health: Health) -> bool:
    return await _asked(health, "/livez") == 200
