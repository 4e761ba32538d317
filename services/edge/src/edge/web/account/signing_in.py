"""Signing in and out. Whether an address is known shows nowhere; where it leads is a page of this portal, or none."""

from typing import Final

from pydantic import ValidationError
from starlette.responses import Response

from chassis.problems import Refused
from contracts.identity.sessions import SignIn, SignOut
from contracts.problem import Problem
from edge.domain.onward import onward
from edge.http.problems import AnsweredProblemError
from edge.web.catalogues import later
from edge.web.entrance import begin
from edge.web.visit import Visit

NEWS: Final = {
    "ended": ("info", later("Your session has ended. Sign in again and go on where you were.")),
    "set": ("success", later("Your password is set. From now on you sign in with it.")),
    "everywhere": ("success", later("You are signed out on every device.")),
}
"""What may have brought somebody here, by a name in the address: tone and words."""


async def show(visit: Visit) -> Response:
    """Show the form; to somebody who is in already, the way on."""
    query = visit.http.query_params
    return _form(visit, email="", next_page=query.get("next", ""))


async def send(visit: Visit) -> Response:
    """Sign somebody in."""
    fields = await visit.form()
    email, next_page = fields.get("email", "").strip(), fields.get("next", "")
    try:
        signed_in = await visit.ask(SignIn(portal=visit.portal, email=email, password=fields.get("password", "")))
    except ValidationError:
        return _form(visit, email, next_page, wrong=visit.say("E-mail address or password is not right."), status=422)
    except AnsweredProblemError as error:
        if error.problem.status >= 500:
            raise
        return _form(visit, email, next_page, wrong=_why(visit, error.problem), status=error.problem.status)
    await begin(visit, signed_in)
    return visit.go(onward(next_page))


async def sign_out(visit: Visit) -> Response:
    """End the session, here and in identity."""
    await visit.form()
    try:
        await visit.ask(SignOut())
    except (AnsweredProblemError, Refused) as error:
        if not isinstance(error, Refused) and error.problem.status != 401:
            raise
    visit.session = None
    return visit.go("/sign-in")


def news(visit: Visit) -> tuple[str, str] | None:
    """Give what is to be told above the form, None where it is nothing: tone and words."""
    return next((told for name, told in NEWS.items() if name in visit.http.query_params), None)


def _why(visit: Visit, problem: Problem) -> str:
    if problem.status == 429 or problem.code == "identity.locked":
        return visit.say("Too many tries. Wait a few minutes, or set a new password.")
    return visit.say("E-mail address or password is not right.")


def _form(visit: Visit, email: str, next_page: str, *, wrong: str = "", status: int = 200) -> Response:
    values = {"email": email[:254], "next": next_page, "wrong": wrong, "news": news(visit)}
    return visit.render("sign-in", values, status=status)
