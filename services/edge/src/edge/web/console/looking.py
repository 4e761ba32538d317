"""Looking at a portal from the console: as one of its people, or as the draft would make it. Read-only, for a while.

The browser gets the portal's own cookie with a token that changes nothing and that nothing renews; the services
themselves refuse whatever has an effect.
"""

from dataclasses import replace
from typing import Final

from pydantic import ValidationError
from starlette.responses import Response

from contracts.identity.previewing import OpenPreview
from contracts.identity.view_as import ViewAs
from contracts.portal_config.portals import ShowDraft
from contracts.records.previewing import KeepPreview
from edge.http.problems import AnsweredProblemError
from edge.web.cookie import Session
from edge.web.entrance import profile_of
from edge.web.handover import lead_into
from edge.web.visit import Json, Visit

OF_A_READER: Final = ("language", "time_zone", "date_format", "time_format", "country")
"""What a portal's defaults say of how people read."""
TOLD: Final = "/portals/{slug}?told={told}"


async def view_as(visit: Visit) -> Response:
    """Look through the eyes of one membership."""
    await visit.form()
    try:
        view = await visit.ask(ViewAs(membership_id=visit.http.path_params["membership_id"]))
    except AnsweredProblemError as error:
        if error.problem.status not in (404, 409):
            raise
        return visit.go(f"/people/{visit.http.path_params['id']}?told=gone")
    looking = replace(visit, admitted=replace(visit.admitted, token=view["access_token"]))
    return _into(visit, view["membership"]["portal"], view["access_token"], await profile_of(looking))


async def preview(visit: Visit) -> Response:
    """Look at the draft as a kind of user: of an account, of some roles, or of none."""
    fields, slug = await visit.form(), visit.http.path_params["slug"]
    draft = await visit.ask(ShowDraft(slug=slug))
    roles = tuple(fields.get("roles", "").replace(",", " ").split())
    try:
        kept = await visit.ask(
            KeepPreview(slug=slug, draft_revision=draft["revision"], document=draft["document"], roles=roles)
        )
        request = OpenPreview(
            slug=slug,
            preview_id=kept["id"],
            draft_revision=kept["draft_revision"],
            account_id=fields.get("account", "").strip() or None,
            roles=roles,
        )
    except (ValidationError, AnsweredProblemError) as error:
        if isinstance(error, AnsweredProblemError) and error.problem.status not in (409, 422):
            raise
        return visit.go(TOLD.format(slug=slug, told="no-preview"))
    opened = await visit.ask(request)
    return _into(visit, opened["portal"], opened["access_token"], _reader(visit, draft["document"]))


def _reader(visit: Visit, document: Json) -> Json:
    """Give the profile of nobody in particular: the portal's defaults, under the name of who looks."""
    defaults = document.get("defaults") or {}
    return {name: defaults.get(name) for name in OF_A_READER} | {
        "name": visit.profile.get("name", ""),
        "membership": {},
    }


def _into(visit: Visit, portal: str, token: str, profile: Json) -> Response:
    """Go into the portal; whoever was signed in to it in this browser is not any more."""
    return lead_into(visit, portal, Session(token, "", profile))
