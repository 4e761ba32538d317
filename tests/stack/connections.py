"""Looks at a broker's connections and closes them, over RabbitMQ's management API."""

import base64
import json
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from stack.waiting import wait_until

ANSWER_WITHIN_S = 10.0
LISTED_WITHIN_S = 15.0  # the management plugin looks every five seconds


def connections(management_url: str, amqp_url: str) -> list[dict[str, Any]]:
    """The connections of this address's virtual host, as the management API tells them."""
    found: list[dict[str, Any]] = _ask(management_url, "GET", f"/api/vhosts/{_vhost(amqp_url)}/connections")
    return found


def close_connections(management_url: str, amqp_url: str, name: str) -> int:
    """Close every connection that gave itself this name, as soon as there is one; how many there were."""

    def named() -> list[str]:
        return [one["name"] for one in connections(management_url, amqp_url) if _own_name(one) == name]

    found = wait_until(named, LISTED_WITHIN_S)
    for connection in found:
        try:
            _ask(management_url, "DELETE", f"/api/connections/{quote(connection, safe='')}")
        except urllib.error.HTTPError as error:
            if error.code != 404:
                raise
    return len(found)


def _own_name(connection: dict[str, Any]) -> str:
    properties: dict[str, Any] = connection.get("client_properties") or {}
    return str(properties.get("connection_name", ""))


def _vhost(amqp_url: str) -> str:
    return quote(unquote(urlsplit(amqp_url).path.removeprefix("/")) or "/", safe="")


def _ask(management_url: str, method: str, path: str) -> Any:
    parts = urlsplit(management_url)
    login = base64.b64encode(f"{unquote(parts.username or '')}:{unquote(parts.password or '')}".encode()).decode()
    request = urllib.request.Request(  # noqa: S310 - the address is our own broker's
        f"{parts.scheme}://{parts.hostname}:{parts.port}{path}",
        method=method,
        headers={"Authorization": f"Basic {login}"},
    )
    with urllib.request.urlopen(request, timeout=ANSWER_WITHIN_S) as answer:  # noqa: S310
        text = answer.read()
    return json.loads(text) if text else None
