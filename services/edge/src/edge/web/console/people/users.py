"""Portal users: who is in, and as what; each let in, let go, changed or signed out from the page of their own."""

from typing import Any, Final

from pydantic import ValidationError
from starlette.responses import Response

from contracts.identity.people import ChangeMembership, ChangeUser, ListUsers, RevokeMembership
from contracts.identity.person import EndPersonSession, EndPersonSessions
from contracts.message import Request
from edge.web.catalogues import later
from edge.web.console.telling import outcome
from edge.web.visit import Visit

TOLD: Final = {
    "deactivated": ("success", later("Deactivated: every session has ended, and nobody signs in with this address.")),
    "activated": ("success", later("Let in again.")),
    "ended": ("success", later("The membership has ended, in every open tab within two seconds.")),
    "roles": ("success", later("The roles hold within two seconds.")),
    "no-role": ("warning", later("A role is small letters, digits and hyphens; several are parted by blanks.")),
    "signed-out": ("success", later("Signed out there, within two seconds.")),
    "signed-out-everywhere": ("success", later("Signed out on every device, within two seconds.")),
    "gone": ("info", later("Somebody else was faster: it is not here any more.")),
}


async def show(visit: Visit) -> Response:
    """Show a page of them by e-mail address."""
    query = visit.http.query_params
    page = await visit.ask(ListUsers(limit=20, cursor=query.get("cursor") or None))
    return visit.render("console/people/users", {"page": page})


async def switch(visit: Visit) -> Response:
    """Deactivate somebody, or let them in again."""
    active = (await visit.form()).get("active") == "1"
    request = ChangeUser(id=visit.http.path_params["id"], active=active)
    return await _done(visit, request, "activated" if active else "deactivated")


async def change_roles(visit: Visit) -> Response:
    """Change a membership's roles."""
    said = (await visit.form()).get("roles", "").replace(",", " ").split()
    params = visit.http.path_params
    try:
        request = ChangeMembership(id=params["id"], membership_id=params["membership_id"], roles=tuple(said))
    except ValidationError:
        return visit.go(f"/people/{params['id']}?told=no-role")
    return await _done(visit, request, "roles")


async def end_membership(visit: Visit) -> Response:
    """End a membership; the person stays, with what else they are member of."""
    await visit.form()
    params = visit.http.path_params
    return await _done(visit, RevokeMembership(id=params["id"], membership_id=params["membership_id"]), "ended")


async def end_session(visit: Visit) -> Response:
    """Sign them out on one device."""
    await visit.form()
    params = visit.http.path_params
    return await _done(visit, EndPersonSession(id=params["id"], session_id=params["session_id"]), "signed-out")


async def end_sessions(visit: Visit) -> Response:
    """Sign them out everywhere."""
    await visit.form()
    return await _done(visit, EndPersonSessions(id=visit.http.path_params["id"]), "signed-out-everywhere")


async def _done(visit: Visit, request: Request[Any], told: str) -> Response:
    return visit.go(f"/people/{visit.http.path_params['id']}?told={await outcome(visit, request, told)}")
