"""What every page behind a mailed link does: look on GET, act on our own form only, and end kindly."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, Final, Generic, TypeVar

from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from contracts.message import Message, Request
from contracts.problem import Problem
from edge.http.door import call_headers, tell_quota
from edge.http.problems import AnsweredProblemError, log_refusal, problem_for
from edge.http.reception import Admitted, Reception
from edge.http.route import Route
from edge.ports import Caller
from edge.web.forms import Forms
from edge.web.pages import Pages
from edge.web.texts import choose

GONE: Final = frozenset({409, 410})
P = TypeVar("P", bound=Message)


class LinkPage(ABC, Generic[P]):
    """A page of whoever holds a link; `P` is what identity tells of it. `api` is the public address of the API."""

    words = ""
    """How the texts begin that say that a link has ended or was never there."""

    def __init__(self, reception: Reception, caller: Caller, pages: Pages, forms: Forms, api: str) -> None:
        self._reception, self._caller, self._pages, self._forms, self._api = reception, caller, pages, forms, api

    async def answer(self, route: Route, http: HttpRequest) -> Response:
        """Answer with a page, whatever happens."""
        try:
            with self._reception.crowd_of(route).enter():
                admitted = self._reception.admit_anyone(route.rate, http)
                preview = await self.preview(route, http, admitted)
                if route.method == "GET":
                    response = self.form(http, preview, {}, None)
                else:
                    response = await self._act(route, http, admitted, preview)
            tell_quota(response, admitted.allowance)
        except Exception as error:  # noqa: BLE001  whatever it is, people get a page
            return self._notice(route, http, error)
        return response

    @abstractmethod
    async def preview(self, route: Route, http: HttpRequest, admitted: Admitted) -> P:
        """Ask what the link is about. Raises what says that it is none of this page's."""

    @abstractmethod
    def form(self, http: HttpRequest, preview: P, fields: Mapping[str, str], problem: Problem | None) -> Response:
        """Give the form, with what was filled in and what is wrong with it."""

    @abstractmethod
    def request(self, route: Route, http: HttpRequest, preview: P, fields: Mapping[str, str]) -> Request[Any]:
        """Give what the form asks for. Raises what is wrong with it."""

    @abstractmethod
    def done(self, http: HttpRequest, preview: P) -> Response:
        """Say that it is done."""

    async def _act(self, route: Route, http: HttpRequest, admitted: Admitted, preview: P) -> Response:
        fields: dict[str, str] = {}
        try:
            fields = await self._forms.read(http)
            await self.ask(self.request(route, http, preview, fields), route, http, admitted)
        except Exception as error:
            problem = problem_for(error)
            if problem.status in GONE or problem.status == 404:
                raise
            log_refusal(problem, f"{route.method} {route.path}", error)
            return _wait(self.form(http, preview, fields, problem), problem)
        return self.done(http, preview)

    async def ask(self, request: Request[Any], route: Route, http: HttpRequest, admitted: Admitted) -> bytes:
        """Make a call and give its answer. Raises AnsweredProblemError."""
        text = request.model_dump_json(exclude_unset=True).encode()
        answer = await self._caller.send(type(request), text, call_headers(http, route.effect, admitted))
        if answer.status >= 400:
            raise AnsweredProblemError(Problem.model_validate_json(answer.body))
        return answer.body

    def spoken(self, http: HttpRequest, wished: str) -> tuple[str, Mapping[str, str]]:
        """Give the language for this reader, and its texts."""
        language = choose(self._pages.texts, wished, http.headers.get("accept-language", ""))
        return language, self._pages.texts[language]

    def _notice(self, route: Route, http: HttpRequest, error: Exception) -> Response:
        problem = problem_for(error)
        log_refusal(problem, f"{route.method} {route.path}", error)
        language, text = self.spoken(http, "")
        which = self.words + ("ended" if problem.status in GONE else "unknown")
        title, message = text[f"{which}_heading"], text[f"{which}_lead"]
        if problem.status not in GONE and problem.status != 404:
            title, message = text["problem"], text["too_many" if problem.status == 429 else "away"]
        return _wait(
            self._pages.render("notice", language, title, {"message": message}, status=problem.status), problem
        )


def _wait(response: Response, problem: Problem) -> Response:
    """Say when to come back, where that helps."""
    if problem.retry_after:
        response.headers["retry-after"] = str(problem.retry_after)
    return response


def alert(problem: Problem | None, wrong: set[str], text: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Say what is wrong with the form as a whole; what is wrong with a field stands beside it too."""
    if problem is None:
        return ""
    if problem.status == 429:
        return text["too_many"]
    if problem.status >= 500:
        return text["away"]
    return " ".join(text[names[field]] for field in sorted(wrong)) or text["try_again"]
