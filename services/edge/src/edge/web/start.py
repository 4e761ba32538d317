"""The start page: what waits, what is being done, what is new."""

from starlette.responses import Response

from edge.web.visit import Visit


async def show(visit: Visit) -> Response:
    """Show it."""
    return visit.render("start", {})
