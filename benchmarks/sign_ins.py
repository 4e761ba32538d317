"""Sign-ins a second through the edge, against the password hash alone.

A sign-in is made slow on purpose: its floor is argon2 with the same costs on as many threads as identity uses, and
nothing else. Interleaved rounds, medians.
"""

import asyncio
import os
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import aiohttp
from argon2 import PasswordHasher

from actors import Customer, Tenant, invited_customer, new_tenant
from actors.http import opened
from actors.tenant import PASSWORD
from identity.settings import IdentitySettings
from portico_local.stack import Stack
from stack import own_stack

ROUNDS: Final = 5
SIGN_INS: Final = 60
CONNECTIONS: Final = (1, 8)
UNLIMITED: Final = {"PORTICO_RATE_SIGN_IN": "100000000"}


def default(setting: str) -> int:
    """What identity uses where the operator says nothing."""
    value = IdentitySettings.model_fields[setting].default
    assert isinstance(value, int)
    return value


def hasher() -> PasswordHasher:
    """Identity's own costs."""
    return PasswordHasher(default("argon2_passes"), default("argon2_memory"), default("argon2_lanes"))


def floor_per_second(connections: int) -> float:
    """Verify the right password so often, on so many threads as there are requests at once, at most one a core."""
    argon2 = hasher()
    known = argon2.hash(PASSWORD)
    with ThreadPoolExecutor(min(connections, os.cpu_count() or 1)) as pool:
        began = time.perf_counter()
        assert all(pool.map(lambda _: argon2.verify(known, PASSWORD), range(SIGN_INS)))
        return SIGN_INS / (time.perf_counter() - began)


async def per_second(edge_url: str, tenant: Tenant, customer: Customer, connections: int) -> float:
    """Sign in so often over so many connections."""
    body = {"portal": f"{tenant.name}/customers", "email": customer.email, "password": PASSWORD}
    left = SIGN_INS
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=connections)) as session:

        async def one_connection() -> None:
            nonlocal left
            while left > 0:
                left -= 1
                async with session.post(f"{edge_url}/api/v1/auth/login", json=body) as answer:
                    assert answer.status == 200, await answer.text()

        began = time.perf_counter()
        await asyncio.gather(*(one_connection() for _ in range(connections)))
        return SIGN_INS / (time.perf_counter() - began)


async def measure(stack: Stack, edge_url: str) -> None:
    """Print both and their ratio."""
    async with opened(stack.edge_url) as http:
        tenant = await new_tenant(http, stack.settings)
        customer = await invited_customer(tenant)
    for connections in CONNECTIONS:
        ours, floors = [], []
        for _ in range(ROUNDS):
            floors.append(await asyncio.to_thread(floor_per_second, connections))
            ours.append(await per_second(edge_url, tenant, customer, connections))
        mine, floor = statistics.median(ours), statistics.median(floors)
        print(f"{connections:2} at once: sign-ins {mine:5.1f}/s, argon2 alone {floor:5.1f}/s, ratio {mine / floor:.2f}")


def main() -> None:
    """Measure on a stack of its own."""
    with own_stack() as stack:
        stack.start_all()
        edge = stack.replica("edge", UNLIMITED)
        asyncio.run(measure(stack, edge.url))


if __name__ == "__main__":
    main()
