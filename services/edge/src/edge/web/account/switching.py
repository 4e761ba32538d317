"""Acting for another account or in another portal of the same tenant, without signing in again."""

from starlette.responses import Response

from contracts.identity.people import ListMemberships, SwitchMembership
from edge.web.entrance import begin
from edge.web.filling import NotTaken, send
from edge.web.handover import lead_into
from edge.web.visit import Json, Visit


async def show(visit: Visit) -> Response:
    """Show all that somebody may act as."""
    return _page(visit, await visit.ask(ListMemberships()))


async def switch(visit: Visit) -> Response:
    """Act as another: in this portal from its start page on, or in the portal that identity names."""
    fields = await visit.form()
    try:
        tokens = await send(visit, SwitchMembership, {"membership_id": fields.get("membership_id", "")})
    except NotTaken as refused:
        return _page(visit, await visit.ask(ListMemberships()), status=refused.problem.status)
    portal = tokens["membership"]["portal"]
    await begin(visit, tokens)
    if portal == visit.portal:
        return visit.go("/")
    return _moved(visit, portal)


def _moved(visit: Visit, portal: str) -> Response:
    """Leave for another portal: the session goes there, and this one's cookie is taken back. It is one, never two."""
    if visit.session is None:
        return visit.go("/sign-in")
    response = lead_into(visit, portal, visit.session)
    visit.session = None
    return response


def _page(visit: Visit, listed: Json, *, status: int = 200) -> Response:
    portals: dict[str, list[Json]] = {}
    for each in listed["items"]:
        portals.setdefault(each["portal_name"], []).append(each)
    values = {"portals": portals, "current": listed.get("current"), "closed": status != 200}
    return visit.render("account/switch", values, status=status)
