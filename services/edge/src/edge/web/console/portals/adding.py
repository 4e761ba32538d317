"""One more module for a portal: a preset as it usually is, or one of the tenant's own with next to nothing granted."""

from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import Response

from edge.domain.drafts.modules import added, bare
from edge.domain.drafts.unfit import Unfit
from edge.web.catalogues import label, later
from edge.web.console.portals.drafting import FIELDS, FORM, Drafted, Fields, save
from edge.web.visit import Json, Visit
from policy import PRESETS, Invalid, fitted, parse_module

Addable = tuple[str, str]
"""A module that the portal does not list yet, and what it is called."""
PRESET_GROUP: Final = later("Presets, with their usual fields")
OWN_GROUP: Final = later("Your own modules")


def addable(visit: Visit, draft: Drafted) -> list[tuple[str, list[Addable]]]:
    """Give what the portal does not list yet, presets and the tenant's own apart."""
    listed = {entry["module"] for entry in draft.entries}
    names = {
        module: label(definition.get("label") or {}, visit.language) or module
        for module, definition in draft.modules.items()
        if module not in listed
    }
    by_name = sorted(names.items(), key=lambda each: each[1].casefold())
    groups = [
        (visit.say(PRESET_GROUP), [each for each in by_name if each[0] in PRESETS]),
        (visit.say(OWN_GROUP), [each for each in by_name if each[0] not in PRESETS]),
    ]
    return [(words, modules) for words, modules in groups if modules]


async def add(visit: Visit) -> Response:
    """List it, last, and go on to what shows of it."""
    fields = await visit.form(FORM, FIELDS)
    below = f"/portals/{visit.http.path_params['slug']}/modules"
    return await save(visit, _added, below, fields=fields)


def _added(draft: Drafted, fields: Fields) -> Json:
    module = fields.get("module", "")
    if module not in draft.modules:
        raise Unfit("You have no such module.")
    return added(draft.document, usual_entry(module, draft.document, draft.modules))


def usual_entry(module: str, document: Json, definitions: Mapping[str, Json]) -> Json:
    """Give the entry that a module begins with: its preset's, as far as today's definitions have what it names."""
    preset = PRESETS.get(module)
    if preset is None:
        return bare(module)
    offered: Json = dict(preset.entry_for(document["audience"]))
    known = {name: parse_module(name, definition) for name, definition in definitions.items()}
    alone = {**{name: document[name] for name in ("slug", "name", "audience", "languages")}, "modules": [offered]}
    try:
        fitting: Any = fitted(alone, known)["modules"]
    except Invalid:
        return bare(module)
    return dict(fitting[0]) if fitting else bare(module)
