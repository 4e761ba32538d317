"""A portal at its own host name: there it stands at `/`, alone; elsewhere its pages lead there.

Of what a request says of its host only this counts: which of the hosts in our own settings it is.
"""

from typing import Final
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from chassis.own_hosts import OwnHosts
from contracts.problem import Problem
from edge.http.problems import respond

BASE: Final = "portal.base"
"""What addresses of the portal's pages begin with, in a request's scope; without it `/p/{tenant}/{slug}`."""
KEPT: Final = ("/api/", "/.well-known/", "/assets/", "/livez", "/healthz", "/readyz", "/asyncapi.json")
"""What is the same at every host."""
ELSEWHERE: Final = ("/p", "/console", "/backoffice", "/webhooks")
"""What is at the common host only."""


class AtOwnHosts:
    """Around the app. `hops` proxies of ours say which host they were asked for."""

    def __init__(self, app: ASGIApp, hosts: OwnHosts, *, hops: int) -> None:
        self._app, self._hosts, self._hops = app, hosts, hops
        self._moved = {f"/p/{portal}": hosts.address(portal) for portal in hosts.portals.values()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and self._hosts.portals:
            host = self._host(Headers(scope=scope))
            portal = self._hosts.portal_at(host)
            answer = self._at_own(scope, portal, host) if portal else self._at_common(scope)
            if answer is not None:
                await answer(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _host(self, headers: Headers) -> str:
        if self._hops:
            seen = [each.strip() for each in ",".join(headers.getlist("x-forwarded-host")).split(",") if each.strip()]
            if len(seen) >= self._hops and self._hosts.portal_at(seen[-self._hops].lower()):
                return seen[-self._hops].lower()
        return headers.get("host", "").lower()

    def _at_own(self, scope: Scope, portal: str, host: str) -> ASGIApp | None:
        path: str = scope["path"]
        if path.startswith(KEPT):
            return None
        long = f"/p/{portal}"
        if path.startswith(long + "/") and scope["method"] in ("GET", "HEAD"):
            return _moved(scope, self._hosts.address(portal), path.removeprefix(long))
        if any(path == each or path.startswith(each + "/") for each in ELSEWHERE):
            return respond(Problem.of(404, "not-found", "There is nothing here"))
        scope[BASE] = ""
        scope["path"] = long + path
        scope["raw_path"] = long.encode() + (scope.get("raw_path") or path.encode())
        # What the rest knows of the host is what was found here: forms compare it with their Origin.
        others = [pair for pair in scope["headers"] if pair[0] != b"host"]
        scope["headers"] = [(b"host", host.encode("latin-1")), *others]
        return None

    def _at_common(self, scope: Scope) -> ASGIApp | None:
        path: str = scope["path"]
        portal = "/".join(path.split("/", 4)[:4])
        if portal not in self._moved or scope["method"] not in ("GET", "HEAD"):
            return None
        return _moved(scope, self._moved[portal], path.removeprefix(portal) or "/")


def _moved(scope: Scope, root: str, below: str) -> ASGIApp:
    query = scope["query_string"].decode("latin-1")
    # One leading slash only, whatever was asked for: two would be another host.
    place = f"{root}/{quote(below.lstrip('/'), safe='/~:@!$&()*+,;=-._')}" + (f"?{query}" if query else "")
    return RedirectResponse(place, 308, headers={"cache-control": "no-store"})
