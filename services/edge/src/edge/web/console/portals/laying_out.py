"""How a module is laid out: columns of its lists, sections of its records' pages; beside it, how that looks.

As with the filter, the form is the state: buttons move things in it and the page comes back, drawn anew.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from starlette.responses import Response

from contracts.problem import Fault
from edge.domain.drafts.entry import entry_of, with_entry
from edge.domain.drafts.layout_form import Laid, drawable, edited, finished, read_entry, read_form, with_layout
from edge.domain.drafts.unfit import Unfit
from edge.domain.refusal import NotFound
from edge.web.console.portals.drafting import FIELDS, FORM, Drafted, Fields, load, page, save
from edge.web.console.portals.granted import grants_of
from edge.web.console.portals.layout_drawn import Offered, drawn, focus_after
from edge.web.console.portals.module_words import ModuleWords
from edge.web.console.portals.sampled import Sample, chosen_account, sample_of
from edge.web.console.portals.tabs import module_tabs_of
from edge.web.visit import Json, Visit
from policy import Grant


async def show(visit: Visit) -> Response:
    """Show it."""
    draft = await load(visit)
    try:
        _, entry = entry_of(draft.document, _module(visit))
    except Unfit as unfit:
        raise NotFound from unfit
    return await _page(visit, draft, read_entry(entry), visit.http.query_params)


async def send(visit: Visit) -> Response:
    """Save it; or only draw the page anew, with something moved."""
    fields, module = await visit.form(FORM, FIELDS), _module(visit)
    what = fields.get("do", "save")
    if what == "save":
        then = f"/portals/{visit.http.path_params['slug']}/modules/{module}/layout"
        return await save(visit, partial(_changed, module), then, partial(_wrong, visit), fields)
    draft = await load(visit)
    _, entry = entry_of(draft.document, module)
    laid = edited(read_form(fields, _related(draft, entry)), what, fields, _usual(grants_of(entry, draft.modules)))
    return await _page(visit, draft, laid, fields, focus=focus_after(what, laid))


def _changed(module: str, draft: Drafted, fields: Fields) -> Json:
    number, entry = entry_of(draft.document, module)
    laid = finished(read_form(fields, _related(draft, entry)))
    return with_entry(draft.document, number, with_layout(entry, laid))


async def _wrong(visit: Visit, draft: Drafted, fields: Fields, faults: Sequence[Fault]) -> Response:
    _, entry = entry_of(draft.document, _module(visit))
    laid = finished(read_form(fields, _related(draft, entry)))
    return await _page(visit, draft, laid, fields, faults=faults, status=422)


async def _page(
    visit: Visit, draft: Drafted, laid: Laid, asked: Mapping[str, str], *, faults: Sequence[Fault] = (),
    focus: str = "", status: int = 200,
) -> Response:  # fmt: skip
    module = _module(visit)
    number, entry = entry_of(draft.document, module)
    grants, words = grants_of(entry, draft.modules), ModuleWords(visit, module, draft.modules[module])
    accounts, account = await chosen_account(visit, asked.get("account", "")) if draft.may_save else ([], "")
    values = {
        "module": module,
        "here": f"/portals/{draft.slug}/modules/{module}/layout",
        "module_tabs": module_tabs_of(visit, draft.slug, module),
        "name": words.called(entry),
        "laid": drawn(words, laid, Offered(_usual(grants), grants, _named(visit, draft, _related(draft, entry)))),
        "languages": draft.document.get("languages") or ["en"],
        "other_layouts": len(entry.get("layouts") or ()),
        "wrong": [fault.detail for fault in faults],
        "wrong_parts": _parts_in(faults, f"/modules/{number}/layout/detail/"),
        "accounts": accounts,
        "account": account,
        "focus": focus,
        "sample": await _sample(visit, draft, laid, account) if draft.may_save and not faults else Sample(),
    }
    return page(visit, draft, "layout", values, status=status)


async def _sample(visit: Visit, draft: Drafted, laid: Laid, account: str) -> Sample:
    module = _module(visit)
    number, entry = entry_of(draft.document, module)
    document = with_entry(draft.document, number, with_layout(entry, drawable(laid)))
    return await sample_of(visit, draft, document, module, account)


def _usual(grants: Mapping[str, Grant]) -> list[str]:
    return [name for name, grant in grants.items() if grant.kind is not None]


def _related(draft: Drafted, entry: Json) -> list[str]:
    """Give the modules that may stand on its pages: those named already, in their order, then the portal's others."""
    listed = [each["module"] for each in draft.entries if each["module"] != entry["module"]]
    return list(dict.fromkeys([*(entry.get("related") or ()), *listed]))


def _named(visit: Visit, draft: Drafted, modules: Sequence[str]) -> dict[str, str]:
    entries = {each["module"]: each for each in draft.entries}
    return {
        name: ModuleWords(visit, name, draft.modules.get(name) or {}).called(entries.get(name) or {})
        for name in modules
    }


def _parts_in(faults: Sequence[Fault], inside: str) -> frozenset[int]:
    """Give which sections something is wrong with."""
    steps = (fault.pointer.removeprefix(inside).split("/")[0] for fault in faults if fault.pointer.startswith(inside))
    return frozenset(int(step) for step in steps if step.isdecimal())


def _module(visit: Visit) -> str:
    return str(visit.http.path_params["module"])
