"""Makes virtual hosts over RabbitMQ's management API, so that tests don't meet in one."""

import base64
import json
import urllib.request
from urllib.parse import quote, unquote, urlsplit

ANSWER_WITHIN_S = 30.0


def make_vhost(management_url: str, name: str) -> None:
    """An empty virtual host in which the operator may do everything."""
    user = unquote(urlsplit(management_url).username or "")
    _ask(management_url, "PUT", f"/api/vhosts/{quote(name, safe='')}", {})
    everything = {"configure": ".*", "write": ".*", "read": ".*"}
    _ask(management_url, "PUT", f"/api/permissions/{quote(name, safe='')}/{quote(user, safe='')}", everything)


def delete_vhost(management_url: str, name: str) -> None:
    """Away with it and all that is in it."""
    _ask(management_url, "DELETE", f"/api/vhosts/{quote(name, safe='')}", {})


def with_vhost(amqp_url: str, name: str) -> str:
    """The same broker and login, another virtual host."""
    return urlsplit(amqp_url)._replace(path=f"/{quote(name, safe='')}").geturl()


def _ask(management_url: str, method: str, path: str, body: dict[str, str]) -> None:
    parts = urlsplit(management_url)
    login = base64.b64encode(f"{unquote(parts.username or '')}:{unquote(parts.password or '')}".encode()).decode()
    request = urllib.request.Request(  # noqa: S310 - the address is our own broker's
        f"{parts.scheme}://{parts.hostname}:{parts.port}{path}",
        method=method,
        data=json.dumps(body).encode(),
        headers={"Authorization": f"Basic {login}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=ANSWER_WITHIN_S):  # noqa: S310
        pass
