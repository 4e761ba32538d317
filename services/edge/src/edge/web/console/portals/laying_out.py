"""How a module is laid out: columns of its lists, sections of its records' pages; beside it, how that looks.

As with the filter, the form is the state: buttons move things in it and the page comes back, drawn anew.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from starlette.responses import Response

from contracts.problem import Fault
from edge.domain.drafts.entry import entry_of, with_entry
from edge.domain.drafts.layout_form import Laid, drawable, edited, finished, read_entry, read_form, with_layout
from edge.domain.drafts.role_layouts import NEW, read_layout, with_role_layout, without_layout
from edge.domain.drafts.unfit import Unfit
from edge.domain.refusal import NotFound
from edge.web.console.portals.drafting import FIELDS, FORM, Drafted, Fields, Wrong, load, page, save
from edge.web.console.portals.granted import grants_of
from edge.web.console.portals.layout_drawn import Offered, drawn, focus_after
from edge.web.console.portals.module_words import ModuleWords
from edge.web.console.portals.sampled import Sample, chosen_account, sample_of
from edge.web.console.portals.tabs import module_tabs_of
from edge.web.visit import Json, Visit

_PART: Final = re.compile(r"^/modules/[0-9]+/layouts?(?:/[0-9]+)?/detail/([0-9]+)")


@dataclass(frozen=True, slots=True)
class Laying:
    """What is being laid out: `which` layout ("" is everybody's, else one for some roles), for whom, and how."""

    which: str
    roles: tuple[str, ...]
    laid: Laid

    def into(self, draft: Drafted, module: str, laid: Laid) -> Json:
        """Give the draft with it, laid out so."""
        number, entry = entry_of(draft.document, module)
        if self.which:
            return with_entry(draft.document, number, with_role_layout(entry, self.which, self.roles, laid))
        return with_entry(draft.document, number, with_layout(entry, laid))


async def show(visit: Visit) -> Response:
    """Show it."""
    draft, which = await load(visit), visit.http.query_params.get("for", "")
    try:
        _, entry = entry_of(draft.document, _module(visit))
        roles, laid = read_layout(entry, which) if which else ((), read_entry(entry))
    except Unfit as unfit:
        raise NotFound from unfit
    response = await _page(visit, draft, Laying(which, roles, laid), visit.http.query_params)
    if visit.partial:
        # A save led here: the address is to name the layout that it made.
        response.headers["hx-replace-url"] = visit.address(visit.here)
    return response


async def send(visit: Visit) -> Response:
    """Save it, or take it out; or only draw the page anew, with something moved."""
    fields, module = await visit.form(FORM, FIELDS), _module(visit)
    what, here = fields.get("do", "save"), f"/portals/{visit.http.path_params['slug']}/modules/{module}/layout"
    if what == "out layout":
        return await save(visit, partial(_without, module), here, fields=fields)
    draft = await load(visit)
    if what == "save":
        return await save(visit, partial(_changed, module), _then(here, draft, module, fields), _again(visit), fields)
    _, entry = entry_of(draft.document, module)
    laying = _asked(draft, module, fields)
    laid = edited(laying.laid, what, fields, _usual(entry, laying.which, draft))
    return await _page(visit, draft, replace(laying, laid=laid), fields, focus=focus_after(what, laid))


def _changed(module: str, draft: Drafted, fields: Fields) -> Json:
    laying = _asked(draft, module, fields)
    return laying.into(draft, module, finished(laying.laid))


def _without(module: str, draft: Drafted, fields: Fields) -> Json:
    number, entry = entry_of(draft.document, module)
    return with_entry(draft.document, number, without_layout(entry, fields.get("for", "")))


def _asked(draft: Drafted, module: str, fields: Fields) -> Laying:
    _, entry = entry_of(draft.document, module)
    roles = tuple(role for role in draft.document.get("roles") or () if f"role:{role}" in fields)
    return Laying(fields.get("for", ""), roles, read_form(fields, _related(draft, entry)))


def _then(here: str, draft: Drafted, module: str, fields: Fields) -> str:
    """Give where a save leads: to the same layout, a new one by the number that it gets."""
    which = fields.get("for", "")
    if which == NEW:
        which = str(len(entry_of(draft.document, module)[1].get("layouts") or ()))
    return f"{here}?for={which}" if which.isdecimal() else here


def _again(visit: Visit) -> Wrong:
    async def again(draft: Drafted, fields: Fields, faults: Sequence[Fault]) -> Response:
        laying = _asked(draft, _module(visit), fields)
        laying = replace(laying, laid=finished(laying.laid))
        return await _page(visit, draft, laying, fields, faults=faults, status=422)

    return again


async def _page(
    visit: Visit, draft: Drafted, laying: Laying, asked: Mapping[str, str], *, faults: Sequence[Fault] = (),
    focus: str = "", status: int = 200,
) -> Response:  # fmt: skip
    module = _module(visit)
    _, entry = entry_of(draft.document, module)
    grants, words = grants_of(entry, draft.modules), ModuleWords(visit, module, draft.modules[module])
    accounts, account = await chosen_account(visit, asked.get("account", "")) if draft.may_save else ([], "")
    offered = Offered(_usual(entry, laying.which, draft), grants, _named(visit, draft, _related(draft, entry)))
    sample = Sample()
    if laying.which and not laying.roles:
        sample = Sample(wrong=[visit.say("Choose for which roles it is.")])
    elif draft.may_save and not faults:
        document = laying.into(draft, module, drawable(laying.laid))
        sample = await sample_of(visit, draft, document, module, account, laying.roles[:1])
    values = {
        "module": module,
        "here": f"/portals/{draft.slug}/modules/{module}/layout",
        "module_tabs": module_tabs_of(visit, draft.slug, module),
        "name": words.called(entry),
        "laid": drawn(words, laying.laid, offered),
        "languages": draft.document.get("languages") or ["en"],
        "which": laying.which,
        "roles": [(role, role in laying.roles) for role in draft.document.get("roles") or ()],
        "others": [", ".join(each.get("roles") or ()) for each in entry.get("layouts") or ()],
        "wrong": [fault.detail for fault in faults],
        "wrong_parts": _parts_in(faults),
        "accounts": accounts,
        "account": account,
        "focus": focus,
        "sample": sample,
    }
    return page(visit, draft, "layout", values, status=status)


def _usual(entry: Json, which: str, draft: Drafted) -> list[str]:
    """Give the columns where none are chosen: every single value that shows, for some roles those of everybody."""
    chosen = read_entry(entry).columns if which else ()
    return list(chosen or (name for name, grant in grants_of(entry, draft.modules).items() if grant.kind is not None))


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


def _parts_in(faults: Sequence[Fault]) -> frozenset[int]:
    """Give which sections something is wrong with."""
    found = (_PART.search(fault.pointer) for fault in faults)
    return frozenset(int(each[1]) for each in found if each)


def _module(visit: Visit) -> str:
    return str(visit.http.path_params["module"])
