"""One module of a portal: its name there, what people may do, and each field's right as a matrix."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from starlette.responses import Response

from edge.domain.drafts.entry import entry_of, with_entry
from edge.domain.drafts.rights import HIDDEN, places_of, rights_in, with_actions, with_rights
from edge.domain.drafts.rights_form import asked_actions, asked_rights
from edge.domain.drafts.unfit import Unfit
from edge.domain.headings import readable
from edge.domain.refusal import NotFound
from edge.web.catalogues import later
from edge.web.console.portals.drafting import FIELDS, FORM, Drafted, Fields, load, page, save
from edge.web.console.portals.sentences import ACTIONS
from edge.web.console.portals.tabs import module_tabs_of
from edge.web.console.portals.wording import Wording
from edge.web.language import own_name
from edge.web.visit import Json, Visit
from policy import ModuleDefinition, parse_module
from policy.parse_entry import grantable

AMOUNTS: Final = ("currency", "total", "balance", "taxes", "adjustments", "payment_means")
AROUND: Final = ("parties", "contacts", "notes", "documents", "related")
SECTIONS: Final[Mapping[str, str]] = {
    "facts": later("What it is"),
    "own": later("Fields of this module"),
    "amounts": later("Amounts"),
    "lines": later("Lines"),
    "around": later("People, files, other records"),
}
"""Fields that belong together, in the order in which they stand."""
KINDS: Final[Mapping[str, str]] = {
    "string": later("short text"),
    "text": later("long text"),
    "choice": later("one of several"),
    "number": later("number"),
    "money": later("amount"),
    "date": later("day"),
    "datetime": later("moment"),
    "boolean": later("yes or no"),
}
RIGHT_WORDS: Final[Mapping[str, str]] = {
    "hidden": later("Hidden"), "read": later("Readable"), "write": later("Editable"),
}  # fmt: skip
PLACES: Final[Mapping[tuple[bool, bool], str]] = {
    (True, True): later("in lists and on the page"), (True, False): later("in lists only"),
    (False, True): later("on the page"), (False, False): later("stands nowhere yet"),
}  # fmt: skip
"""Where a field stands that shows: in lists, on the page of a record."""
_BUTTON: Final = re.compile(r"[a-z]{1,10}:[a-z]{1,10}")


@dataclass(frozen=True, slots=True)
class Row:
    """A field: what it is called, what is known of it in words, its right."""

    name: str
    words: str
    about: str
    right: str


def section_of(field: str) -> str:
    """Give the section that a field stands in."""
    head, dotted, _ = field.partition(".")
    if dotted:
        return "own" if head == "fields" else "lines"
    return "amounts" if field in AMOUNTS else "around" if field in AROUND else "facts"


async def show(visit: Visit) -> Response:
    """Show it."""
    draft, module = await load(visit), visit.http.path_params["module"]
    try:
        _, entry = entry_of(draft.document, module)
    except Unfit as error:
        raise NotFound from error
    name = Wording(visit, draft.document, draft.document, draft.modules).module(module, entry)
    rows = _rows(visit, _definition(draft, module), entry)
    roles = draft.document.get("roles") or {}
    values = {
        "module": module,
        "name": name,
        "module_tabs": module_tabs_of(visit, draft.slug, module),
        "sections": [(key, visit.say(words), rows[key]) for key, words in SECTIONS.items() if rows[key]],
        "rights": [(right, visit.say(words)) for right, words in RIGHT_WORDS.items()],
        "actions": [(each, visit.say(words), each in (entry.get("actions") or ())) for each, words in ACTIONS.items()],
        "names": entry.get("label") or {},
        "languages": [(each, own_name(each)) for each in draft.document.get("languages") or ()],
        "roles": [role for role, grants in roles.items() if module in grants["modules"]] if roles else None,
        "focus": _focus(visit, draft),
    }
    return page(visit, draft, "module", values)


async def change(visit: Visit) -> Response:
    """Keep rights and actions; a button that means many fields at once does its part first."""
    fields, params = await visit.form(FORM, FIELDS), visit.http.path_params
    below = f"/portals/{params['slug']}/modules/{params['module']}"
    bulk = fields.get("bulk", "")
    then = f"{below}?did={bulk}" if _BUTTON.fullmatch(bulk) else below
    return await save(visit, partial(_changed, params["module"]), then, fields=fields)


def _changed(module: str, draft: Drafted, fields: Fields) -> Json:
    number, entry = entry_of(draft.document, module)
    before = rights_in(entry, grantable(_definition(draft, module)))
    entry = with_rights(entry, asked_rights(fields, before, section_of), section_of)
    actions = asked_actions(fields, ACTIONS)
    if actions != [each for each in ACTIONS if each in (entry.get("actions") or ())]:
        entry = with_actions(entry, actions, ACTIONS)
    return with_entry(draft.document, number, entry)


def _definition(draft: Drafted, module: str) -> ModuleDefinition:
    if module not in draft.modules:
        raise Unfit("You have no such module.")
    return parse_module(module, draft.modules[module])


def _rows(visit: Visit, definition: ModuleDefinition, entry: Json) -> dict[str, list[Row]]:
    """Give every field that the module has, by section."""
    rows: dict[str, list[Row]] = {section: [] for section in SECTIONS}
    fields = grantable(definition)
    for name, right in rights_in(entry, fields).items():
        grant = fields[name]
        said = [KINDS[grant.kind]] if grant.kind else []
        said += [later("sortable")] if grant.sortable else []
        said += [later("searchable")] if grant.searchable else []
        said += [PLACES[places_of(entry, name)]] if right != HIDDEN else []
        about = " · ".join(visit.say(each) for each in said)
        rows[section_of(name)].append(Row(name, readable(name, grant.label, visit.language), about, right))
    return rows


def _focus(visit: Visit, draft: Drafted) -> str:
    """Give the button that led here."""
    did = visit.http.query_params.get("did", "")
    return did if draft.saved and _BUTTON.fullmatch(did) else ""
