"""A tenant's own RabbitMQ user: it writes to `backoffice.in` under its own name only, and reads only its own queue.

The topic permission is set before the ordinary one: without a topic permission every routing key passes.
"""

import re
import secrets
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

import aiohttp
from yarl import URL

from contracts.kinds import TenantName
from contracts.topology import BACKOFFICE_IN, tenant_queue

MAX_CONNECTIONS: Final = 20
MAX_CHANNELS: Final = 200
TIMEOUT: Final = aiohttp.ClientTimeout(total=10)


class BrokerRefusedError(Exception):
    """The management API did not do what it was asked."""


class BrokerUsers:
    """Makes users over RabbitMQ's management API at `http://user:password@host:port`."""

    def __init__(self, management_url: str, virtual_host: str = "/") -> None:
        url = URL(management_url)
        self._root = url.with_user(None)
        self._headers = {"Authorization": aiohttp.encode_basic_auth(url.user or "", url.password or "")}
        self._virtual_host = quote(virtual_host, safe="")

    async def exists(self, name: str) -> bool:
        """Tell whether a user is there."""
        async with self._session() as session, session.get(self._url(f"users/{quote(name, safe='')}")) as answer:
            return answer.status == 200

    async def make(self, tenant: TenantName) -> tuple[str, str]:
        """Make the tenant's user, or give it a new password; gives name and password."""
        name, password = tenant_queue(tenant), secrets.token_urlsafe(24)
        user, host = quote(name, safe=""), self._virtual_host
        walls = {"exchange": BACKOFFICE_IN, "write": rf"^{re.escape(tenant)}\.", "read": "^$"}
        rights = {"configure": "^$", "write": rf"^{re.escape(BACKOFFICE_IN)}$", "read": rf"^{re.escape(name)}$"}
        await self._put(f"users/{user}", {"password": secrets.token_urlsafe(24), "tags": ""})
        await self._put(f"topic-permissions/{host}/{user}", walls)
        await self._put(f"user-limits/{user}/max-connections", {"value": MAX_CONNECTIONS})
        await self._put(f"user-limits/{user}/max-channels", {"value": MAX_CHANNELS})
        await self._put(f"permissions/{host}/{user}", rights)
        await self._put(f"users/{user}", {"password": password, "tags": ""})
        return name, password

    async def _put(self, path: str, body: Mapping[str, Any]) -> None:
        async with self._session() as session, session.put(self._url(path), json=body) as answer:
            if answer.status >= 300:
                raise BrokerRefusedError(f"PUT {path}: {answer.status} {(await answer.text())[:200]}")

    def _url(self, path: str) -> URL:
        return URL(f"{self._root}".rstrip("/") + f"/api/{path}", encoded=True)

    def _session(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(headers=self._headers, timeout=TIMEOUT)
