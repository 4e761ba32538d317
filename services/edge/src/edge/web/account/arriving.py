"""Coming from another host of the same tenant's portals, with the session that was handed over."""

from starlette.responses import Response

from edge.web.handover import FIELD
from edge.web.visit import Visit


async def arrive(visit: Visit) -> Response:
    """Begin with the session that came along; without a good one, ask to sign in."""
    handover = visit.tools.handover
    fields = await visit.tools.forms.read_from(visit.http, handover.senders(visit.portal))
    visit.session = handover.open(fields.get(FIELD, ""), visit.portal)
    return visit.go("/" if visit.session else "/sign-in?ended=1")
