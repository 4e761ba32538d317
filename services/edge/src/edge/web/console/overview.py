"""The console's first page: how the portals are, what needs a look."""

import asyncio
from typing import Any, Final

from starlette.responses import Response

from contracts.identity.invitations import ListInvitations
from contracts.message import Request
from contracts.portal_config.portals import ListPortals
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
    values = {"portals": portals, "sources": sources, "quarantine": quarantine, "invited": invited}
    return visit.render("console/overview", values)


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
