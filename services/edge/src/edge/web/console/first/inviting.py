"""Step five: publish, and invite the first customer; nothing is published before this form is sent."""

import asyncio
from typing import Any, Final

from pydantic import ValidationError
from starlette.responses import Response

from contracts.identity.invitations import CreateInvitations, Invitee, ListInvitations
from contracts.identity.tenancy import ListApiKeys
from contracts.portal_config.portals import ListPortals, PublishPortal
from contracts.problem import Problem
from contracts.records.accounts import FindAccounts
from edge.domain.refusal import NotFound
from edge.http.problems import AnsweredProblemError
from edge.web.catalogues import later
from edge.web.console.first.granting import said_of
from edge.web.console.first.steps import keep_place, page, path, steps_of
from edge.web.console.people.checking import WRONG
from edge.web.console.portals import drafting
from edge.web.console.portals.drafting import Drafted
from edge.web.console.telling import outcome
from edge.web.language import own_name
from edge.web.visit import Json, Visit

FOUND: Final = 6
FIELDS: Final = ("email", "name", "account_id", "contact_id", "roles", "language")
UNKNOWN: Final = "identity.unknown-portal"
TRIES, PAUSE_SECONDS = 25, 0.2
"""Identity hears as an event that the portal is published: five seconds are long for that."""
REFUSED: Final = {
    "identity.already-member": later("This person acts for this account there already."),
    "identity.user-deactivated": later("This person is deactivated; let them in again first."),
    UNKNOWN: later("The portal is not ready for invitations yet. Wait a moment and send it again."),
}


async def show(visit: Visit) -> Response:
    """Show whom one could invite, and the form for whom was chosen."""
    draft = await drafting.load(visit)
    query = visit.http.query_params
    chosen = await _account(visit, query.get("account", ""))
    contact = _contact(chosen, query.get("contact", ""))
    given = {
        "account_id": chosen["account_id"] if chosen else "",
        "contact_id": contact.get("contact_id", ""),
        "name": contact.get("name") or "",
        "email": contact.get("email") or "",
        "language": _language(draft, chosen),
    }
    return await _page(visit, draft, given, chosen)


async def send(visit: Visit) -> Response:
    """Publish the draft that the page showed, and invite."""
    fields = await visit.form()
    draft = await drafting.load(visit)
    given = {name: fields.get(name, "").strip() for name in FIELDS}
    asked = {name: value for name, value in given.items() if value} | {"portal": draft.slug}
    try:
        invitee = Invitee.model_validate({**asked, "roles": tuple(given["roles"].split())})
    except ValidationError as error:
        places = dict.fromkeys(str(fault["loc"][0]) for fault in error.errors())
        wrong = {place: visit.say(WRONG[place]) for place in places if place in WRONG}
        return await _again(visit, draft, given, wrong)
    seen = drafting.number_in(fields.get("revision", ""))
    if await outcome(visit, PublishPortal(slug=draft.slug, expected_revision=seen), "", {412: "changed"}):
        return visit.go(path(draft.slug, "check") + "?told=changed")
    try:
        made = await _invited(visit, invitee)
    except AnsweredProblemError as error:
        if error.problem.status != 422:
            raise
        return await _again(visit, draft, given, _said(visit, error.problem), published=True)
    return visit.go(f"/first/{draft.slug}/done?invitation={made['id']}")


async def show_done(visit: Visit) -> Response:
    """Tell what has happened, and what there is to do next."""
    slug, wanted = visit.http.path_params["slug"], visit.http.query_params.get("invitation", "")
    listed, invited = await asyncio.gather(
        visit.ask(ListPortals()), visit.ask(ListInvitations(state="invited", limit=FOUND))
    )
    portal = next((one for one in listed["items"] if one["slug"] == slug and one["published_version"]), None)
    if portal is None:
        raise NotFound
    values = {
        "portal": portal,
        "slug": slug,
        "invitation": next((one for one in invited["items"] if one["id"] == wanted), None),
        "public_address": f"/p/{visit.admitted.who.tenant}/{slug}/",
        "may_make_keys": bool(ListApiKeys.ROLES & visit.admitted.who.roles),
    }
    response = visit.render("console/first/done", values)
    keep_place(visit, response, "")
    return response


async def _invited(visit: Visit, invitee: Invitee) -> Json:
    """Invite, once identity knows the portal. Raises AnsweredProblemError."""
    for _ in range(TRIES):
        try:
            answer = await visit.ask(CreateInvitations(invitations=(invitee,)))
        except AnsweredProblemError as error:
            if all(fault.code != UNKNOWN for fault in error.problem.errors):
                raise
            await asyncio.sleep(PAUSE_SECONDS)
        else:
            made: Json = answer["items"][0]
            return made
    raise AnsweredProblemError(Problem.of(422, UNKNOWN, "The portal is not known yet"))


def _said(visit: Visit, problem: Problem) -> dict[str, str]:
    """Give what is said beside the fields that identity refuses."""
    wrong = {}
    for fault in problem.errors:
        place = fault.pointer.rsplit("/", 1)[-1]
        field = "roles" if "/roles" in fault.pointer else place if place in FIELDS else "email"
        wrong[field] = visit.say(REFUSED.get(fault.code) or WRONG.get(field) or REFUSED[UNKNOWN])
    return wrong or {"email": visit.say(REFUSED[UNKNOWN])}


async def _again(visit: Visit, draft: Drafted, given: Json, wrong: Json, *, published: bool = False) -> Response:
    chosen = await _account(visit, given["account_id"])
    return await _page(visit, draft, given, chosen, wrong=wrong, published=published, status=422)


async def _page(
    visit: Visit, draft: Drafted, given: Json, chosen: Json | None, *,
    wrong: Json | None = None, published: bool = False, status: int = 200,
) -> Response:  # fmt: skip
    query = visit.http.query_params
    words = query.get("q", "").strip()[:200]
    found = await visit.ask(FindAccounts(q=words or None, limit=FOUND))
    roles = list(draft.document.get("roles") or {})
    values: dict[str, Any] = {
        "q": words,
        "found": found,
        "chosen": chosen,
        "by_hand": "by_hand" in query or (status != 200 and chosen is None) or not (words or found["items"]),
        "given": {"roles": "admin" if "admin" in roles else "", **given},
        "roles": [("", visit.say("Everything that shows"))] + [(role, _role(visit, role)) for role in roles],
        "languages": [(each, own_name(each)) for each in draft.document["languages"]],
        "wrong": wrong or {},
        "published": published,
        "steps": steps_of(visit, draft.slug, "invite"),
    }
    if visit.partial and visit.page.method == "GET":
        return visit.render("console/first/found-part", values)  # the search, while it is typed
    return page(visit, draft, "invite", values, status=status)


def _role(visit: Visit, role: str) -> str:
    words, more = said_of(visit, role)
    return f"{words}: {more}" if more else words


async def _account(visit: Visit, number: str) -> Json | None:
    """Give an account by its number; None where none is named, or the backoffice has not told of it."""
    if not number:
        return None
    found = (await visit.ask(FindAccounts(q=number[:200], limit=1)))["items"]
    return next((one for one in found if one["account_id"] == number), None)


def _contact(chosen: Json | None, wanted: str) -> Json:
    contacts = (chosen or {}).get("contacts") or ()
    return next((one for one in contacts if one["contact_id"] == wanted), {})


def _language(draft: Drafted, chosen: Json | None) -> str:
    languages = draft.document["languages"]
    wishes = ((chosen or {}).get("language"), (draft.document.get("defaults") or {}).get("language"))
    return next((str(wish) for wish in wishes if wish in languages), str(languages[0]))
