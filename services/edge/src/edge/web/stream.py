"""The live stream of a page, for whoever the page's cookie says is signed in."""

from starlette.responses import Response

from edge.web.visit import Visit


async def show(visit: Visit) -> Response:
    """Open it. `?watch[invoices]=…` names the records that the page shows."""
    return visit.tools.opening(visit.http, visit.admitted)
