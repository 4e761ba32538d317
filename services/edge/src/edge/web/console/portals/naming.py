"""What a module is called in one portal, in each of its languages."""

from functools import partial

from starlette.responses import Response

from edge.domain.drafts.modules import named
from edge.web.console.portals.drafting import Drafted, Fields, save
from edge.web.visit import Json, Visit


async def save_names(visit: Visit) -> Response:
    """Keep the names."""
    params = visit.http.path_params
    return await save(visit, partial(_named, params["module"]), f"/portals/{params['slug']}/modules/{params['module']}")


def _named(module: str, draft: Drafted, fields: Fields) -> Json:
    languages = draft.document.get("languages") or ()
    return named(draft.document, module, {language: fields.get(f"name.{language}", "") for language in languages})
