"""All modules of the tenant: its own, and those that it began with."""

import asyncio
from typing import Final

from starlette.responses import Response

from contracts.portal_config.presets import ListPresets
from contracts.portal_config.tenancy import DefineModule, ListModules, ShowModule
from edge.domain.definition_form import SPOKEN
from edge.web.catalogues import later
from edge.web.console.modules.wording import TONES, TYPES
from edge.web.console.telling import told_about
from edge.web.visit import Json, Visit

FIRST: Final = 1
"""Revision of a definition that nobody has touched."""
TOLD: Final = {
    "saved": ("success", later("Saved. Events that waited in quarantine for it are tried again.")),
    "same": ("info", later("Nothing has changed.")),
}
"""What is said of a module after its form was sent."""


async def show(visit: Visit) -> Response:
    """Show them all."""
    modules, given = await asyncio.gather(visit.ask(ListModules()), presets(visit))
    items = modules["items"]
    values = {
        "own": [each for each in items if not is_preset(each, given)],
        "given": [each for each in items if is_preset(each, given)],
        "may_define": may_define(visit),
    }
    return visit.render("console/modules/list", values)


async def show_one(visit: Visit) -> Response:
    """Show one: its labels, its fields, its statuses."""
    name = visit.http.path_params["module"]
    module, given = await asyncio.gather(visit.ask(ShowModule(module=name)), presets(visit))
    values = {
        "module": module,
        "definition": module["definition"],
        "preset": is_preset(module, given),
        "may_define": may_define(visit),
        "types": {kind: visit.say(words) for kind, words in TYPES.items()},
        "tones": {tone: visit.say(words) for tone, words in TONES.items()},
        "spoken": SPOKEN,
        "told_about": told_about(visit, TOLD),
    }
    return visit.render("console/modules/module", values)


async def presets(visit: Visit) -> dict[str, Json]:
    """Give the definitions of the preset modules by name, for customers and for suppliers."""
    asked = await asyncio.gather(visit.ask(ListPresets()), visit.ask(ListPresets(audience="supplier")))
    return {each["module"]: each["definition"] for audience in asked for each in audience["items"]}


def is_preset(module: Json, given: Json) -> bool:
    """Tell whether a module is as everybody begins with it; one that its tenant has defined anew is its own."""
    return module["module"] in given and module["revision"] == FIRST


def may_define(visit: Visit) -> bool:
    """Tell whether this person may define modules."""
    return bool(DefineModule.ROLES & visit.admitted.who.roles)
