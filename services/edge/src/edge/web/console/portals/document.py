"""The draft as the document that it is, for whoever likes to write it: refused with each place that is wrong, and
with the difference where somebody else was faster.
"""

import json
from typing import Final

from pydantic import ValidationError
from starlette.responses import Response

from contracts.portal_config.portals import SaveDraft, ShowDraft
from contracts.problem import Problem
from edge.http.problems import AnsweredProblemError
from edge.web.console.portals.portal import definitions
from edge.web.console.portals.wording import Told, Wording
from edge.web.visit import Json, Visit

FORM: Final = 1024 * 1024
"""Bytes of a document as a form."""


async def show(visit: Visit) -> Response:
    """Show it."""
    draft = await visit.ask(ShowDraft(slug=visit.http.path_params["slug"]))
    return _page(visit, _written(draft["document"]), draft["revision"])


async def save(visit: Visit) -> Response:
    """Save it, if nobody was faster."""
    fields, slug = await visit.form(FORM), visit.http.path_params["slug"]
    text, revision = fields.get("document", ""), fields.get("revision", "")
    seen = int(revision) if revision.isdigit() else -1
    try:
        document = json.loads(text)
        request = SaveDraft(slug=slug, expected_revision=seen, document=document)
    except (ValueError, ValidationError, RecursionError) as error:
        wrong = [("/", visit.say("This is no JSON object: %(why)s", why=str(error).splitlines()[0][:200]))]
        return _page(visit, text, seen, wrong=wrong, status=422)
    try:
        await visit.ask(request)
    except AnsweredProblemError as error:
        if error.problem.status == 412:
            return await _late(visit, document, error.problem)
        if error.problem.status != 422:
            raise
        wrong = [(fault.pointer or "/", fault.detail) for fault in error.problem.errors]
        return _page(visit, text, seen, wrong=wrong, status=422)
    return visit.go(f"/portals/{slug}?told=saved")


async def _late(visit: Visit, document: Json, problem: Problem) -> Response:
    """Show what the other one changed, with this one's text kept, to be saved over theirs or not."""
    draft, modules = await visit.ask(ShowDraft(slug=visit.http.path_params["slug"])), await definitions(visit)
    theirs = [change.model_dump(mode="json") for change in problem.changes]
    told = Wording(visit, document, draft["document"], modules).tell(theirs)
    return _page(visit, _written(document), draft["revision"], theirs=told, late=True, status=412)


def _written(document: Json) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1)


def _page(
    visit: Visit, text: str, revision: int, *, wrong: list[tuple[str, str]] | None = None,
    theirs: list[Told] | None = None, late: bool = False, status: int = 200,
) -> Response:  # fmt: skip
    values = {
        "slug": visit.http.path_params["slug"], "text": text, "revision": revision, "wrong": wrong or [],
        "theirs": theirs or [], "late": late,
    }  # fmt: skip
    return visit.render("console/portals/document", values, status=status)
