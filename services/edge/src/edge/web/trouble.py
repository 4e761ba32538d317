"""What people read when a page cannot be shown: what happened, what they can do, and nothing about what is hidden."""

from typing import Final

from starlette.responses import Response

from contracts.problem import Problem
from edge.domain.refusal import TooManyRequests
from edge.http.problems import AnsweredProblemError, log_refusal, problem_for
from edge.web.catalogues import later
from edge.web.visit import Visit

Words = tuple[str, str, str]
"""Icon, heading, what to do."""
Way = tuple[str, str]
"""What a button says, and where it leads."""
MISSING: Final[Words] = (
    "search",
    later("There is nothing here"),
    later("It may have been withdrawn, or it is not for you. Look for it in your lists."),
)
AWAY: Final[Words] = (
    "clock",
    later("We cannot show this now"),
    later("Something on our side does not answer. Try again in a moment; nothing of yours is lost."),
)
WORDS: Final[dict[int, Words]] = {
    403: ("circle-alert", later("This is not for you"), later("Your role in this portal does not allow it.")),
    404: MISSING,
    429: ("clock", later("Too many tries"), later("Wait a minute, then try again.")),
    503: AWAY,
    504: AWAY,
}
WRONG: Final[Words] = (
    "triangle-alert",
    later("That did not work"),
    later("Open the page again and try once more. If it happens again, the number below tells us what went wrong."),
)

HOME: Final[Way] = (later("To the start page"), "/")


class WordedError(AnsweredProblemError):
    """A refusal that a page tells in words of its own, with a way on that fits."""

    def __init__(self, problem: Problem, words: Words, way: Way = HOME) -> None:
        super().__init__(problem)
        self.words, self.way = words, way


def told(visit: Visit, error: Exception) -> Response:
    """Answer with a page that says what went wrong."""
    problem = problem_for(error)
    log_refusal(problem, f"{visit.page.method} {visit.page.path}", error)
    icon, heading, text = error.words if isinstance(error, WordedError) else WORDS.get(problem.status, WRONG)
    values = {
        "icon_name": icon,
        "heading": heading,
        "text": text,
        "way": error.way if isinstance(error, WordedError) else HOME,
        "request_id": visit.http.state.request_id,
        "again": problem.status in (429, 503, 504) and visit.page.method == "GET",
    }
    response = visit.render("trouble", values, status=problem.status)
    if problem.retry_after:
        response.headers["retry-after"] = str(problem.retry_after)
    if isinstance(error, TooManyRequests):
        visit.admitted = visit.admitted.with_allowance(error.allowance)
    return response
