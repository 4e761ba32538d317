"""What people read at an address that leads nowhere; programs get a problem there, as everywhere."""

import re
from collections.abc import Callable
from typing import Final

from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from edge.domain.wishes import wishes_html
from edge.http.own_host import BASE
from edge.web.catalogues import accepted, choose
from edge.web.renderer import Renderer

PROGRAMS: Final = ("/api", "/backoffice", "/webhooks", "/asyncapi.json", "/.well-known", "/assets")
_PORTAL: Final = re.compile(r"/p/[a-z][a-z0-9-]{1,30}/[a-z][a-z0-9-]{1,30}(?=/|$)")
Lost = Callable[[HttpRequest], Response | None]


def make_lost(renderer: Renderer) -> Lost:
    """Give what answers there; None for who does not want a page."""

    def answer(http: HttpRequest) -> Response | None:
        path = http.url.path
        if path.startswith(PROGRAMS) or not wishes_html(http.headers.get("accept", "")):
            return None
        language = choose(accepted(http.headers.get("accept-language", "")))
        return renderer.alone("lost", language, {"home": _home(http, path)}, status=404)

    return answer


def _home(http: HttpRequest, path: str) -> str:
    """Give the start page of the portal that the address is below, "" where it is below none."""
    if path.startswith("/console/"):
        return "/console/"
    portal = _PORTAL.match(path)
    return f"{http.scope.get(BASE, portal[0])}/" if portal else ""
