"""Puts the pages together: which handler shows which line of the tables, and what they all work with."""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final

from starlette.routing import Route as HttpRoute

from chassis.own_hosts import OwnHosts
from contracts.envelope import CloudEvent
from contracts.records.intake import PolicyChanged
from edge.app.logos import Logos
from edge.app.portal_views import PortalViews
from edge.domain.crowd import Crowd
from edge.http.page_table import CONSOLE_PAGES, DESIGN_PAGE, PORTAL_PAGES
from edge.http.reception import Reception
from edge.http.streaming import OpenStream
from edge.ports import Caller
from edge.web import announcement, installable, logo, looking, start, stream
from edge.web.account.shown import ACCOUNT
from edge.web.assets import built
from edge.web.console.entrance import ConsoleEntrance
from edge.web.console.shown import CONSOLE
from edge.web.cookie import SessionCookies
from edge.web.design import make_design
from edge.web.entrance import Entrance
from edge.web.forms import Forms
from edge.web.handover import Handover
from edge.web.lost import Lost, make_lost
from edge.web.page_door import PageDoor, Show
from edge.web.records import history, listing, listing_counts, listing_export, record, searching
from edge.web.renderer import Renderer
from edge.web.visit import Tools

SHOWN: Final[Mapping[str, Show]] = {
    "start": start.show,
    "announcement.put-away": announcement.put_away,
    "look.end": looking.end,
    "stream": stream.show,
    "manifest": installable.manifest,
    "icon": installable.icon,
    "icon-maskable": installable.maskable_icon,
    "logo": logo.show,
    "worker": installable.worker,
    "offline": installable.offline,
    "list": listing.show,
    "list.count": listing_counts.show,
    "list.export": listing_export.export,
    "counts": listing_counts.show_all,
    "search": searching.show,
    "record": record.show,
    "record.history": history.show,
    **ACCOUNT,
    **CONSOLE,
}
"""Who shows a page, by its name in the table; a line without one fails at start."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where the public finds us: host names, whether over TLS, and the broker, "" where its address is not told."""

    hosts: OwnHosts
    https: bool
    broker: str


def make_pages(
    reception: Reception, caller: Caller, opening: OpenStream, *, exports: Crowd, form_key: bytes, where: Where
) -> tuple[list[HttpRoute], Lost]:
    """Give the routes of all pages, and what people see at addresses that lead nowhere."""
    forms, assets, views = Forms(form_key, https=where.https), built(), PortalViews(time.monotonic)
    cookies = SessionCookies(form_key, https=where.https)
    tools = Tools(
        reception, caller, Renderer(assets), forms, form_key, exports, cookies, opening,
        Handover(form_key, where.hosts), Logos(), where.broker,
    )  # fmt: skip
    entrance, staff_entrance = Entrance(tools, cookies, views), ConsoleEntrance(tools, cookies)
    opening.revocations.on(PolicyChanged.NAME, _forgetting(views))
    doors = [(page, PageDoor(page, SHOWN[page.name], entrance)) for page in PORTAL_PAGES]
    doors += [(page, PageDoor(page, SHOWN[page.name], staff_entrance)) for page in CONSOLE_PAGES]
    routes = [
        *assets.routes(),
        HttpRoute(DESIGN_PAGE.path, make_design(reception, tools.renderer), methods=[DESIGN_PAGE.method]),
        *(HttpRoute(page.path, door.answer, methods=[page.method]) for page, door in doors),
    ]
    return routes, make_lost(tools.renderer)


def _forgetting(views: PortalViews) -> Callable[[CloudEvent], Awaitable[None]]:
    async def forget(cloud: CloudEvent) -> None:
        views.forget(cloud.tenantid, PolicyChanged.model_validate(cloud.data).portal)

    return forget
