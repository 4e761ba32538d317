"""Every refusal as problem+json (RFC 9457), whoever refused: the edge, the chassis, a service, the framework."""

from typing import Final

from starlette.responses import Response

from chassis.logs import get_logger
from chassis.problems import problem_of
from contracts.problem import Fault, Problem
from edge.app.api_keys import KeyRefusedError
from edge.domain.refusal import Refusal

PROBLEM: Final = "application/problem+json"
logger = get_logger()


class AnsweredProblemError(Exception):
    """A Problem that is ready to be the answer."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def problem_for(error: Exception) -> Problem:
    """Give the answer for an error. Anything unexpected is a bare 500: its text stays in the log."""
    if isinstance(error, AnsweredProblemError | KeyRefusedError):
        return error.problem
    problem = problem_of(error)
    if isinstance(error, Refusal) and error.retry_after:
        return problem.model_copy(update={"retry_after": error.retry_after})
    return problem


def respond(problem: Problem, *, below: str = "") -> Response:
    """Write a Problem. Pointers that begin with `below` lose it: that field is the whole body."""
    if below:
        problem = problem.model_copy(update={"errors": tuple(_raised(fault, below) for fault in problem.errors)})
    headers: dict[str, str] = {}
    if problem.retry_after:
        headers["retry-after"] = str(problem.retry_after)
    if problem.status == 401:
        headers["www-authenticate"] = "Bearer"
    body = problem.model_dump_json(exclude_defaults=True)
    return Response(body, problem.status, headers, media_type=PROBLEM)


def _raised(fault: Fault, below: str) -> Fault:
    if fault.pointer == below or fault.pointer.startswith(below + "/"):
        return fault.model_copy(update={"pointer": fault.pointer[len(below) :]})
    return fault


def log_refusal(problem: Problem, route: str, error: Exception | None = None) -> None:
    """Leave a trace of who was not let in and of what broke; never of what was sent."""
    if problem.status >= 500:
        cause = error if problem.status == 500 else None
        logger.warning("http.failed", route=route, status=problem.status, code=problem.code, exc_info=cause)
    elif problem.status in (401, 403, 429):
        logger.info("http.refused", route=route, status=problem.status, code=problem.code)
