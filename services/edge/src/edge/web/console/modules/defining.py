"""Defining a module of one's own: a new one, a copy, or one that is there, changed row by row and saved at once."""

from collections.abc import Sequence
from typing import Final

from pydantic import ValidationError
from starlette.responses import Response

from contracts.portal_config.tenancy import DefineModule, ShowModule
from contracts.problem import Problem
from edge.domain.definition_changes import changes
from edge.domain.definition_form import SPOKEN, Form, definition_of, done, form_of, form_sent
from edge.domain.refusal import NotFound
from edge.http.problems import AnsweredProblemError
from edge.web.catalogues import later
from edge.web.console.modules.listing import is_preset, presets
from edge.web.console.modules.wording import TONES, TYPES, Mistake, mistake, told
from edge.web.language import own_name
from edge.web.visit import Json, Visit

FORM: Final = 512 * 1024
"""Bytes of a definition as a form."""
FIELDS: Final = 2_500
"""Fields of one: nine for each of 200 fields, nine for each of 50 statuses, some beside."""
NOT_THERE: Final = 0
NOTHING: Final = Mistake({}, ())
TAKEN: Final = later("There is a module of this name already.")


async def ask_new(visit: Visit) -> Response:
    """Show the form of a new one: empty, or with what a module that `?copy=` names has."""
    visit.refuse_unless(DefineModule)
    copied = visit.http.query_params.get("copy", "")
    form = Form("", {})
    if copied:
        definition = (await visit.ask(ShowModule(module=copied)))["definition"]
        form = form_of(f"own_{copied}"[:41], definition)
    return _page(visit, form, NOT_THERE)


async def create(visit: Visit) -> Response:
    """Take the form of a new one."""
    fields = await visit.form(FORM, FIELDS)
    return await _take(visit, form_sent(fields.get("module", "").strip(), fields), fields)


async def ask(visit: Visit) -> Response:
    """Show the form of one of the tenant's own."""
    visit.refuse_unless(DefineModule)
    module = await _own(visit)
    return _page(visit, form_of(module["module"], module["definition"]), module["revision"])


async def save(visit: Visit) -> Response:
    """Take the form of one of the tenant's own."""
    fields = await visit.form(FORM, FIELDS)
    return await _take(visit, form_sent((await _own(visit))["module"], fields), fields)


async def _own(visit: Visit) -> Json:
    """Give the module that the address names. Raises NotFound for a preset: those are read, and copied."""
    name = visit.http.path_params["module"]
    module = await visit.ask(ShowModule(module=name))
    if is_preset(module, await presets(visit)):
        raise NotFound
    return module


async def _take(visit: Visit, form: Form, fields: dict[str, str]) -> Response:
    """Do with the rows what a button asks for; without one, save if nobody was faster."""
    revision = fields.get("revision", "")
    seen = int(revision) if revision.isascii() and revision.isdigit() and len(revision) < 10 else -1
    if (changed := done(form, fields.get("do", ""))) is not None:
        return _page(visit, changed, seen)
    try:
        request = DefineModule(module=form.module, definition=definition_of(form), expected_revision=seen)
    except ValidationError:
        wrong = visit.say("A name is small letters, digits and underscores, and begins with a letter.")
        return _page(visit, form, seen, Mistake({"module": wrong}, ()), status=422)
    if seen == NOT_THERE and form.module in await presets(visit):
        return _page(visit, form, seen, Mistake({"module": visit.say(TAKEN)}, ()), status=409)
    try:
        saved = await visit.ask(request)
    except AnsweredProblemError as error:
        return await _refused(visit, form, seen, error)
    return visit.go(f"/modules/{form.module}?told={'same' if saved['revision'] == seen else 'saved'}")


async def _refused(visit: Visit, form: Form, seen: int, error: AnsweredProblemError) -> Response:
    problem = error.problem
    if problem.status == 412:
        return await _late(visit, form, seen)
    if problem.status not in (409, 422):
        raise error
    wrong = mistake(visit, problem.errors)
    return _page(visit, form, seen, wrong, in_use=_in_use(visit, problem), status=problem.status)


async def _late(visit: Visit, form: Form, seen: int) -> Response:
    """Show what saving this form would change of what a colleague has saved; a new one's name is taken."""
    if seen == NOT_THERE:
        return _page(visit, form, seen, Mistake({"module": visit.say(TAKEN)}, ()), status=412)
    now = await visit.ask(ShowModule(module=form.module))
    differs = told(visit, changes(now["definition"], definition_of(form)))
    return _page(visit, form, now["revision"], late=differs, status=412)


def _in_use(visit: Visit, problem: Problem) -> str:
    if problem.code == "portal-config.module-in-use":
        return visit.say("A published portal uses what this would take away. Publish the portal without it first.")
    if problem.status == 409:
        return visit.say("There are as many modules as a company may have.")
    return ""


def _page(
    visit: Visit, form: Form, revision: int, wrong: Mistake = NOTHING, *, late: Sequence[str] | None = None,
    in_use: str = "", status: int = 200,
) -> Response:  # fmt: skip
    values = {
        "form": form,
        "revision": revision,
        "new": revision == NOT_THERE,
        "wrong": wrong.beside,
        "above": wrong.above,
        "late": late,
        "in_use": in_use,
        "types": [(kind, visit.say(words)) for kind, words in TYPES.items()],
        "tones": [(tone, visit.say(words)) for tone, words in TONES.items()],
        "spoken": [(language, own_name(language)) for language in SPOKEN],
    }
    return visit.render("console/modules/edit", values, status=status)
