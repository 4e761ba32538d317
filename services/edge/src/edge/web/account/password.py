"""One's own password, changed with the one before; that ends every other session."""

from typing import Final

from starlette.responses import Response

from contracts.identity.passwords import ChangePassword
from edge.web.account.given import NOT_YOURS, WEAK
from edge.web.filling import NotTaken, send, shown
from edge.web.visit import Visit

WRONG: Final = {"current": NOT_YOURS, "new": WEAK}


async def show(visit: Visit) -> Response:
    """Show the form."""
    return _form(visit)


async def change(visit: Visit) -> Response:
    """Change it."""
    fields = await visit.form()
    try:
        await send(visit, ChangePassword, {name: fields.get(name, "") for name in WRONG})
    except NotTaken as refused:
        return _form(visit, refused)
    return visit.go("/password?saved=1")


def _form(visit: Visit, refused: NotTaken | None = None) -> Response:
    wrong = refused.beside({name: visit.say(text) for name, text in WRONG.items()}) if refused else {}
    values = {
        "wrong": wrong,
        "alert": refused.above(visit, wrong) if refused else "",
        "saved": "saved" in visit.http.query_params,
    }
    return shown(visit, "account/password", values, refused)
