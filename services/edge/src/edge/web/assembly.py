"""Puts the pages together: which handler shows which line of the tables, and what they all work with."""

import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route as HttpRoute

from chassis.revocations import Revocations
from contracts.envelope import CloudEvent
from contracts.records.intake import PolicyChanged
from edge.app.portal_views import PortalViews
from edge.domain.crowd import Crowd
from edge.http.observed import note_route
from edge.http.page_table import CONSOLE_PAGES, DESIGN_PAGE, PORTAL_PAGES
from edge.http.reception import Reception
from edge.http.route import Route
from edge.http.table import INVITATION_PAGE, PAGES
from edge.ports import Caller
from edge.web import start
from edge.web.account import forgotten, signing_in
from edge.web.assets import built
from edge.web.console.entrance import ConsoleEntrance
from edge.web.console.shown import CONSOLE
from edge.web.cookie import SessionCookies
from edge.web.design import make_design
from edge.web.entrance import Entrance
from edge.web.forms import Forms
from edge.web.invitation import InvitationPage
from edge.web.link_page import LinkPage
from edge.web.page_door import PageDoor, Show
from edge.web.pages import Pages
from edge.web.password import PasswordPage
from edge.web.records import listing, listing_counts, listing_export, searching
from edge.web.renderer import Renderer
from edge.web.visit import Tools

SHOWN: Final[Mapping[str, Show]] = {
    "start": start.show,
    "sign-in": signing_in.show,
    "sign-in.send": signing_in.send,
    "sign-out": signing_in.sign_out,
    "forgot": forgotten.show,
    "forgot.send": forgotten.send,
    "list": listing.show,
    "list.count": listing_counts.show,
    "list.export": listing_export.export,
    "counts": listing_counts.show_all,
    "search": searching.show,
    **CONSOLE,
}
"""Who shows a page, by its name in the table; a line without one fails at start."""


def make_pages(
    reception: Reception,
    caller: Caller,
    revocations: Revocations,
    *,
    exports: Crowd,
    form_key: bytes,
    api: str,
    https: bool,
) -> list[HttpRoute]:
    """Give the routes of all pages. `api` is the public address of the API."""
    forms, assets, views = Forms(form_key, https=https), built(), PortalViews(time.monotonic)
    tools = Tools(reception, caller, Renderer(assets), forms, form_key, exports)
    cookies = SessionCookies(form_key, https=https)
    entrance, staff_entrance = Entrance(tools, cookies, views), ConsoleEntrance(tools, cookies)
    revocations.on(PolicyChanged.NAME, _forgetting(views))
    doors = [(page, PageDoor(page, SHOWN[page.name], entrance)) for page in PORTAL_PAGES]
    doors += [(page, PageDoor(page, SHOWN[page.name], staff_entrance)) for page in CONSOLE_PAGES]
    return [
        *assets.routes(),
        *_link_pages(reception, caller, forms, api),
        HttpRoute(DESIGN_PAGE.path, make_design(reception, tools.renderer), methods=[DESIGN_PAGE.method]),
        *(HttpRoute(page.path, door.answer, methods=[page.method]) for page, door in doors),
    ]


def _forgetting(views: PortalViews) -> Callable[[CloudEvent], Awaitable[None]]:
    async def forget(cloud: CloudEvent) -> None:
        views.forget(cloud.tenantid, PolicyChanged.model_validate(cloud.data).portal)

    return forget


def _link_pages(reception: Reception, caller: Caller, forms: Forms, api: str) -> list[HttpRoute]:
    pages = Pages()
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
