"""One's own profile: name, language, time zone, formats, country; and how the pages look in this browser."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from starlette.responses import Response

from contracts.identity.people import ChangeMe, ShowMe
from contracts.message import Request
from edge.web.account import choices
from edge.web.account.given import PROFILE, WRONG_PROFILE, given_profile
from edge.web.catalogues import later
from edge.web.entrance import kept_of
from edge.web.filling import NotTaken, send, shown
from edge.web.renderer import THEMES, theme_of
from edge.web.visit import Json, Visit

THEME: Final = "portico.theme"
THEME_SECONDS: Final = 365 * 86_400
APPEARANCES: Final = (
    ("", later("As my device has it")), ("light", later("Light")), ("dark", later("Dark")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ProfilePages:
    """The pages of one kind of people: what their profile is asked with, changed with, and what browsers keep of it."""

    ask: type[Request[Any]]
    change: type[Request[Any]]
    kept: Callable[[Json], Json]

    async def show(self, visit: Visit) -> Response:
        """Show the profile as it is today."""
        return _form(visit, await visit.ask(self.ask()))

    async def save(self, visit: Visit) -> Response:
        """Change it: the next page speaks, counts and dates by it."""
        fields = await visit.form()
        try:
            me = await send(visit, self.change, given_profile(fields))
        except NotTaken as refused:
            return _form(visit, {**visit.profile, **{name: fields.get(name, "") for name in PROFILE}}, refused)
        if visit.session is not None:
            visit.session = replace(visit.session, profile=self.kept(me))
        return visit.go("/profile?saved=1")


OF_USERS: Final = ProfilePages(ShowMe, ChangeMe, kept_of)


async def save_appearance(visit: Visit) -> Response:
    """Keep the theme with this browser, or nothing where the device decides."""
    theme = (await visit.form()).get("theme", "")
    response = visit.go("/profile?saved=1")
    https = visit.tools.forms.https
    if theme in THEMES:
        response.set_cookie(THEME, theme, max_age=THEME_SECONDS, path="/", secure=https, httponly=True, samesite="lax")
    else:
        response.delete_cookie(THEME, path="/", secure=https, httponly=True, samesite="lax")
    return response


def _form(visit: Visit, filled: Mapping[str, str | None], refused: NotTaken | None = None) -> Response:
    wrong = refused.beside({name: visit.say(text) for name, text in WRONG_PROFILE.items()}) if refused else {}
    values = {
        "filled": filled,
        "choices": choices.of_profile(visit.language, visit.public.get("languages", ()), filled),
        "wrong": wrong,
        "alert": refused.above(visit, wrong) if refused else "",
        "saved": "saved" in visit.http.query_params,
        "appearances": [(value, visit.say(text)) for value, text in APPEARANCES],
        "appearance": theme_of(visit.http.cookies.get(THEME, "")),
    }
    return shown(visit, "account/profile", values, refused)
