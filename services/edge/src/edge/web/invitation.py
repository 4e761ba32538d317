"""The page behind an invitation's link. Looking changes nothing, however often; only the form accepts."""

import re
from collections.abc import Mapping
from typing import Final

from pydantic import ValidationError
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from contracts.identity.invitations import AcceptInvitation, InvitationPreview, ShowInvitation
from contracts.problem import Problem
from edge.app.faults import faults_of
from edge.domain.refusal import NotFound
from edge.http.pages import DOCS
from edge.http.reception import Admitted
from edge.http.route import Route
from edge.http.shape import invalid
from edge.web.dates import write_day
from edge.web.link_page import LinkPage, alert

OURS: Final[tuple[str, ...]] = ("name", "password")
_FIELD: Final = re.compile(r"/(name|password)\b")


class InvitationPage(LinkPage[InvitationPreview]):
    """Shows an invitation and takes the answer."""

    async def preview(self, route: Route, http: HttpRequest, admitted: Admitted) -> InvitationPreview:
        """Ask what the invitation is. Raises NotFound for another portal's."""
        path = http.path_params
        try:
            request = ShowInvitation(token=path["token"])
        except ValidationError as error:
            raise NotFound from error
        preview = InvitationPreview.model_validate_json(await self.ask(request, route, http, admitted))
        if preview.portal != f"{path['tenant']}/{path['slug']}":
            raise NotFound
        return preview

    def request(
        self, _route: Route, http: HttpRequest, preview: InvitationPreview, fields: Mapping[str, str]
    ) -> AcceptInvitation:
        """Give the acceptance; somebody known keeps their name."""
        given = {name: fields[name] for name in OURS if name in fields and not (preview.sign_in and name == "name")}
        asked = {"token": http.path_params["token"], **given}
        try:
            return AcceptInvitation.model_validate(asked)
        except ValidationError as error:
            raise invalid(faults_of(error, asked)) from error

    def done(self, http: HttpRequest, preview: InvitationPreview) -> Response:
        """Say that they are in."""
        language, text = self.spoken(http, preview.defaults.language)
        values = {"portal": preview.portal_name, "email": preview.email, "docs": DOCS, "api": self._api}
        return self._pages.render("done", language, text["done_heading"], values)

    def form(
        self, http: HttpRequest, preview: InvitationPreview, fields: Mapping[str, str], problem: Problem | None
    ) -> Response:
        """Give the form, with what was filled in and what is wrong with it."""
        language, text = self.spoken(http, preview.defaults.language)
        nonce = self._forms.nonce_of(http)
        wrong = _wrong_fields(problem)
        names = {"name": "name_wrong", "password": "current_password_wrong" if preview.sign_in else "password_wrong"}
        values = {
            "inviter": preview.inviter,
            "email": preview.email,
            "name": fields.get("name", preview.name),
            "known": preview.sign_in,
            "expires": write_day(preview.expires_at.date(), preview.defaults.date_format),
            "wrong": wrong,
            "alert": alert(problem, wrong, text, names),
            "form_token": self._forms.token(nonce, http.url.path),
        }
        title = text["heading"].format(portal=preview.portal_name)
        status = problem.status if problem else 200
        response = self._pages.render("invitation", language, title, values, status=status)
        self._forms.keep(response, nonce)
        return response


def _wrong_fields(problem: Problem | None) -> set[str]:
    if problem is None:
        return set()
    if problem.status == 401:
        return {"password"}
    return {found[1] for fault in problem.errors if (found := _FIELD.match(fault.pointer))}
