"""The preset modules and roles that a new portal may have, for each audience."""

import asyncio
from typing import Final

from contracts.portal_config.presets import ListPresets
from edge.web.console.portals.drafting import Drafted
from edge.web.visit import Json, Visit

AUDIENCES: Final = ("customer", "supplier")


async def all_presets(visit: Visit) -> dict[str, Json]:
    """Give them by audience."""
    answers = await asyncio.gather(
        *(visit.ask(ListPresets.model_validate({"audience": audience})) for audience in AUDIENCES)
    )
    return dict(zip(AUDIENCES, answers, strict=True))


async def presets_for(visit: Visit, draft: Drafted) -> Json:
    """Give those for a draft's audience."""
    found: Json = await visit.ask(ListPresets.model_validate({"audience": draft.document["audience"]}))
    return found


def entries_of(presets: Json, draft: Drafted) -> list[Json]:
    """Give the entries of the preset modules that the tenant has."""
    return [one["entry"] for one in presets["items"] if one["module"] in draft.modules]
