"""One shop for all workers of a run: whoever comes first opens it, the others walk in."""

import asyncio
import fcntl
import json
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from actors import Customer, Http, Tenant
from browsing.shop import Shop, opened_shop
from stack.fixtures import DOOR

KEPT: Final = ("name", "owner", "owner_token", "api_key", "amqp_url", "mail_url")
"""What of a tenant the others need to know."""


async def shared_shop(http: Http, environ: Mapping[str, str]) -> Shop:
    """Give this run's shop; nobody in it is signed in yet (`Shop.fresh`)."""
    kept = Path(os.environ[DOOR]).with_name("shop.json")
    async with _alone(kept.with_suffix(".lock")):
        if not kept.exists():
            shop = await opened_shop(http, environ)
            told = {"tenant": {name: getattr(shop.tenant, name) for name in KEPT}, "email": shop.customer.email}
            kept.write_text(json.dumps(told), encoding="utf-8")
    told = json.loads(kept.read_text(encoding="utf-8"))
    tenant = Tenant(**told["tenant"], http=http, environ=environ)
    return Shop(tenant, Customer(http, told["email"], {}), f"{http.base}/p/{tenant.name}/customers")


@asynccontextmanager
async def _alone(path: Path) -> AsyncIterator[None]:
    with path.open("w", encoding="utf-8") as lock:
        await asyncio.to_thread(fcntl.flock, lock, fcntl.LOCK_EX)
        yield
