"""The draft as the document that it is, for whoever likes to write it: refused with each place that is wrong, and
with the difference where somebody else was faster.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pydantic import ValidationError
from starlette.responses import Response

from contracts.portal_config.portals import SaveDraft
from contracts.problem import Problem
from edge.http.problems import AnsweredProblemError
from edge.web.console.portals import drafting
from edge.web.console.portals.drafting import Drafted
from edge.web.console.portals.wording import Told
from edge.web.visit import Json, Visit

FORM: Final = 1024 * 1024
"""Bytes of a document as a form."""


async def show(visit: Visit) -> Response:
    """Show it."""
    draft = await drafting.load(visit)
    return _page(visit, draft, _written(draft.document))


async def save(visit: Visit) -> Response:
    """Save it, if nobody was faster."""
    fields = await visit.form(FORM)
    text, revision = fields.get("document", ""), fields.get("revision", "")
    # What is shown again is this one's text, with the revision that they had before them.
    draft = replace(await drafting.load(visit), revision=int(revision) if revision.isdigit() else -1)
    try:
        document = json.loads(text)
        request = SaveDraft(slug=draft.slug, expected_revision=draft.revision, document=document)
    except (ValueError, ValidationError, RecursionError) as error:
        wrong = [("/", visit.say("This is no JSON object: %(why)s", why=str(error).splitlines()[0][:200]))]
        return _page(visit, draft, text, wrong=wrong, status=422)
    try:
        await visit.ask(request)
    except AnsweredProblemError as error:
        if error.problem.status == 412:
            return await _late(visit, document, error.problem)
        if error.problem.status != 422:
            raise
        wrong = [(fault.pointer or "/", fault.detail) for fault in drafting.faults_in(error.problem)]
        return _page(visit, draft, text, wrong=wrong, status=422)
    return visit.go(f"/portals/{draft.slug}?told=saved")


async def _late(visit: Visit, document: Json, problem: Problem) -> Response:
    """Show what the other one changed, with this one's text kept, to be saved over theirs or not."""
    now = await drafting.load(visit)
    theirs = drafting.told_by_others(visit, document, now, problem)
    return _page(visit, now, _written(document), theirs=theirs, late=True, status=412)


def _written(document: Json) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1)


def _page(
    visit: Visit, draft: Drafted, text: str, *, wrong: Sequence[tuple[str, str]] = (),
    theirs: Sequence[Told] = (), late: bool = False, status: int = 200,
) -> Response:  # fmt: skip
    values = {"text": text, "wrong": wrong, "theirs": theirs, "late": late}
    return drafting.page(visit, draft, "document", values, status=status)
