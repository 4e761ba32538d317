"""The pages behind mailed links that set a password: a forgotten one, or a staff member's first."""

from typing import Final

from starlette.responses import Response

from contracts.identity.passwords import ResetPassword, ShowPasswordLink
from contracts.identity.sessions import ActivateStaff
from edge.web.account.given import WEAK, WRONG_PROFILE
from edge.web.account.mailed import GONE, Link, look_at
from edge.web.catalogues import later
from edge.web.console.signing_in import enter
from edge.web.filling import NotTaken, send, shown
from edge.web.language import of_visitor
from edge.web.trouble import WordedError
from edge.web.visit import Json, Visit

WRONG: Final = {
    "name": WRONG_PROFILE["name"],
    "password": WEAK,
}
LINK: Final = Link(
    ShowPasswordLink,
    ended=(
        "clock",
        later("This link no longer holds"),
        later("It was used already, has run out, or a newer one was sent. Ask for a new one where you sign in."),
    ),
    unknown=(
        "search",
        later("There is no such link"),
        later("Perhaps it was cut in two. Open it from the mail once more, or copy all of it into the address line."),
    ),
    way=(later("Ask for a new link"), "/forgot"),
)


async def show(visit: Visit) -> Response:
    """Show whose password it is."""
    link = await _link(visit)
    return _form(visit, link, link["name"])


async def reset(visit: Visit) -> Response:
    """Set a new password: nobody is signed in by that, everybody is signed out."""
    fields = await visit.form()
    link = await _link(visit)
    asked = {"token": _token(visit), "password": fields.get("password", "")}
    try:
        await send(visit, ResetPassword, asked)
    except NotTaken as refused:
        return _again(visit, link, link["name"], refused)
    visit.session = None
    return visit.go("/sign-in?set=1")


async def activate(visit: Visit) -> Response:
    """Set a staff member's name and first password: they are signed in from here on."""
    fields = await visit.form()
    link = await _link(visit)
    asked = {"token": _token(visit), **{name: fields.get(name, "") for name in ("name", "password")}}
    try:
        tokens = await send(visit, ActivateStaff, {**asked, "language": visit.language})
    except NotTaken as refused:
        return _again(visit, link, fields.get("name", ""), refused)
    await enter(visit, tokens)
    return visit.go("/")


async def _link(visit: Visit) -> Json:
    """Ask what the link does. Raises WordedError for one that does not hold or belongs on another page."""
    link = await look_at(visit, LINK, _token(visit))
    if (link["purpose"] == "activate") != _activates(visit) or (link.get("portal") or "") != visit.portal:
        raise LINK.unknown_here()
    visit.language = of_visitor(visit.http, visit.public, link["language"])
    return link


def _again(visit: Visit, link: Json, name: str, refused: NotTaken) -> Response:
    if refused.problem.status in GONE:
        raise WordedError(refused.problem, LINK.ended, LINK.way) from refused
    return _form(visit, link, name, refused)


def _form(visit: Visit, link: Json, name: str, refused: NotTaken | None = None) -> Response:
    wrong = refused.beside({field: visit.say(text) for field, text in WRONG.items()}) if refused else {}
    values = {
        "link": link,
        "place": link.get("portal_name") or link["tenant_name"],
        "activates": _activates(visit),
        "name": name[:200],
        "wrong": wrong,
        "alert": refused.above(visit, wrong) if refused else "",
        "below": visit.page.below.replace("{token}", _token(visit)),
    }
    return shown(visit, "account/password-link", values, refused)


def _activates(visit: Visit) -> bool:
    return visit.page.below.startswith("/activate/")


def _token(visit: Visit) -> str:
    return str(visit.http.path_params["token"])
