"""Into another portal with a session: by a cookie at this host, by a sealed form at another, where cookies cannot go.

What is handed over opens one portal for half a minute, comes in the body of a form, and from our own hosts only.
"""

import hashlib
import hmac
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final
from urllib.parse import urlsplit

from starlette.responses import RedirectResponse, Response

from chassis.cursors import CursorSealer, InvalidCursorError
from chassis.keys import write_bytes
from chassis.own_hosts import OwnHosts
from edge.web.cookie import Session
from edge.web.visit import Visit

HELD_SECONDS: Final = 30
ARRIVE: Final = "/arrive"
FIELD: Final = "session"


class Handover:
    """Seals sessions for other hosts of ours. `key` is 32 bytes and the same on every replica."""

    def __init__(self, key: bytes, hosts: OwnHosts, now: Callable[[], float] = time.time) -> None:
        self._sealer = CursorSealer(write_bytes(hmac.digest(key, b"handed over", hashlib.sha256)))
        self._now, self.hosts = now, hosts

    def seal(self, portal: str, session: Session) -> str:
        """Seal a session for this portal."""
        return self._sealer.seal({"until": self._now() + HELD_SECONDS, **asdict(session)}, portal)

    def open(self, sealed: str, portal: str) -> Session | None:
        """Give the session; None for what was sealed for another portal, too long ago, or not by us."""
        try:
            found: Any = self._sealer.open(sealed, portal)
        except InvalidCursorError:
            return None
        return Session(found["access"], found["renew"], found["profile"]) if found["until"] > self._now() else None

    def senders(self, portal: str) -> frozenset[str]:
        """Give the origins that may hand over to a portal: the common host, and those of the same tenant's portals."""
        tenant = portal.split("/", maxsplit=1)[0] + "/"
        whole = urlsplit(self.hosts.root)
        port = f":{whole.port}" if whole.port else ""
        own = (host for host, each in self.hosts.portals.items() if each.startswith(tenant))
        return frozenset({origin_of(self.hosts.root), *(f"{whole.scheme}://{host}{port}" for host in own)})


def lead_into(visit: Visit, portal: str, session: Session) -> Response:
    """Lead the browser into a portal, with this session in it."""
    handover = visit.tools.handover
    if handover.hosts.own(portal) is None and visit.base:
        response: Response = RedirectResponse(f"/p/{portal}/", 303)
        visit.tools.cookies.write(response, portal, session)
        return response
    there = handover.hosts.address(portal)
    sent = {"place": there + ARRIVE, "field": FIELD, "sealed": handover.seal(portal, session)}
    response = visit.render("moving", sent, sends_to=origin_of(there))
    # The other host asks whose form it is: with the policy of other pages browsers would not say.
    response.headers["referrer-policy"] = "strict-origin"
    return response


def origin_of(address: str) -> str:
    """Give scheme, host and port of an address."""
    whole = urlsplit(address)
    return f"{whole.scheme}://{whole.netloc}"
