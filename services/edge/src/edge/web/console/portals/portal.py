"""One portal: whether it is on, what its draft would change, its versions; published, restored, switched."""

import asyncio
from typing import Any, Final

from starlette.responses import Response

from contracts.message import Request
from contracts.portal_config.portals import (
    ListPortals,
    ListVersions,
    PublishPortal,
    RestoreVersion,
    ShowDraft,
)
from contracts.portal_config.versions import CompareVersions, ShowVersion, SwitchPortal
from edge.domain.refusal import NotFound
from edge.web.catalogues import later
from edge.web.console.portals.drafting import definitions
from edge.web.console.portals.tabs import tabs_of
from edge.web.console.portals.wording import Told, Wording
from edge.web.console.telling import outcome, told_about
from edge.web.visit import Json, Visit

EMPTY: Final[Json] = {"modules": []}
TOLD: Final = {
    "published": ("success", later("Published. It is in force for everybody within two seconds.")),
    "restored": ("success", later("The earlier version is in force again, as the newest one; the draft is the same.")),
    "off": ("success", later("The portal is off: nobody can sign in or see anything.")),
    "on": ("success", later("The portal is on again.")),
    "saved": ("success", later("The draft is saved. Nobody sees it before it is published.")),
    "no-preview": ("warning", later("The draft knows no such role, or no such account can be: look at it again.")),
    "changed": ("warning", later("Somebody has changed the draft meanwhile. Look at it again before you publish.")),
}


async def show(visit: Visit) -> Response:
    """Show it, with what publishing would change in words."""
    slug = visit.http.path_params["slug"]
    listed, draft, versions = await asyncio.gather(
        visit.ask(ListPortals()), visit.ask(ShowDraft(slug=slug)), visit.ask(ListVersions(slug=slug))
    )
    portal = _of(listed, slug)
    changes = await told_changes(visit, portal, draft["document"]) if portal["published_version"] else []
    values = {
        "portal": portal,
        "draft": draft,
        "versions": versions["items"],
        "changes": changes,
        "told_about": told_about(visit, TOLD),
        "tabs": tabs_of(visit, slug),
        "public_address": f"/p/{visit.admitted.who.tenant}/{slug}/",
    }
    return visit.render("console/portals/portal", values)


async def compare(visit: Visit) -> Response:
    """Show what a version has otherwise than the one in force."""
    slug, number = visit.http.path_params["slug"], _number(visit)
    listed = await visit.ask(ListPortals())
    portal = _of(listed, slug)
    then, now, compared, modules = await asyncio.gather(
        visit.ask(ShowVersion(slug=slug, version=number)),
        visit.ask(ShowVersion(slug=slug, version=portal["published_version"] or number)),
        visit.ask(CompareVersions(slug=slug, before="published", after=str(number))),
        definitions(visit),
    )
    told = Wording(visit, now["document"], then["document"], modules).tell(compared["changes"])
    values = {"portal": portal, "version": then, "changes": told, "more": compared["more"]}
    return visit.render("console/portals/version", values)


async def publish(visit: Visit) -> Response:
    """Publish the draft that the page showed, and no other."""
    fields, slug = await visit.form(), visit.http.path_params["slug"]
    revision = fields.get("revision", "")
    if not revision.isdigit():
        return visit.go(f"/portals/{slug}?told=changed")
    return await _done(visit, PublishPortal(slug=slug, expected_revision=int(revision)), "published")


async def restore(visit: Visit) -> Response:
    """Publish an earlier version again."""
    await visit.form()
    return await _done(visit, RestoreVersion(slug=visit.http.path_params["slug"], version=_number(visit)), "restored")


async def switch(visit: Visit) -> Response:
    """Switch it off for everybody, or on again."""
    on = (await visit.form()).get("on") == "1"
    return await _done(visit, SwitchPortal(slug=visit.http.path_params["slug"], on=on), "on" if on else "off")


async def told_changes(visit: Visit, portal: Json, draft: Json) -> list[Told]:
    """Give what publishing a draft would change, in words."""
    slug, version = portal["slug"], portal["published_version"]
    compared, published, modules = await asyncio.gather(
        visit.ask(CompareVersions(slug=slug)), visit.ask(ShowVersion(slug=slug, version=version)), definitions(visit)
    )
    return Wording(visit, published["document"], draft, modules).tell(compared["changes"])


async def _done(visit: Visit, request: Request[Any], told: str) -> Response:
    became = await outcome(visit, request, told, {412: "changed"})
    return visit.go(f"/portals/{visit.http.path_params['slug']}?told={became}")


def _number(visit: Visit) -> int:
    text = visit.http.path_params["version"]
    if not (text.isdigit() and 0 < int(text) < 10**9):
        raise NotFound
    return int(text)


def _of(listed: Json, slug: str) -> Json:
    found: Json | None = next((each for each in listed["items"] if each["slug"] == slug), None)
    if found is None:
        raise NotFound
    return found
