"""The announcement above every page, until somebody puts it away: their browser remembers which."""

import hashlib
from typing import TYPE_CHECKING, Final

from starlette.responses import Response

from edge.domain.onward import onward

if TYPE_CHECKING:
    from edge.web.visit import Visit

KEPT_SECONDS: Final = 365 * 86_400
MARK: Final = 16
"""Hexadecimal digits that tell one announcement from another."""


async def put_away(visit: "Visit") -> Response:
    """Put away the one that was read, and lead back; another one shows again."""
    fields = await visit.form()
    response = visit.go(onward(fields.get("back", "")))
    response.set_cookie(
        cookie_of(visit),
        fields.get("mark", "")[:MARK],
        max_age=KEPT_SECONDS,
        path="/",
        secure=visit.tools.forms.https,
        httponly=True,
        samesite="lax",
    )
    return response


def standing(visit: "Visit") -> tuple[str, str, str] | None:
    """Give words, tone and mark of what stands above this page; None where nothing does, or it was put away."""
    said = visit.view.get("announcement")
    words = visit.label(said["text"]) if said else ""
    if not said or not words:
        return None
    mark = hashlib.sha256(repr((sorted(said["text"].items()), said["tone"])).encode()).hexdigest()[:MARK]
    return None if visit.http.cookies.get(cookie_of(visit)) == mark else (words, said["tone"], mark)


def cookie_of(visit: "Visit") -> str:
    """Give the cookie's name: each portal has its own. It holds no secret: a taste, like the theme."""
    return "portico.told." + visit.portal.replace("/", ".")
