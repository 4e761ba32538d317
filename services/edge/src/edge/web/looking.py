"""The end of a look that staff took at a portal."""

from starlette.responses import RedirectResponse, Response

from edge.web.visit import Visit

CONSOLE = "/console/"


async def end(visit: Visit) -> Response:
    """End it in this browser, and go back to the console. The token itself ends within a quarter of an hour."""
    await visit.form()
    visit.session = None
    if visit.base:
        return RedirectResponse(CONSOLE, 303)
    # At the portal's own host there is no console, and a form may not lead to another host: the next page does.
    place = visit.tools.handover.hosts.root + CONSOLE
    response = visit.render("ended", {"place": place})
    response.headers["refresh"] = f"0; url={place}"
    return response
