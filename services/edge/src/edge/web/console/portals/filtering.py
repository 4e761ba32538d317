"""Which records of a module show: whose they are (scope) and which of them (filter), built like a sentence.

The form is the state: a button adds or takes away a line and the page comes back with it; nothing is kept before it is
saved.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from starlette.responses import Response

from contracts.problem import Fault
from edge.domain.drafts.entry import entry_of, with_entry
from edge.domain.drafts.filter_form import edited, is_half_made, read_form
from edge.domain.drafts.filter_phrases import Field, plain, spoken
from edge.domain.drafts.filter_tree import Group, NotShowable, place_of, pruned, read, write
from edge.domain.drafts.unfit import Unfit
from edge.domain.refusal import NotFound
from edge.web.console.portals.drafting import FIELDS, FORM, Drafted, Fields, load, page, save
from edge.web.console.portals.filter_drawn import drawn
from edge.web.console.portals.filter_words import FilterWords, fields_of
from edge.web.console.portals.sampled import chosen_account, held_of
from edge.web.console.portals.sentences import SCOPES
from edge.web.console.portals.tabs import module_tabs_of
from edge.web.visit import Json, Visit

SHOWN: Final = ":kind"
"""The field that tells that the form shows the filter."""
BUILDER: Final = "div#builder"
"""What htmx swaps."""


async def show(visit: Visit) -> Response:
    """Show them."""
    draft, module = await load(visit), _module(visit)
    try:
        _, entry = entry_of(draft.document, module)
    except Unfit as unfit:
        raise NotFound from unfit
    group = _group(entry, fields_of(module, _definition(draft, module)))
    asked = {"scope": entry.get("scope", ""), "account": visit.http.query_params.get("account", "")}
    return await _page(visit, draft, group, asked | ({"everyone": "1"} if entry.get("everyone") is True else {}))


async def send(visit: Visit) -> Response:
    """Save them; or only draw the page anew, with a line more or less."""
    fields, module = await visit.form(FORM, FIELDS), _module(visit)
    draft = await load(visit)
    known, what = fields_of(module, _definition(draft, module)), fields.get("do", "save")
    if what == "save" and not is_half_made(fields, known):
        then = f"/portals/{visit.http.path_params['slug']}/modules/{module}/filter"
        return await save(visit, partial(_changed, module), then, partial(_wrong, visit), fields)
    group = edited(read_form(fields, known), what, known) if SHOWN in fields else None
    return await _page(visit, draft, group, fields, focus=what)


def _changed(module: str, draft: Drafted, fields: Fields) -> Json:
    group = read_form(fields, fields_of(module, _definition(draft, module))) if SHOWN in fields else None
    return _document(draft, module, group, fields)


def _document(draft: Drafted, module: str, group: Group | None, asked: Fields) -> Json:
    """Give the draft with this filter (None is the one that it has) and the scope that is asked for."""
    number, entry = entry_of(draft.document, module)
    if group is not None:
        entry = _filtered(entry, group, fields_of(module, _definition(draft, module)))
    scope = asked.get("scope", entry.get("scope"))
    if scope != entry.get("scope") or asked.get("everyone"):
        entry = {key: value for key, value in entry.items() if key != "everyone"} | {"scope": scope}
        if scope == "everyone" and asked.get("everyone"):
            entry["everyone"] = True
    return with_entry(draft.document, number, entry)


def _filtered(entry: Json, group: Group, known: Mapping[str, Field]) -> Json:
    """Give the entry with a filter; one that says what was said before stays as it was written."""
    before, wanted = _group(entry, known), plain(pruned(group))
    if before is None:
        raise Unfit("The filter is one now that cannot be shown as lines.")
    if plain(before) == wanted:
        return entry
    written = write(wanted, {name: field.kind for name, field in known.items()})
    rest = {key: value for key, value in entry.items() if key != "filter"}
    return rest | ({"filter": written} if written else {})


def _group(entry: Json, known: Mapping[str, Field]) -> Group | None:
    """Give the filter of an entry in phrases, None where it is none that can be shown as lines."""
    try:
        return spoken(read(entry.get("filter")), known)
    except NotShowable:
        return None


async def _wrong(visit: Visit, draft: Drafted, fields: Fields, faults: Sequence[Fault]) -> Response:
    module = _module(visit)
    group = pruned(read_form(fields, fields_of(module, _definition(draft, module)))) if SHOWN in fields else None
    return await _page(visit, draft, group, fields, faults=faults, status=422)


async def _page(
    visit: Visit, draft: Drafted, group: Group | None, asked: Fields, *, faults: Sequence[Fault] = (), focus: str = "",
    status: int = 200,
) -> Response:  # fmt: skip
    module = _module(visit)
    number, entry = entry_of(draft.document, module)
    words = FilterWords(visit, module, _definition(draft, module))
    inside, scope_at = f"/modules/{number}/filter", f"/modules/{number}/scope"
    said = {one.pointer: one.detail for one in faults}
    at_lines = {place_of(at[len(inside) :].split("/")): told for at, told in said.items() if at.startswith(inside)}
    values = {
        "module": module,
        "here": f"/portals/{draft.slug}/modules/{module}/filter",
        "part": visit.partial and visit.http.headers.get("hx-target", "") == BUILDER,
        "module_tabs": module_tabs_of(visit, draft.slug, module),
        "name": words.called(entry),
        "scope": asked.get("scope", ""),
        "scopes": [(value, visit.say(name), visit.say(meaning)) for value, name, meaning in SCOPES],
        "everyone": bool(asked.get("everyone")),
        "sentence": words.sentence(group) if group else "",
        "group": drawn(visit, words, group, at_lines, focus) if group is not None else None,
        "scope_wrong": said.get(scope_at, ""),
        "wrong": [one for one in faults if not one.pointer.startswith((inside, scope_at))],
        **await _held(visit, draft, group, asked),
    }
    return page(visit, draft, "filter", values, status=status)


async def _held(visit: Visit, draft: Drafted, group: Group | None, asked: Fields) -> dict[str, object]:
    """Give which records of an account would show, and whose eyes there are to look through."""
    if not draft.may_save:
        return {"accounts": [], "account": "", "held": None}
    module = _module(visit)
    accounts, account = await chosen_account(visit, asked.get("account", ""))
    document = _document(draft, module, group, asked)
    number, entry = entry_of(document, module)
    bare = with_entry(document, number, {key: value for key, value in entry.items() if key != "filter"})
    return {
        "accounts": accounts,
        "account": account,
        "held": await held_of(visit, draft, (document, bare), module, account),
    }


def _module(visit: Visit) -> str:
    return str(visit.http.path_params["module"])


def _definition(draft: Drafted, module: str) -> Json:
    if module not in draft.modules:
        raise Unfit("There is no such module any more.")
    return draft.modules[module]
