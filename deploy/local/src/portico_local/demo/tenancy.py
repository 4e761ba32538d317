"""The tenant's staff side: its owner, an API key, its modules and its published portal. Each step may be repeated."""

from portico_local.demo.content.company import PORTAL, PORTAL_NAME
from portico_local.demo.content.people import OWNER
from portico_local.demo.content.portal import LABELS, definition, portal
from portico_local.demo.doors.edge import Edge
from portico_local.demo.doors.operator import Made

KEY_NAME = "Demo backoffice"


async def owner_signed_in(edge: Edge, tenant: str, made: Made) -> str:
    """The owner's access token; the first time, the owner sets the password."""
    if made.owner_token:
        first = {"token": made.owner_token, "password": OWNER.password, "name": OWNER.name}
        answer = await edge.ask("POST", "/backoffice/v1/auth/activate", first)
    else:
        known = {"tenant": tenant, "email": OWNER.email, "password": OWNER.password}
        answer = await edge.ask("POST", "/backoffice/v1/auth/login", known)
    return str(answer.body["access_token"])


async def api_key(edge: Edge, staff: str, made: Made) -> str:
    """The tenant's first key or, where that is in use and cannot be read again, one of the demo's own."""
    if made.api_key:
        return made.api_key
    known = await edge.ask("GET", "/backoffice/v1/api-keys", token=staff)
    for key in known.body["items"]:
        if key["name"] == KEY_NAME:
            await edge.ask("DELETE", f"/backoffice/v1/api-keys/{key['id']}", token=staff)
    fresh = await edge.ask("POST", "/backoffice/v1/api-keys", {"name": KEY_NAME}, token=staff)
    return str(fresh.body["key"])


async def portal_published(edge: Edge, staff: str) -> None:
    """The modules defined, the portal's draft written, and published."""
    for module in LABELS:
        path = f"/backoffice/v1/modules/{module}"
        preset = await edge.ask("GET", path, token=staff)
        await edge.ask("PUT", path, definition(preset.body), token=staff)
    fresh = {"slug": PORTAL, "name": PORTAL_NAME, "audience": "customer"}
    await edge.ask("POST", "/backoffice/v1/portals", fresh, token=staff, expected=(409,))
    path = f"/backoffice/v1/portals/{PORTAL}/draft"
    draft = await edge.ask("GET", path, token=staff)
    await edge.ask("PUT", path, portal(draft.body), token=staff, etag=draft.etag)
    await edge.ask("POST", f"/backoffice/v1/portals/{PORTAL}/publish", token=staff)
