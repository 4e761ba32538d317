"""A forgotten password: the answer is the same whether the address is known or not."""

from pydantic import ValidationError
from starlette.responses import Response

from contracts.identity.passwords import ForgotPassword
from edge.web.visit import Visit


async def show(visit: Visit) -> Response:
    """Show the form."""
    return visit.render("forgot", {"sent": False, "email": "", "wrong": ""})


async def send(visit: Visit) -> Response:
    """Have a link mailed, if there is somebody to mail it to."""
    email = (await visit.form()).get("email", "").strip()
    try:
        request = ForgotPassword(portal=visit.portal, email=email)
    except ValidationError:
        wrong = visit.say("This is no e-mail address.")
        return visit.render("forgot", {"sent": False, "email": email[:254], "wrong": wrong}, status=422)
    await visit.ask(request)
    return visit.render("forgot", {"sent": True, "email": email, "wrong": ""})
