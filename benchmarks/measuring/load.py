"""Asks one address over and over: requests a second, how long each took, and the CPU that processes spent on it."""

import asyncio
import os
import statistics
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import aiohttp

from stack import wait_until_async

ROUNDS: Final = 5
REQUESTS: Final = 250
CONNECTIONS: Final = (1, 8, 32)
UNLIMITED: Final = {"PORTICO_RATE_READ": "100000000"}
TICKS: Final = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Door:
    """A page to ask for, and what its text has to hold so often, at least."""

    url: str
    headers: Mapping[str, str]
    holds: str
    times: int


@dataclass(frozen=True)
class Round:
    """What one round gave: requests a second, and each request's seconds."""

    per_second: float
    took: list[float]


def cpu_seconds(pid: int) -> float:
    """CPU that a process has used, all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


async def play(door: Door, connections: int) -> Round:
    """Ask so often over so many connections."""
    took: list[float] = []
    left = REQUESTS
    connector = aiohttp.TCPConnector(limit=connections)
    async with aiohttp.ClientSession(
        connector=connector, headers=door.headers, cookie_jar=aiohttp.DummyCookieJar()
    ) as session:

        async def one_connection() -> None:
            nonlocal left
            while left > 0:
                left -= 1
                began = time.perf_counter()
                async with session.get(door.url, allow_redirects=False) as answer:
                    text = await answer.text()
                    assert answer.status == 200, text
                    assert text.count(door.holds) >= door.times, text
                took.append(time.perf_counter() - began)

        began = time.perf_counter()
        await asyncio.gather(*(one_connection() for _ in range(connections)))
        return Round(REQUESTS / (time.perf_counter() - began), took)


def told(rounds: list[Round]) -> str:
    """Median rate, p50 and p99 of all requests."""
    took = sorted(second for one in rounds for second in one.took)
    rate = statistics.median(one.per_second for one in rounds)
    return f"{rate:5.0f}/s p50 {took[len(took) // 2] * 1000:5.1f} ms p99 {took[int(len(took) * 0.99)] * 1000:5.1f} ms"


async def compare(ours: Door, floor: Door, pids: Mapping[str, int]) -> None:
    """Print both at every number of connections, and the CPU of `pids` for ours."""
    for connections in CONNECTIONS:
        of_ours, of_floor = [], []
        used = dict.fromkeys(pids, 0.0)
        for _ in range(ROUNDS):
            of_floor.append(await play(floor, connections))
            before = {name: cpu_seconds(pid) for name, pid in pids.items()}
            of_ours.append(await play(ours, connections))
            for name, pid in pids.items():
                used[name] += cpu_seconds(pid) - before[name]
        rates = [statistics.median(one.per_second for one in rounds) for rounds in (of_ours, of_floor)]
        print(f"{connections:2} connections: edge {told(of_ours)} | floor {told(of_floor)} | {rates[0] / rates[1]:.2f}")
        each = {name: 1000 * spent / ROUNDS / REQUESTS for name, spent in used.items()}
        a_request = ", ".join(f"{name} {spent:.2f}" for name, spent in each.items())
        print(f"   CPU ms a request: {a_request}, together {sum(each.values()):.2f}")


async def until_there(door: Door) -> None:
    """Wait until it answers."""

    async def answers() -> bool:
        try:
            return (await play(door, 1)).per_second > 0
        except aiohttp.ClientError:
            return False

    await wait_until_async(answers, 30)
