"""Step one: what the portal is called, in which languages, in which colour, and for whom."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from starlette.responses import Response

from contracts.problem import Fault
from edge.domain.drafts.first_run import addressed, named
from edge.domain.logos import logo_of
from edge.web.catalogues import LANGUAGES, later
from edge.web.console.first.presets import all_presets
from edge.web.console.first.steps import page, path
from edge.web.console.portals import drafting, picture
from edge.web.console.portals.colour import told_of
from edge.web.console.portals.drafting import Drafted, Fields
from edge.web.language import own_name
from edge.web.renderer import BRAND
from edge.web.visit import Json, Visit
from policy import Invalid, fitted, parse_module

AUDIENCES: Final = (("customer", later("Customers")), ("supplier", later("Suppliers")))
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")


async def show(visit: Visit) -> Response:
    """Show what was entered so far."""
    return _page(visit, await drafting.load(visit))


async def save(visit: Visit) -> Response:
    """Save it in the draft, and go on."""
    try:
        form = await picture.kept(visit, await picture.form_of(visit))
    except picture.NoPicture:
        return _page(visit, await drafting.load(visit), {"no_logo": visit.say(picture.NONE)}, status=422)
    presets = await all_presets(visit)

    def change(draft: Drafted, fields: Fields) -> Json:
        document = named(draft.document, **asked_for(fields))
        wished = presets.get(fields.get("audience", ""))
        return _for_audience(document, wished, draft) if wished else document

    async def again(draft: Drafted, fields: Fields, faults: Sequence[Fault]) -> Response:
        said = {"name": fields.get("name", ""), "audience": fields.get("audience", "customer")}
        more = {"given": said, "faults": faults, **_chosen(visit, asked_for(fields))}
        return _page(visit, draft, more, status=422)

    return await drafting.save(visit, change, path(visit.http.path_params["slug"], "shows"), again, form, same=False)


async def show_colour(visit: Visit) -> Response:
    """Show what becomes of a colour, while it is being chosen."""
    return visit.render(
        "console/first/colour", {"colour": told_of(visit, visit.http.query_params.get("primary", "")[:7])}
    )


def asked_for(fields: Fields) -> Json:
    """Give what the form says of name, languages and colour."""
    language = fields.get("language", "")
    primary = fields.get("primary", "")
    return {
        "name": fields.get("name", "").strip(),
        "language": language if language in LANGUAGES else LANGUAGES[0],
        "others": [each for each in LANGUAGES if fields.get(f"also-{each}") == "1"],
        "primary": primary if _COLOUR.fullmatch(primary) else BRAND,
        "logo": logo_of(fields) if "logo" in fields else None,
    }


def choices(visit: Visit, language: str, others: Iterable[str], primary: str | None) -> dict[str, Any]:
    """Give what the form of this step is drawn from."""
    return {
        "audiences": [(value, visit.say(words)) for value, words in AUDIENCES],
        "languages": [(each, own_name(each)) for each in LANGUAGES],
        "usual": language,
        "others": frozenset(others),
        "colour": told_of(visit, primary or ""),
        "primary": primary or BRAND,
        "logo": "",
        "no_logo": "",
    }


def _for_audience(document: Json, presets: Json, draft: Drafted) -> Json:
    """Give it the presets of another audience, as far as the tenant's modules still have them."""
    entries = [one["entry"] for one in presets["items"]]
    changed = addressed(document, presets["audience"], entries, presets["roles"])
    if changed is document:
        return document
    try:
        return fitted(changed, {name: parse_module(name, each) for name, each in draft.modules.items()})
    except Invalid:
        return changed  # saving it says what is wrong, with each place


def _page(visit: Visit, draft: Drafted, more: Json | None = None, *, status: int = 200) -> Response:
    document = draft.document
    look, defaults = document.get("look") or {}, document.get("defaults") or {}
    languages = document.get("languages") or LANGUAGES[:1]
    values = {
        "given": {"name": document["name"], "audience": document["audience"]},
        **choices(visit, defaults.get("language") or languages[0], languages, look.get("primary")),
        "logo": logo_of(look),
    }
    return page(visit, draft, "name", {**values, **(more or {})}, status=status)


def _chosen(visit: Visit, said: Json) -> dict[str, Any]:
    return choices(visit, said["language"], said["others"], said["primary"])
