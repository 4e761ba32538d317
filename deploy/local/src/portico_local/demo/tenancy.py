"""The tenant's staff side: its owner, an API key, its modules and its published portals. Each step may be repeated."""

from collections.abc import Callable

from portico_local.demo.content.company import PORTAL, PORTAL_NAME, SUPPLIERS_PORTAL, SUPPLIERS_PORTAL_NAME
from portico_local.demo.content.meters import DEFINITION, METERS
from portico_local.demo.content.people import OWNER
from portico_local.demo.content.portal import LABELS, Json, definition, portal
from portico_local.demo.content.supply_portal import SHOWN, supply_portal
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


async def portals_published(edge: Edge, staff: str) -> None:
    """The modules defined, each portal's draft written, and published."""
    await edge.ask("PUT", f"/backoffice/v1/modules/{METERS}", definition(DEFINITION), token=staff)
    for module in dict.fromkeys((*LABELS, *SHOWN)):
        path = f"/backoffice/v1/modules/{module}"
        preset = await edge.ask("GET", path, token=staff)
        await edge.ask("PUT", path, definition(preset.body), token=staff)
    await _published(edge, staff, {"slug": PORTAL, "name": PORTAL_NAME, "audience": "customer"}, portal)
    suppliers = {"slug": SUPPLIERS_PORTAL, "name": SUPPLIERS_PORTAL_NAME, "audience": "supplier"}
    await _published(edge, staff, suppliers, supply_portal)


async def _published(edge: Edge, staff: str, fresh: Json, written: Callable[[Json], Json]) -> None:
    await edge.ask("POST", "/backoffice/v1/portals", fresh, token=staff, expected=(409,))
    path = f"/backoffice/v1/portals/{fresh['slug']}"
    draft = await edge.ask("GET", f"{path}/draft", token=staff)
    await edge.ask("PUT", f"{path}/draft", written(draft.body), token=staff, etag=draft.etag)
    await edge.ask("POST", f"{path}/publish", token=staff)
