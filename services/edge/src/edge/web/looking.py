"""The end of a look that staff took at a portal."""

from starlette.responses import RedirectResponse, Response

from edge.web.visit import Visit


async def end(visit: Visit) -> Response:
    """End it in this browser, and go back to the console. The token itself ends within a quarter of an hour."""
    await visit.form()
    visit.session = None
    return RedirectResponse("/console/", 303)
