"""Which records of a module show: whose they are (scope) and which of them (filter), built like a sentence.

The form is the state: a button adds or takes away a line and the page comes back with it; nothing is kept before it is
saved.
"""

from collections.abc import Sequence
from functools import partial
from typing import Final

from starlette.responses import Response

from contracts.problem import Fault
from edge.domain.drafts.entry import entry_of, with_entry
from edge.domain.drafts.filter_form import edited, is_half_made, read_form
from edge.domain.drafts.filter_phrases import plain, spoken
from edge.domain.drafts.filter_tree import Group, NotShowable, place_of, pruned, read, write
from edge.domain.drafts.unfit import Unfit
from edge.domain.refusal import NotFound
from edge.web.console.portals.drafting import FIELDS, FORM, Drafted, Fields, load, page, save
from edge.web.console.portals.filter_drawn import drawn
from edge.web.console.portals.filter_words import FilterWords, fields_of
from edge.web.console.portals.sentences import SCOPES
from edge.web.console.portals.tabs import module_tabs_of
from edge.web.visit import Json, Visit

SHOWN: Final = ":kind"
"""The field that tells that the form shows the filter."""
BUILDER: Final = "div#builder"
"""What htmx swaps."""


async def show(visit: Visit) -> Response:
    """Show them."""
    draft = await load(visit)
    try:
        _, entry = entry_of(draft.document, _module(visit))
    except Unfit as unfit:
        raise NotFound from unfit
    try:
        group = spoken(read(entry.get("filter")), fields_of(_module(visit), _definition(draft, _module(visit))))
    except NotShowable:
        return _page(visit, draft, None, entry.get("scope", ""))
    return _page(visit, draft, group, entry.get("scope", ""))


async def send(visit: Visit) -> Response:
    """Save them; or only draw the page anew, with a line more or less."""
    fields, module = await visit.form(FORM, FIELDS), _module(visit)
    draft = await load(visit)
    known, what = fields_of(module, _definition(draft, module)), fields.get("do", "save")
    if what == "save" and not is_half_made(fields, known):
        then = f"/portals/{visit.http.path_params['slug']}/modules/{module}/filter"
        return await save(visit, partial(_changed, module), then, partial(_wrong, visit), fields)
    group = edited(read_form(fields, known), what, known)
    return _page(visit, draft, group, fields.get("scope", ""), focus=what)


def _changed(module: str, draft: Drafted, fields: Fields) -> Json:
    number, entry = entry_of(draft.document, module)
    definition = _definition(draft, module)
    if SHOWN in fields:
        entry = _filtered(entry, fields, module, definition)
    scope = fields.get("scope", entry.get("scope"))
    if scope != entry.get("scope") or fields.get("everyone"):
        entry = {key: value for key, value in entry.items() if key != "everyone"} | {"scope": scope}
        if scope == "everyone" and fields.get("everyone"):
            entry["everyone"] = True
    return with_entry(draft.document, number, entry)


def _filtered(entry: Json, fields: Fields, module: str, definition: Json) -> Json:
    """Give the entry with the filter of a form; one that says what was said before stays as it was written."""
    known = fields_of(module, definition)
    wanted = plain(pruned(read_form(fields, known)))
    if plain(spoken(read(entry.get("filter")), known)) == wanted:
        return entry
    written = write(wanted, {name: field.kind for name, field in known.items()})
    rest = {key: value for key, value in entry.items() if key != "filter"}
    return rest | ({"filter": written} if written else {})


async def _wrong(visit: Visit, draft: Drafted, fields: Fields, faults: Sequence[Fault]) -> Response:
    module = _module(visit)
    group = pruned(read_form(fields, fields_of(module, _definition(draft, module)))) if SHOWN in fields else None
    return _page(visit, draft, group, fields.get("scope", ""), faults=faults, status=422)


def _page(
    visit: Visit, draft: Drafted, group: Group | None, scope: str, *, faults: Sequence[Fault] = (), focus: str = "",
    status: int = 200,
) -> Response:  # fmt: skip
    module = _module(visit)
    number, entry = entry_of(draft.document, module)
    words = FilterWords(visit, module, _definition(draft, module))
    inside = f"/modules/{number}/filter"
    at_lines = {place_of(one.pointer[len(inside) :].split("/")): one.detail for one in faults if inside in one.pointer}
    values = {
        "module": module,
        "here": f"/portals/{draft.slug}/modules/{module}/filter",
        "part": visit.partial and visit.http.headers.get("hx-target", "") == BUILDER,
        "module_tabs": module_tabs_of(visit, draft.slug, module),
        "name": words.called(entry),
        "scope": scope,
        "scopes": [(value, visit.say(name), visit.say(meaning)) for value, name, meaning in SCOPES],
        "everyone": entry.get("everyone") is True,
        "sentence": words.sentence(group) if group else "",
        "group": drawn(visit, words, group, at_lines, focus) if group else None,
        "scope_wrong": next((one.detail for one in faults if one.pointer == f"/modules/{number}/scope"), ""),
        "wrong": [one for one in faults if inside not in one.pointer and not one.pointer.endswith("/scope")],
    }
    return page(visit, draft, "filter", values, status=status)


def _module(visit: Visit) -> str:
    return str(visit.http.path_params["module"])


def _definition(draft: Drafted, module: str) -> Json:
    if module not in draft.modules:
        raise Unfit("There is no such module any more.")
    return draft.modules[module]
