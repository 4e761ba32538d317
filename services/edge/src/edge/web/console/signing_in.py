"""Staff sign in and out, and ask for a new password. Whether an address is known shows nowhere."""

from dataclasses import replace
from typing import Final

from pydantic import ValidationError
from starlette.responses import Response

from contracts.identity.passwords import ForgotStaffPassword
from contracts.identity.sessions import SignInStaff, SignOut
from edge.domain.onward import onward
from edge.http.problems import AnsweredProblemError
from edge.web.account.signing_in import news
from edge.web.catalogues import later
from edge.web.console.own import profile_of
from edge.web.cookie import Session
from edge.web.visit import Json, Visit

NOT_RIGHT: Final = later("Company, e-mail address or password is not right.")
TOO_MANY: Final = later("Too many tries. Wait a few minutes, or set a new password.")


async def show(visit: Visit) -> Response:
    """Show the form; `?tenant=` fills in whose console."""
    query = visit.http.query_params
    tenant = query.get("tenant", "")
    return _form(visit, {"tenant": tenant, "next": query.get("next", "")})


async def send(visit: Visit) -> Response:
    """Sign a staff member in."""
    fields = await visit.form()
    asked = {name: fields.get(name, "").strip() for name in ("tenant", "email")} | {
        "password": fields.get("password", "")
    }
    try:
        signed_in = await visit.ask(SignInStaff.model_validate(asked))
    except ValidationError:
        return _form(visit, fields, wrong=visit.say(NOT_RIGHT), status=422)
    except AnsweredProblemError as error:
        if error.problem.status >= 500:
            raise
        many = error.problem.status == 429 or error.problem.code == "identity.locked"
        wrong = TOO_MANY if many else NOT_RIGHT
        return _form(visit, fields, wrong=visit.say(wrong), status=error.problem.status)
    await enter(visit, signed_in)
    next_page = fields.get("next", "")
    return visit.go(onward(next_page))


async def enter(visit: Visit, signed_in: Json) -> None:
    """Let somebody in with tokens that identity has just handed out: their browser keeps them."""
    session = Session(signed_in["access_token"], signed_in["refresh_token"], {})
    visit.admitted = replace(visit.admitted, token=session.access)
    visit.session = replace(session, profile=await profile_of(visit))


async def show_forgotten(visit: Visit) -> Response:
    """Show the form for a forgotten password."""
    return _forgotten(visit, {"tenant": visit.http.query_params.get("tenant", "")})


async def send_forgotten(visit: Visit) -> Response:
    """Have a link mailed, if there is somebody to mail it to."""
    fields = await visit.form()
    tenant, email = fields.get("tenant", "").strip(), fields.get("email", "").strip()
    try:
        request = ForgotStaffPassword(tenant=tenant, email=email)
    except ValidationError:
        return _forgotten(
            visit, fields, wrong=visit.say("Give the company's short name and an e-mail address."), status=422
        )
    await visit.ask(request)
    return _forgotten(visit, fields, sent=True)


def _forgotten(
    visit: Visit, fields: dict[str, str], *, sent: bool = False, wrong: str = "", status: int = 200
) -> Response:
    known = {name: fields.get(name, "")[:254] for name in ("tenant", "email")}
    return visit.render("console/forgot", {**known, "sent": sent, "wrong": wrong}, status=status)


def _form(visit: Visit, fields: dict[str, str], *, wrong: str = "", status: int = 200) -> Response:
    known = {name: fields.get(name, "")[:1_000] for name in ("tenant", "email", "next")}
    return visit.render("console/sign-in", {**known, "wrong": wrong, "news": news(visit)}, status=status)


async def sign_out(visit: Visit) -> Response:
    """End the session, here and in identity."""
    await visit.form()
    try:
        await visit.ask(SignOut())
    except AnsweredProblemError as error:
        if error.problem.status != 401:
            raise
    visit.session = None
    return visit.go("/sign-in")
