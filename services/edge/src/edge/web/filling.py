"""A form that somebody filled in, sent as a call: what they can put right stands beside its field."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError
from starlette.responses import Response

from contracts.message import Request
from contracts.problem import Problem
from edge.app.faults import faults_of
from edge.http.problems import AnsweredProblemError, log_refusal
from edge.http.shape import invalid
from edge.web.visit import Json, Visit

TOLD: Final = frozenset({409, 410, 422, 429})
"""What a form's page tells in its own words."""


class NotTaken(Exception):  # noqa: N818  an answer: the form again
    """Something in a form is to be put right."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem

    @property
    def fields(self) -> frozenset[str]:
        """Give the fields that are meant; none where it is the form as a whole."""
        return frozenset(fault.pointer.split("/")[1] for fault in self.problem.errors if "/" in fault.pointer)

    def beside(self, sentences: Mapping[str, str]) -> dict[str, str]:
        """Give what is said beside each field that is wrong, of `sentences` by field."""
        return {name: sentences[name] for name in sorted(self.fields & sentences.keys())}

    def above(self, visit: Visit, wrong: Mapping[str, str]) -> str:
        """Give what is said of the form as a whole; `wrong` is what is said beside its fields."""
        if self.problem.status == 429:
            return visit.say("That was often in a short time. Wait a minute, then try again.")
        return " ".join(wrong.values()) or visit.say(
            "Something in the form was not taken. Look it over and send it once more."
        )


def shown(visit: Visit, template: str, values: Mapping[str, object], refused: NotTaken | None) -> Response:
    """Answer with a form's page, as it is or with what is wrong."""
    problem = refused.problem if refused else None
    response = visit.render(template, values, status=problem.status if problem else 200)
    if problem and problem.retry_after:
        response.headers["retry-after"] = str(problem.retry_after)
    return response


async def send(visit: Visit, kind: type[Request[Any]], asked: Mapping[str, object]) -> Json:
    """Make the call that a form asks for. Raises NotTaken, and what nobody can put right here."""
    try:
        request = kind.model_validate(asked)
    except ValidationError as error:
        raise NotTaken(invalid(faults_of(error, asked)).problem) from error
    try:
        return await visit.ask(request)
    except AnsweredProblemError as error:
        # Before sign-in 401 says that a password is wrong; after it, that the session has ended.
        if error.problem.status in TOLD or (error.problem.status == 401 and not visit.admitted.token):
            log_refusal(error.problem, f"{visit.page.method} {visit.page.path}", error)
            raise NotTaken(error.problem) from error
        raise
