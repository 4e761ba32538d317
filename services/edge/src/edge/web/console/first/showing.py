"""Step two: what customers see, chosen among the preset modules; each can be looked at as a finished page before."""

from typing import Any

from starlette.responses import Response

from edge.domain.drafts.first_run import everything_on, is_on, offered, showing
from edge.domain.logos import logo_of
from edge.domain.refusal import NotFound
from edge.web.console.first.presets import all_presets, entries_of, presets_for
from edge.web.console.first.sight import IN_LISTS, Sampled, account_for, drawn, sampled, sight_of
from edge.web.console.first.steps import page, path
from edge.web.console.portals import drafting
from edge.web.console.portals.drafting import Drafted, Fields
from edge.web.console.portals.wording import Wording
from edge.web.records.listing_rows import Rows
from edge.web.records.values import Values
from edge.web.renderer import brand_of
from edge.web.visit import Json, Visit


async def show(visit: Visit) -> Response:
    """Show every module that there is to choose from, with what it would show."""
    draft = await drafting.load(visit)
    presets = entries_of(await presets_for(visit, draft), draft)
    account = await account_for(visit, draft)
    found = await sampled(visit, draft, everything_on(draft.document, presets), account.id)
    seen = {one.module["module"]: one for one in found}
    wording = Wording(visit, draft.document, draft.document, draft.modules)
    values = {
        "account": account,
        "cards": [
            {
                "module": entry["module"],
                "name": wording.module(entry["module"], entry),
                "icon": visit.icon_of(entry["module"]),
                "on": is_on(entry),
                "sample": seen.get(entry["module"]),
                "rows": _rows(visit, draft, seen.get(entry["module"])),
            }
            for entry in offered(draft.document, presets)
        ],
        "available": bool(found),
    }
    return page(visit, draft, "shows", values)


async def save(visit: Visit) -> Response:
    """Save what was chosen in the draft, and go on."""
    form = await visit.form(drafting.FORM, drafting.FIELDS)
    presets = await all_presets(visit)

    def change(draft: Drafted, fields: Fields) -> Json:
        known = entries_of(presets[draft.document["audience"]], draft)
        return showing(draft.document, known, {name[5:] for name in fields if name.startswith("show-")})

    return await drafting.save(visit, change, path(visit.http.path_params["slug"], "roles"), fields=form, same=False)


async def show_module(visit: Visit) -> Response:
    """Show one module as the portal would: its list, and below it the page of a record."""
    draft, name = await drafting.load(visit), visit.http.path_params["module"]
    presets = entries_of(await presets_for(visit, draft), draft)
    if name not in {entry["module"] for entry in offered(draft.document, presets)}:
        raise NotFound
    account = await account_for(visit, draft)
    document = everything_on(draft.document, presets)
    found = await sampled(visit, draft, document, account.id, module=name, limit=IN_LISTS)
    if not found:
        raise NotFound
    values: dict[str, Any] = {
        "slug": draft.slug,
        "portal_name": draft.document["name"],
        "account": account,
        "sample": found[0],
        "portal_logo": logo_of(draft.document.get("look") or {}),
        "portal_brand": brand_of(draft.document.get("look") or {}),
        **drawn(visit, draft, found[0]),
    }
    return visit.render("console/first/module", values)


def _rows(visit: Visit, draft: Drafted, sample: Sampled | None) -> list[Json]:
    """Give the first records in a few words: name, status, the first fact."""
    if sample is None:
        return []
    sight = sight_of(visit, draft)
    values = Values(sight, sample.module)
    columns = tuple(dict.fromkeys(["title", *sample.module["layout"]["list"]]))
    kept = tuple(name for name in columns if name == "title" or values.kind(name))
    return [
        {"name": row.name, "status": row.status, "facts": row.facts(3)}
        for row in Rows(sight, values, kept).of(sample.records[:2])
    ]
