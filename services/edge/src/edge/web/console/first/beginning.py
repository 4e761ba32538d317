"""The first run begins, goes on where one was, or is taken back."""

from typing import Any, Final

from starlette.responses import Response

from contracts.portal_config.portals import CreatePortal, ListPortals, RemovePortal, SaveDraft, ShowDraft
from edge.domain.drafts.first_run import dated, named
from edge.http.problems import AnsweredProblemError
from edge.web.catalogues import later
from edge.web.console.first.naming import asked_for, choices
from edge.web.console.first.steps import keep_place, kept_place, path, steps_of
from edge.web.console.portals import picture
from edge.web.console.portals.making import make_portal, slug_of
from edge.web.console.telling import told_about
from edge.web.visit import Json, Visit

TOLD: Final = {"undone": ("success", later("It is gone, as if it had never been. Begin anew whenever you like."))}


async def show(visit: Visit) -> Response:
    """Go on where this browser was, else offer to begin, or to go on with what is not published yet."""
    visit.tools.reception.refuse_call(CreatePortal, visit.admitted)
    unfinished = await _unfinished(visit)
    place = kept_place(visit.http)
    if place and place[0] in {portal["slug"] for portal in unfinished} and "new" not in visit.http.query_params:
        return visit.go(path(*place))
    return _page(visit, unfinished, {})


async def make(visit: Visit) -> Response:
    """Make the portal with its name and look; nobody sees anything until the last step."""
    try:
        sent = await picture.form_of(visit)
    except picture.NoPicture:
        return _page(visit, await _unfinished(visit), {}, no_logo=visit.say(picture.NONE), status=422)
    fields = sent.fields
    try:
        fields = await picture.kept(visit, sent)
    except picture.NoPicture:
        return _page(visit, await _unfinished(visit), fields, no_logo=visit.say(picture.NONE), status=422)
    said = asked_for(fields)
    slug = slug_of(fields.get("slug", ""), said["name"])
    wrong = await make_portal(visit, {"slug": slug, "name": said["name"], "audience": fields.get("audience", "")})
    if not wrong:
        return await _named(visit, slug, said)
    return _page(visit, await _unfinished(visit), {**fields, "slug": slug}, wrong=wrong, status=422)


async def undo(visit: Visit) -> Response:
    """Take the portal back: its draft goes with it."""
    await visit.form()
    try:
        await visit.ask(RemovePortal(slug=visit.http.path_params["slug"]))
    except AnsweredProblemError as error:
        if error.problem.status not in (404, 409):
            raise
        # Published meanwhile: then it stays, and its page says how to switch it off.
        return visit.go("/portals" if error.problem.status == 404 else f"/portals/{visit.http.path_params['slug']}")
    response = visit.go("/first?told=undone")
    keep_place(visit, response, "")
    return response


async def _named(visit: Visit, slug: str, said: Json) -> Response:
    """Give the new draft its languages and colour; if they do not fit, its first step says why."""
    draft = await visit.ask(ShowDraft(slug=slug))
    document = dated(named(draft["document"], **said))
    try:
        await visit.ask(SaveDraft(slug=slug, expected_revision=draft["revision"], document=document))
    except AnsweredProblemError as error:
        if error.problem.status not in (412, 422):
            raise
        return visit.go(path(slug, "name"))
    return visit.go(path(slug, "shows"))


async def _unfinished(visit: Visit) -> list[Json]:
    listed = await visit.ask(ListPortals())
    return [portal for portal in listed["items"] if not portal["published_version"]]


def _page(
    visit: Visit, unfinished: list[Json], fields: dict[str, Any], *,
    wrong: str = "", no_logo: str = "", status: int = 200,
) -> Response:  # fmt: skip
    values = {
        "steps": steps_of(visit, "", "name"),
        "unfinished": unfinished,
        "given": {
            "name": fields.get("name", ""),
            "slug": fields.get("slug", ""),
            "audience": fields.get("audience", "customer"),
        },
        "wrong": wrong,
        "told_about": told_about(visit, TOLD),
        **choices(visit, fields.get("language") or visit.language, asked_for(fields)["others"], fields.get("primary")),
        "no_logo": no_logo,
    }
    return visit.render("console/first/begin", values, status=status)
