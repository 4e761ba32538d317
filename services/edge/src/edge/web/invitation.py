"""The page behind the mailed link. Looking changes nothing, however often; only the form accepts."""

import re
from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from contracts.identity.invitations import AcceptInvitation, InvitationPreview, ShowInvitation
from contracts.message import Request
from contracts.problem import Problem
from edge.app.faults import faults_of
from edge.domain.refusal import NotFound
from edge.http.door import call_headers, tell_quota
from edge.http.pages import DOCS
from edge.http.problems import AnsweredProblemError, log_refusal, problem_for
from edge.http.reception import Admitted, Reception
from edge.http.route import Route
from edge.http.shape import invalid
from edge.ports import Answered, Caller
from edge.web.dates import write_day
from edge.web.forms import Forms
from edge.web.pages import Pages
from edge.web.texts import choose

OURS: Final[tuple[str, ...]] = ("name", "password")
_GONE: Final = frozenset({409, 410})
_FIELD: Final = re.compile(r"/(name|password)\b")


class InvitationPage:
    """Shows an invitation and takes the answer. `api` is the public address of the API."""

    def __init__(self, reception: Reception, caller: Caller, pages: Pages, forms: Forms, api: str) -> None:
        self._reception, self._caller, self._pages, self._forms, self._api = reception, caller, pages, forms, api

    async def answer(self, route: Route, http: HttpRequest) -> Response:
        """Answer with a page, whatever happens."""
        try:
            with self._reception.crowd_of(route).enter():
                admitted = self._reception.admit_anyone(route, http)
                preview = await self._preview(route, http, admitted)
                if route.method == "GET":
                    response = self._form(http, preview, {}, None)
                else:
                    response = await self._accept(route, http, admitted, preview)
            tell_quota(response, admitted.allowance)
        except Exception as error:  # noqa: BLE001  whatever it is, people get a page
            return self._notice(route, http, error)
        return response

    async def _preview(self, route: Route, http: HttpRequest, admitted: Admitted) -> InvitationPreview:
        path = http.path_params
        try:
            request = ShowInvitation(token=path["token"])
        except ValidationError as error:
            raise NotFound from error
        answer = await self._ask(request, call_headers(http, route, admitted))
        preview = InvitationPreview.model_validate_json(_said(answer))
        if preview.portal != f"{path['tenant']}/{path['slug']}":
            raise NotFound
        return preview

    async def _accept(
        self, route: Route, http: HttpRequest, admitted: Admitted, preview: InvitationPreview
    ) -> Response:
        fields: dict[str, str] = {}
        try:
            fields = await self._forms.read(http)
            given = {name: fields[name] for name in OURS if name in fields and not (preview.sign_in and name == "name")}
            request = _acceptance({"token": http.path_params["token"], **given})
            _said(await self._ask(request, call_headers(http, route, admitted)))
        except Exception as error:
            problem = problem_for(error)
            if problem.status in _GONE or problem.status == 404:
                raise
            log_refusal(problem, f"{route.method} {route.path}", error)
            return self._form(http, preview, fields, problem)
        language, text = self._words(http, preview.defaults.language)
        values = {"portal": preview.portal_name, "email": preview.email, "docs": DOCS, "api": self._api}
        return self._pages.render("done", language, text["done_heading"], values)

    async def _ask(self, request: Request[Any], headers: Mapping[str, str]) -> Answered:
        text = request.model_dump_json(exclude_unset=True).encode()
        return await self._caller.send(type(request), text, headers)

    def _form(
        self, http: HttpRequest, preview: InvitationPreview, fields: Mapping[str, str], problem: Problem | None
    ) -> Response:
        language, text = self._words(http, preview.defaults.language)
        nonce = self._forms.nonce_of(http)
        wrong = _wrong_fields(problem)
        values = {
            "inviter": preview.inviter,
            "email": preview.email,
            "name": fields.get("name", preview.name),
            "known": preview.sign_in,
            "expires": write_day(preview.expires_at.date(), preview.defaults.date_format),
            "wrong": wrong,
            "alert": _alert(problem, wrong, text, known=preview.sign_in),
            "form_token": self._forms.token(nonce, http.url.path),
        }
        title = text["heading"].format(portal=preview.portal_name)
        status = problem.status if problem else 200
        response = self._pages.render("invitation", language, title, values, status=status)
        self._forms.keep(response, nonce)
        return response

    def _notice(self, route: Route, http: HttpRequest, error: Exception) -> Response:
        problem = problem_for(error)
        log_refusal(problem, f"{route.method} {route.path}", error)
        language, text = self._words(http, "")
        which = "ended" if problem.status in _GONE else "unknown"
        title, message = text[f"{which}_heading"], text[f"{which}_lead"]
        if problem.status not in _GONE and problem.status != 404:
            title, message = text["problem"], text["too_many" if problem.status == 429 else "away"]
        response = self._pages.render("notice", language, title, {"message": message}, status=problem.status)
        if problem.retry_after:
            response.headers["retry-after"] = str(problem.retry_after)
        return response

    def _words(self, http: HttpRequest, wished: str) -> tuple[str, Mapping[str, str]]:
        language = choose(self._pages.texts, wished, http.headers.get("accept-language", ""))
        return language, self._pages.texts[language]


def _acceptance(given: Mapping[str, str]) -> AcceptInvitation:
    try:
        return AcceptInvitation.model_validate(given)
    except ValidationError as error:
        raise invalid(faults_of(error, given)) from error


def _said(answer: Answered) -> bytes:
    if answer.status >= 400:
        raise AnsweredProblemError(Problem.model_validate_json(answer.body))
    return answer.body


def _wrong_fields(problem: Problem | None) -> set[str]:
    if problem is None:
        return set()
    if problem.status == 401:
        return {"password"}
    return {found[1] for fault in problem.errors if (found := _FIELD.match(fault.pointer))}


def _alert(problem: Problem | None, wrong: set[str], text: Mapping[str, str], *, known: bool) -> str:
    """Say what is wrong with the form as a whole; what is wrong with a field stands beside it too."""
    if problem is None:
        return ""
    if problem.status == 429:
        return text["too_many"]
    if problem.status >= 500:
        return text["away"]
    names = {"name": "name_wrong", "password": "current_password_wrong" if known else "password_wrong"}
    return " ".join(text[names[field]] for field in sorted(wrong)) or text["try_again"]
