"""A list of 20 of an account with 2,000 invoices, through the edge with policy, against a bare page.

The floor answers the same query on the same index with Starlette on Motor: no bus, no token, no policy. Interleaved
rounds, medians; requests a second, p50 and p99 at 1, 8 and 32 connections, and CPU milliseconds a request by process.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import aiohttp

from actors import Customer, Tenant, invited_customer, new_tenant, record_event
from actors.backoffice import backoffice_of
from actors.http import opened
from portico_local.ports import one_at_random
from portico_local.stack import Stack
from stack import own_stack, wait_until_async

INVOICES: Final = 2_000
ROUNDS: Final = 5
REQUESTS: Final = 250
CONNECTIONS: Final = (1, 8, 32)
UNLIMITED: Final = {"PORTICO_RATE_READ": "100000000"}
TICKS: Final = os.sysconf("SC_CLK_TCK")
FLOOR: Final = Path(__file__).parent / "floors" / "list_page.py"


@dataclass(frozen=True)
class Door:
    """A page to ask for."""

    url: str
    headers: Mapping[str, str]


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
    async with aiohttp.ClientSession(connector=connector, headers=door.headers) as session:

        async def one_connection() -> None:
            nonlocal left
            while left > 0:
                left -= 1
                began = time.perf_counter()
                async with session.get(door.url) as answer:
                    text = await answer.text()
                    assert answer.status == 200, text
                    assert text.count('"record_id"') == 20
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
    """Print both at every number of connections."""
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
        a_request = ", ".join(f"{name} {1000 * spent / ROUNDS / REQUESTS:.2f}" for name, spent in used.items())
        print(f"   CPU ms a request: {a_request}")


async def filled(stack: Stack) -> tuple[Tenant, Customer]:
    """A tenant whose customer has so many invoices."""
    async with opened(stack.edge_url) as http:
        tenant = await new_tenant(http, stack.settings)
        customer = await invited_customer(tenant)
        events = [record_event(tenant.name, f"INV-{n:04}", 1) for n in range(INVOICES)]
        async with backoffice_of(tenant.name, tenant.amqp_url) as backoffice:
            for start in range(0, INVOICES, 100):
                await backoffice.publish_batch(events[start : start + 100])

        async def all_there() -> bool:
            return len(await customer.records()) == INVOICES

        await wait_until_async(all_there, 60)
    return tenant, customer


def main() -> None:
    """Measure on a stack of its own."""
    with own_stack() as stack:
        stack.start_all()
        edge = stack.replica("edge", UNLIMITED)
        tenant, customer = asyncio.run(filled(stack))
        port = one_at_random()
        words = [sys.executable, str(FLOOR), stack.settings["PORTICO_MONGO_URL"], tenant.name, str(port)]
        with subprocess.Popen(words) as floor:  # noqa: S603  our own file
            try:
                pids = {"edge": edge.pid, "records": stack.services["records"].pid}
                pids |= {"rabbitmq": stack.parts["rabbitmq"].pid, "mongod": stack.parts["mongodb"].pid}
                ours = Door(
                    f"{edge.url}/api/v1/records/invoices?limit=20", {"Authorization": f"Bearer {customer.token}"}
                )
                bare = Door(f"http://127.0.0.1:{port}/", {})
                asyncio.run(_until_there(bare))
                asyncio.run(compare(ours, bare, pids))
            finally:
                floor.terminate()


async def _until_there(door: Door) -> None:
    async def answers() -> bool:
        try:
            return (await play(door, 1)).per_second > 0
        except aiohttp.ClientError:
            return False

    await wait_until_async(answers, 30)


if __name__ == "__main__":
    main()
