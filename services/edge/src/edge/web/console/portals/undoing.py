"""Takes a save of a draft back: the draft is what it was before, as its newest revision."""

from starlette.responses import Response

from contracts.portal_config.versions import ShowEarlierDraft
from edge.domain.onward import onward
from edge.domain.refusal import NotFound
from edge.web.console.portals import drafting
from edge.web.visit import Visit


async def undo(visit: Visit) -> Response:
    """Go back to the revision that the form names, unless somebody has saved since, and to the page it came from."""
    fields, slug = await visit.form(), visit.http.path_params["slug"]
    before, back = drafting.number_in(fields.get("before", "")), onward(fields.get("back", ""))
    if before < 1:
        raise NotFound
    earlier = await visit.ask(ShowEarlierDraft(slug=slug, revision=before))
    then = back if back.startswith((f"/portals/{slug}/", f"/first/{slug}/")) else f"/portals/{slug}"
    return await drafting.save(visit, lambda _draft, _fields: earlier["document"], then, fields=fields)
