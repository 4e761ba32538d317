"""Puts the pages together, from the pages' part of the route table."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route as HttpRoute

from edge.http.observed import note_route
from edge.http.reception import Reception
from edge.http.route import Route
from edge.http.table import INVITATION_PAGE, PAGES
from edge.ports import Caller
from edge.web.forms import Forms
from edge.web.invitation import InvitationPage
from edge.web.link_page import LinkPage
from edge.web.pages import Pages
from edge.web.password import PasswordPage


def make_pages(reception: Reception, caller: Caller, *, form_key: bytes, api: str, https: bool) -> list[HttpRoute]:
    """Give the routes of all pages. `api` is the public address of the API."""
    pages, forms = Pages(), Forms(form_key, https=https)
    invitation = InvitationPage(reception, caller, pages, forms, api)
    password = PasswordPage(reception, caller, pages, forms, api)
    return [
        HttpRoute(
            route.path,
            _answer(invitation if route.path == INVITATION_PAGE else password, route),
            methods=[route.method],
        )
        for route in PAGES
    ]


def _answer(page: LinkPage[Any], route: Route) -> Callable[[HttpRequest], Awaitable[Response]]:
    async def answer(http: HttpRequest) -> Response:
        note_route(http, route)
        return await page.answer(route, http)

    return answer
