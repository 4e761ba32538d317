"""What pages behind mailed links share: looking at a link, and kind words where it does not hold."""

from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from contracts.message import Request
from contracts.problem import Problem
from edge.http.problems import AnsweredProblemError
from edge.web.trouble import Way, WordedError, Words
from edge.web.visit import Json, Visit

GONE: Final = frozenset({409, 410})


@dataclass(frozen=True, slots=True)
class Link:
    """A kind of link: `request` looks at one by its `token`; the words for one that has ended or was never there."""

    request: type[Request[Any]]
    ended: Words
    unknown: Words
    way: Way

    def unknown_here(self) -> WordedError:
        """Give what is raised for a link that belongs on another page, as for one that is none."""
        return WordedError(Problem.of(404, "not-found", "There is nothing here"), self.unknown, self.way)


async def look_at(visit: Visit, link: Link, token: str) -> Json:
    """Ask what a link is about; that changes nothing. Raises WordedError where it does not hold."""
    try:
        request = link.request.model_validate({"token": token})
    except ValidationError as error:
        raise link.unknown_here() from error
    try:
        return await visit.ask(request)
    except AnsweredProblemError as error:
        if error.problem.status in GONE:
            raise WordedError(error.problem, link.ended, link.way) from error
        if error.problem.status == 404:
            raise WordedError(error.problem, link.unknown, link.way) from error
        raise
