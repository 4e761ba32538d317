"""Two portals side by side: what each offers, and what would change for who went from one to the other."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response

from contracts.portal_config.portals import ListPortals, ShowDraft
from contracts.portal_config.versions import ShowVersion
from edge.domain.refusal import NotFound
from edge.web.console.portals.drafting import definitions
from edge.web.console.portals.filter_words import FilterWords
from edge.web.console.portals.granted import grants_of
from edge.web.console.portals.sentences import ACTIONS, SCOPES
from edge.web.console.portals.tabs import tabs_of
from edge.web.console.portals.wording import Told, told_between
from edge.web.language import own_name
from edge.web.visit import Json, Visit

MAX_TOLD: Final = 200
"""Differences that are told: of more nobody reads any."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A module as one portal offers it; `filter` is in words, "" where nothing is held back."""

    name: str
    on: bool
    scope: str
    filter: str
    fields: int
    actions: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: as it is in force, or its draft where it has never been published."""

    portal: Json
    document: Json
    languages: str
    roles: str
    offers: Mapping[str, Offer]


async def show(visit: Visit) -> Response:
    """Show them."""
    slug, other = visit.http.path_params["slug"], visit.http.query_params.get("other", "")
    listed, modules = await asyncio.gather(visit.ask(ListPortals()), definitions(visit))
    portals = {each["slug"]: each for each in listed["items"]}
    if slug not in portals:
        raise NotFound
    others = [(name, portal["name"]) for name, portal in portals.items() if name != slug]
    chosen = other if other in portals and other != slug else others[0][0] if others else ""
    sides = await asyncio.gather(*(_side(visit, portals[each], modules) for each in (slug, chosen) if each))
    changes = _changes(visit, sides, modules)
    values = {
        "portal": portals[slug],
        "tabs": tabs_of(visit, slug),
        "others": others,
        "other": chosen,
        "sides": sides,
        "modules": _modules(sides),
        "changes": changes[:MAX_TOLD],
        "more": len(changes) > MAX_TOLD,
    }
    return visit.render("console/portals/beside", values)


async def _side(visit: Visit, portal: Json, modules: Mapping[str, Json]) -> Side:
    version = portal["published_version"]
    asked = ShowVersion(slug=portal["slug"], version=version) if version else ShowDraft(slug=portal["slug"])
    document = (await visit.ask(asked))["document"]
    offers = {
        entry["module"]: _offer(visit, entry, modules)
        for entry in document.get("modules") or ()
        if entry["module"] in modules
    }
    languages = ", ".join(own_name(each) for each in document.get("languages") or ())
    return Side(portal, document, languages, ", ".join(document.get("roles") or ()), offers)


def _offer(visit: Visit, entry: Json, modules: Mapping[str, Json]) -> Offer:
    words = FilterWords(visit, entry["module"], modules[entry["module"]])
    scopes = {value: visit.say(name) for value, name, _ in SCOPES}
    return Offer(
        name=words.called(entry),
        on=entry.get("on", True) is not False,
        scope=scopes.get(entry.get("scope", ""), ""),
        filter=words.tell(entry.get("filter")),
        fields=len(grants_of(entry, modules)),
        actions=", ".join(visit.say(ACTIONS.get(action, action)) for action in entry.get("actions") or ()),
    )


def _modules(sides: Sequence[Side]) -> dict[str, str]:
    """Give the modules of both, each as the first that has it calls it."""
    found: dict[str, str] = {}
    for side in sides:
        found |= {module: offer.name for module, offer in side.offers.items() if module not in found}
    return found


def _changes(visit: Visit, sides: Sequence[Side], modules: Mapping[str, Json]) -> list[Told]:
    """Say what differs; that two portals have two addresses does not."""
    if len(sides) < 2:
        return []
    one, other = ({**side.document, "slug": ""} for side in sides)
    return told_between(visit, one, other, modules)
