"""The pages behind mailed links that set a password: a forgotten one, or a staff member's first."""

import re
from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from contracts.identity.passwords import PasswordLink, ShowPasswordLink
from contracts.message import Request
from contracts.problem import Problem
from edge.app.faults import faults_of
from edge.domain.refusal import NotFound
from edge.http.reception import Admitted
from edge.http.route import Route
from edge.http.shape import invalid
from edge.http.table import ACTIVATION_PAGE, RESET_PAGE
from edge.web.link_page import LinkPage, alert

_FIELD: Final = re.compile(r"/(name|password)\b")
_NAMES: Final = {"name": "name_wrong", "password": "password_wrong"}


class PasswordPage(LinkPage[PasswordLink]):
    """Shows whose password it is, and takes a new one."""

    words = "password_"

    async def preview(self, route: Route, http: HttpRequest, admitted: Admitted) -> PasswordLink:
        """Ask what the link does. Raises NotFound for one that belongs on another page."""
        path = http.path_params
        try:
            request = ShowPasswordLink(token=path["token"])
        except ValidationError as error:
            raise NotFound from error
        link = PasswordLink.model_validate_json(await self.ask(request, route, http, admitted))
        activates = route.path == ACTIVATION_PAGE
        portal = f"{path['tenant']}/{path['slug']}" if route.path == RESET_PAGE else None
        if (link.purpose == "activate") != activates or link.portal != portal:
            raise NotFound
        return link

    def request(
        self, route: Route, http: HttpRequest, preview: PasswordLink, fields: Mapping[str, str]
    ) -> Request[Any]:
        """Give what the form asks for."""
        ours = ("name", "password") if preview.purpose == "activate" else ("password",)
        asked = {"token": http.path_params["token"], **{name: fields[name] for name in ours if name in fields}}
        try:
            return route.request.model_validate(asked)
        except ValidationError as error:
            raise invalid(faults_of(error, asked)) from error

    def done(self, http: HttpRequest, preview: PasswordLink) -> Response:
        """Say that the password is set. Nobody is signed in by it."""
        language, text = self.spoken(http, preview.language)
        message = text["password_done_lead"].format(email=preview.email, place=_place(preview))
        return self._pages.render("notice", language, text["password_done_heading"], {"message": message})

    def form(
        self, http: HttpRequest, preview: PasswordLink, fields: Mapping[str, str], problem: Problem | None
    ) -> Response:
        """Give the form, with what was filled in and what is wrong with it."""
        language, text = self.spoken(http, preview.language)
        nonce = self._forms.nonce_of(http)
        wrong = {found[1] for fault in (problem.errors if problem else ()) if (found := _FIELD.match(fault.pointer))}
        values = {
            "email": preview.email,
            "name": fields.get("name", preview.name),
            "activates": preview.purpose == "activate",
            "wrong": wrong,
            "alert": alert(problem, wrong, text, _NAMES),
            "form_token": self._forms.token(nonce, http.url.path),
        }
        title = text["password_heading"].format(place=_place(preview))
        response = self._pages.render("password", language, title, values, status=problem.status if problem else 200)
        self._forms.keep(response, nonce)
        return response


def _place(link: PasswordLink) -> str:
    return link.portal_name or link.tenant_name
