"""A portal's draft as its editors have it: read with its revision, changed in one part, saved if nobody was faster.

An editor's page is `page(visit, await load(visit), …)`; its forms come from `templates/console/portals/editing.html`,
carry the revision that they were made from, and are answered by `save`: with what became of it, with the difference
where somebody else saved meanwhile, or with what is wrong.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.responses import RedirectResponse, Response

from contracts.portal_config.portals import SaveDraft, ShowDraft
from contracts.portal_config.tenancy import ListModules
from contracts.problem import Fault, Problem
from edge.domain.drafts.unfit import Unfit
from edge.http.problems import AnsweredProblemError
from edge.web.console.portals.saved import Saved, earlier, saved_at
from edge.web.console.portals.tabs import tabs_of
from edge.web.console.portals.wording import Told, Wording, told_between
from edge.web.visit import Json, Visit

FORM: Final = 256 * 1024
"""Bytes of a form that changes a draft."""
FIELDS: Final = 1_000
"""Fields of one: every field that a module may have, three times."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft as it was read. `modules` are the tenant's definitions by name; `may_save` tells of the visitor.

    `saved` is what the save did that led here.
    """

    slug: str
    revision: int
    document: Json
    changed_at: str
    modules: Mapping[str, Json]
    may_save: bool
    saved: Saved | None = None

    @property
    def entries(self) -> list[Json]:
        """Give the modules' entries, in order."""
        return list(self.document.get("modules") or ())


Fields = Mapping[str, str]
Change = Callable[[Drafted, Fields], Json]
"""Gives the document as a form wants it, from the draft as it is now. Raises Unfit where that cannot be."""
Wrong = Callable[[Drafted, Fields, Sequence[Fault]], Awaitable[Response]]
"""Answers with an editor's page again, and what is wrong beside its fields; pointers lead into the document."""


async def definitions(visit: Visit) -> dict[str, Json]:
    """Give the tenant's module definitions by name."""
    listed = await visit.ask(ListModules())
    return {each["module"]: each["definition"] for each in listed["items"]}


async def load(visit: Visit) -> Drafted:
    """Read the draft of the portal that the address names."""
    slug = visit.http.path_params["slug"]
    draft, modules = await asyncio.gather(visit.ask(ShowDraft(slug=slug)), definitions(visit))
    may_save = bool(SaveDraft.ROLES & visit.admitted.who.roles)
    saved = await saved_at(visit, draft, modules)
    return Drafted(slug, draft["revision"], draft["document"], draft["changed_at"], modules, may_save, saved)


def page(visit: Visit, draft: Drafted, template: str, values: Mapping[str, object], *, status: int = 200) -> Response:
    """Answer with an editor's page, `templates/console/portals/<template>.html`: it begins with editing.html's head."""
    known = {"draft": draft, "tabs": tabs_of(visit, draft.slug)}
    return visit.render(f"console/portals/{template}", {**known, **values}, status=status)


async def save(
    visit: Visit, change: Change, then: str, wrong: Wrong | None = None, fields: Fields | None = None,
    *, same: bool = True,
) -> Response:  # fmt: skip
    """Take an editor's form and go on to `then`, a path below the console, once it is saved.

    `fields` are those of the form where they have been read already. Unless `same`, a form that changes nothing is not
    saved.
    """
    fields = await visit.form(FORM, FIELDS) if fields is None else fields
    draft, seen = await load(visit), number_in(fields.get("revision", ""))
    try:
        document = change(draft, fields)
    except Unfit:
        if seen == draft.revision:
            raise
        document = draft.document  # what it was meant for is gone: whoever took it away is told of below
    if not same and document == draft.document and seen == draft.revision:
        return _onward(visit, then)
    try:
        kept = await visit.ask(SaveDraft(slug=draft.slug, expected_revision=seen, document=document))
    except AnsweredProblemError as error:
        if error.problem.status == 412:
            return await _late(visit, change, fields, error.problem, then)
        if error.problem.status != 422:
            raise
        faults = faults_in(error.problem)
        return await wrong(draft, fields, faults) if wrong else _refused(visit, draft, faults, then)
    return _onward(visit, f"{then}{'&' if '?' in then else '?'}saved={kept['revision']}")


def faults_in(problem: Problem) -> list[Fault]:
    """Give what is wrong with a document that was sent, with pointers into the document itself."""
    return [fault.model_copy(update={"pointer": fault.pointer.removeprefix("/document")}) for fault in problem.errors]


def told_by_others(visit: Visit, seen: Json, now: Drafted, problem: Problem) -> list[Told]:
    """Give what others have saved since a draft was `seen`, in words, as the refusal of a late save tells it."""
    changes = [change.model_dump(mode="json") for change in problem.changes]
    return Wording(visit, seen, now.document, now.modules).tell(changes)


def _onward(visit: Visit, then: str) -> Response:
    """Lead on; where htmx swaps a part it follows by itself, and the focus stays where the new page puts it."""
    return RedirectResponse(visit.address(then), 303) if visit.partial else visit.go(then)


async def _late(visit: Visit, change: Change, fields: Fields, problem: Problem, then: str) -> Response:
    """Show what the others changed and what this form is about to, to be done to the draft as it is now, or not."""
    now = await load(visit)
    seen = await earlier(visit, now.slug, number_in(fields.get("revision", "")))
    try:
        mine = change(now, fields)
    except Unfit:
        mine = now.document
    values = {
        "theirs": told_by_others(visit, seen or now.document, now, problem),
        "mine": told_between(visit, now.document, mine, now.modules),
        "kept": {name: value for name, value in fields.items() if name != "revision"},
        "below": visit.http.url.path.removeprefix(visit.root),
        "back": then.partition("?")[0],
    }
    return page(visit, now, "late", values, status=412)


def _refused(visit: Visit, draft: Drafted, faults: Sequence[Fault], then: str) -> Response:
    return page(visit, draft, "refused", {"wrong": faults, "back": then.partition("?")[0]}, status=422)


def number_in(text: str) -> int:
    """Give the revision that a form carries, -1 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
