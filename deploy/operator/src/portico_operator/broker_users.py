"""A tenant's own RabbitMQ user: it writes to `backoffice.in` under its own name only, and reads only its own queue.

The topic permission is set before the ordinary one: without a topic permission every routing key passes. RabbitMQ
keeps connections open when their user's password changes, so replacing one closes them, before the new one works.
"""

import asyncio
import json
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
CLOSING_ROUNDS: Final = 25
CLOSING_PAUSE: Final = 0.2
TIMEOUT: Final = aiohttp.ClientTimeout(total=10)


class BrokerRefusedError(Exception):
    """The management API did not do what it was asked."""


class NoSuchUserError(BrokerRefusedError):
    """The tenant has no user at the broker."""


class BrokerUsers:
    """Makes users over RabbitMQ's management API at `http://user:password@host:port`."""

    def __init__(self, management_url: str, virtual_host: str = "/") -> None:
        url = URL(management_url)
        self._root = url.with_user(None)
        self._headers = {"Authorization": aiohttp.encode_basic_auth(url.user or "", url.password or "")}
        self._virtual_host = quote(virtual_host, safe="")

    async def exists(self, name: str) -> bool:
        """Tell whether a user is there."""
        return await self._ask("GET", f"users/{quote(name, safe='')}", missing_ok=True) is not None

    async def make(self, tenant: TenantName) -> tuple[str, str]:
        """Make the tenant's user, or finish making it; gives name and password."""
        await self._wall_in(tenant)
        return await self._set_password(tenant_queue(tenant))

    async def rotate(self, tenant: TenantName) -> tuple[str, str]:
        """Give the tenant's user a new password and end what is connected with the old; gives name and password.

        Until the new one is set nobody gets in: interrupted, it locks the backoffice out until it is done again, and
        never lets the old password in. Raises NoSuchUserError.
        """
        name = tenant_queue(tenant)
        if not await self.exists(name):
            raise NoSuchUserError(f"there is no user {name}: `portico tenant create` makes it")
        await self._wall_in(tenant)
        await self._close_connections(name)
        return await self._set_password(name)

    async def _wall_in(self, tenant: TenantName) -> None:
        """Make the user with a password that nobody knows, behind its walls."""
        name = tenant_queue(tenant)
        user, host = quote(name, safe=""), self._virtual_host
        walls = {"exchange": BACKOFFICE_IN, "write": rf"^{re.escape(tenant)}\.", "read": "^$"}
        rights = {"configure": "^$", "write": rf"^{re.escape(BACKOFFICE_IN)}$", "read": rf"^{re.escape(name)}$"}
        await self._put(f"users/{user}", {"password": secrets.token_urlsafe(24), "tags": ""})
        await self._put(f"topic-permissions/{host}/{user}", walls)
        await self._put(f"user-limits/{user}/max-connections", {"value": MAX_CONNECTIONS})
        await self._put(f"user-limits/{user}/max-channels", {"value": MAX_CHANNELS})
        await self._put(f"permissions/{host}/{user}", rights)

    async def _set_password(self, name: str) -> tuple[str, str]:
        password = secrets.token_urlsafe(24)
        await self._put(f"users/{quote(name, safe='')}", {"password": password, "tags": ""})
        return name, password

    async def _close_connections(self, name: str) -> None:
        """Close them, also one that was on its way in; the broker forgets a closed one a moment later."""
        path = f"connections/username/{quote(name, safe='')}"
        for _ in range(CLOSING_ROUNDS):
            await self._ask("DELETE", path, missing_ok=True)
            if not await self._ask("GET", path, missing_ok=True):
                return
            await asyncio.sleep(CLOSING_PAUSE)
        raise BrokerRefusedError(f"connections of {name} do not close: run it again; until then nobody gets in")

    async def _put(self, path: str, body: Mapping[str, Any]) -> None:
        await self._ask("PUT", path, body)

    async def _ask(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, *, missing_ok: bool = False
    ) -> Any:  # noqa: ANN401  whatever JSON the broker answers
        """Give the answer; None where there is none. Raises BrokerRefusedError."""
        async with self._session() as session, session.request(method, self._url(path), json=body) as answer:
            if answer.status == 404 and missing_ok:
                return None
            if answer.status >= 300:
                raise BrokerRefusedError(f"{method} {path}: {answer.status} {(await answer.text())[:200]}")
            text = await answer.text()
            return json.loads(text) if text else None

    def _url(self, path: str) -> URL:
        return URL(f"{self._root}".rstrip("/") + f"/api/{path}", encoded=True)

    def _session(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(headers=self._headers, timeout=TIMEOUT)
