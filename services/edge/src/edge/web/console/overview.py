"""The console's first page: how the portals are, what needs a look."""

import asyncio
from typing import Any, Final

from starlette.responses import Response

from contracts.identity.invitations import ListInvitations
from contracts.message import Request
from contracts.portal_config.portals import CreatePortal, ListPortals
from contracts.records.intake import ListQuarantine
from contracts.records.sources import ListSources
from edge.http.problems import problem_for
from edge.web.visit import Json, Visit

SHOWN: Final = 5


async def show(visit: Visit) -> Response:
    """Show what this person's roles may see; a service that does not answer leaves its card out, and says so."""
    portals, sources, quarantine, invited = await asyncio.gather(
        _asked(visit, ListPortals()),
        _asked(visit, ListSources()),
        _asked(visit, ListQuarantine(limit=SHOWN)),
        _asked(visit, ListInvitations(state="invited", limit=SHOWN)),
    )
    values = {
        "portals": portals, "sources": sources, "quarantine": quarantine, "invited": invited,
        "first_run": _first_run(visit, portals),
    }  # fmt: skip
    return visit.render("console/overview", values)


def _first_run(visit: Visit, portals: Json | None) -> Json | None:
    """Give what leads into the first run: the portal to go on with, {} to begin, None where it is not called for."""
    if portals is None or "away" in portals or not CreatePortal.ROLES & visit.admitted.who.roles:
        return None
    if any(portal["published_version"] for portal in portals["items"]):
        return None
    return next(iter(portals["items"]), {})


async def _asked(visit: Visit, request: Request[Any]) -> Json | None:
    """Give an answer, None where it is not for this person, and `{"away": True}` where the service is away."""
    try:
        return await visit.ask(request)
    except Exception as error:
        problem = problem_for(error)
        if problem.status == 403:
            return None
        if problem.status in (503, 504):
            return {"away": True}
        raise
