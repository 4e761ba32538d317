"""A list of 20 of an account with 2,000 invoices, through the edge with policy, against a bare page.

The floor answers the same query on the same index with Starlette on Motor: no bus, no token, no policy. Interleaved
rounds, medians; requests a second, p50 and p99 at 1, 8 and 32 connections, and CPU milliseconds a request by process.
"""

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Final

from actors import Customer, Tenant, invited_customer, new_tenant, record_event
from actors.backoffice import backoffice_of
from actors.http import opened
from measuring.load import UNLIMITED, Door, compare, until_there
from portico_local.ports import one_at_random
from portico_local.stack import Stack
from stack import own_stack, wait_until_async

INVOICES: Final = 2_000
FLOOR: Final = Path(__file__).parent / "floors" / "list_page.py"
RECORD: Final = '"record_id"'


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
                headers = {"Authorization": f"Bearer {customer.token}"}
                ours = Door(f"{edge.url}/api/v1/records/invoices?limit=20", headers, RECORD, 20)
                bare = Door(f"http://127.0.0.1:{port}/", {}, RECORD, 20)
                asyncio.run(until_there(bare))
                asyncio.run(compare(ours, bare, pids))
            finally:
                floor.terminate()


if __name__ == "__main__":
    main()
