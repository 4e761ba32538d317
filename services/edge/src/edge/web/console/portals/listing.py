"""All portals, and a new one."""

import re
from typing import Final

from pydantic import ValidationError
from starlette.responses import Response

from contracts.portal_config.portals import CreatePortal, ListPortals
from edge.http.problems import AnsweredProblemError
from edge.web.visit import Visit

SLUG: Final = re.compile(r"[^a-z0-9]+")


async def show(visit: Visit) -> Response:
    """Show them all."""
    return await _page(visit, {})


async def create(visit: Visit) -> Response:
    """Make one, with a draft from the presets; nobody sees anything until it is published."""
    fields = await visit.form()
    name = fields.get("name", "").strip()
    slug = slug_of(fields.get("slug", ""), name)
    try:
        request = CreatePortal.model_validate({"slug": slug, "name": name, "audience": fields.get("audience", "")})
        await visit.ask(request)
    except ValidationError:
        wrong = visit.say("Give a name, and an address of small letters, digits and hyphens that begins with a letter.")
    except AnsweredProblemError as error:
        if error.problem.status != 409:
            raise
        wrong = visit.say("There is a portal with this address already.")
    else:
        return visit.go(f"/portals/{slug}")
    return await _page(visit, fields | {"slug": slug}, wrong=wrong, status=422)


def slug_of(wished: str, name: str) -> str:
    """Give a portal's address: as wished, else made from its name."""
    return wished.strip() or SLUG.sub("-", name.lower()).strip("-")[:31]


async def _page(visit: Visit, fields: dict[str, str], *, wrong: str = "", status: int = 200) -> Response:
    given = {name: fields.get(name, "") for name in ("name", "slug", "audience")}
    values = {"portals": (await visit.ask(ListPortals()))["items"], "given": given, "wrong": wrong}
    return visit.render("console/portals/list", values, status=status)
