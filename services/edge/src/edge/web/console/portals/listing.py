"""All portals, and a new one."""

from starlette.responses import Response

from contracts.portal_config.portals import CreatePortal, ListPortals
from edge.web.console.portals.making import make_portal, slug_of
from edge.web.visit import Visit


async def show(visit: Visit) -> Response:
    """Show them all."""
    return await _page(visit, {})


async def create(visit: Visit) -> Response:
    """Make one, with a draft from the presets; nobody sees anything until it is published."""
    fields = await visit.form()
    name = fields.get("name", "").strip()
    slug = slug_of(fields.get("slug", ""), name)
    wrong = await make_portal(visit, {"slug": slug, "name": name, "audience": fields.get("audience", "")})
    if not wrong:
        return visit.go(f"/portals/{slug}")
    return await _page(visit, fields | {"slug": slug}, wrong=wrong, status=422)


async def _page(visit: Visit, fields: dict[str, str], *, wrong: str = "", status: int = 200) -> Response:
    given = {name: fields.get(name, "") for name in ("name", "slug", "audience")}
    may_make = bool(CreatePortal.ROLES & visit.admitted.who.roles)
    values = {
        "portals": (await visit.ask(ListPortals()))["items"],
        "given": given,
        "wrong": wrong,
        "may_make": may_make,
    }
    return visit.render("console/portals/list", values, status=status)
