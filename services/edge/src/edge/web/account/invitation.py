"""The page behind an invitation's link. Looking changes nothing, however often; only the form accepts, and signs in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from starlette.responses import Response

from contracts.identity.invitations import AcceptInvitation, InvitationPreview, ShowInvitation
from edge.web.account import choices
from edge.web.account.given import NOT_YOURS, PROFILE, WEAK, WRONG_PROFILE, given_profile
from edge.web.account.mailed import GONE, Link, look_at
from edge.web.catalogues import later
from edge.web.dates import write_day
from edge.web.entrance import begin
from edge.web.filling import NotTaken, send, shown
from edge.web.language import of_visitor
from edge.web.trouble import WordedError
from edge.web.visit import Json, Visit

WRONG: Final = {
    **WRONG_PROFILE,
    "password": WEAK,
}
LINK: Final = Link(
    ShowInvitation,
    ended=(
        "clock",
        later("This link no longer holds"),
        later(
            "The invitation was accepted already, has run out or was taken back. If you have accepted it, all is well. "
            "If not, ask whoever invited you for a new one."
        ),
    ),
    unknown=(
        "search",
        later("There is no such invitation"),
        later(
            "Perhaps the link was cut in two. Open it from the mail once more, or copy all of it into the address line."
        ),
    ),
    way=(later("Sign in"), "/sign-in"),
)


async def show(visit: Visit) -> Response:
    """Show the invitation, filled in with the portal's defaults."""
    invited = await _invited(visit)
    return _form(visit, invited, {**invited["defaults"], "name": invited["name"]})


async def accept(visit: Visit) -> Response:
    """Accept it: who was invited is signed in from here on."""
    fields = await visit.form()
    invited = await _invited(visit)
    try:
        tokens = await send(visit, AcceptInvitation, {"token": _token(visit), **_given(invited, fields)})
    except NotTaken as refused:
        if refused.problem.status in GONE:
            raise WordedError(refused.problem, LINK.ended, LINK.way) from refused
        filled = {**invited["defaults"], "name": invited["name"], **{name: fields.get(name, "") for name in PROFILE}}
        return _form(visit, invited, filled, refused)
    await begin(visit, tokens)
    return visit.go("/")


async def _invited(visit: Visit) -> Json:
    """Ask what the invitation is. Raises WordedError for one that has ended, is none, or another portal's."""
    found = await look_at(visit, LINK, _token(visit))
    invited = InvitationPreview.model_validate(found).model_dump(mode="json")
    if invited["portal"] != visit.portal:
        raise LINK.unknown_here()
    visit.language = of_visitor(visit.http, visit.public, invited["defaults"]["language"])
    return invited


def _given(invited: Json, fields: Mapping[str, str]) -> dict[str, str | None]:
    """Give what the form says; somebody known keeps their name and profile."""
    if invited["sign_in"]:
        return {"password": fields.get("password", "")}
    return {**given_profile(fields), "password": fields.get("password", "")}


def _form(visit: Visit, invited: Json, filled: Mapping[str, str | None], refused: NotTaken | None = None) -> Response:
    wrong: dict[str, str] = {}
    if refused is not None:
        known = invited["sign_in"]
        password = NOT_YOURS if known else WRONG["password"]
        if refused.problem.status == 401:
            wrong = {"password": visit.say(NOT_YOURS)}
        else:
            wrong = refused.beside({name: visit.say(text) for name, text in {**WRONG, "password": password}.items()})
    expires = datetime.fromisoformat(invited["expires_at"]).date()
    values = {
        "invited": invited,
        "filled": filled,
        "choices": choices.of_profile(visit.language, visit.public.get("languages", ()), filled),
        "wrong": wrong,
        "alert": refused.above(visit, wrong) if refused else "",
        "expires": write_day(expires, invited["defaults"]["date_format"]),
        "below": f"/invitations/{_token(visit)}",
    }
    return shown(visit, "account/invitation", values, refused)


def _token(visit: Visit) -> str:
    return str(visit.http.path_params["token"])
