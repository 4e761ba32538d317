"""What a page of the console says after a form was sent: by a word in the address, never by text out of it."""

from collections.abc import Mapping
from typing import Any, Final

from contracts.message import Request
from edge.http.problems import AnsweredProblemError
from edge.web.visit import Json, Visit

Sentences = Mapping[str, tuple[str, str]]
"""Tone and sentence by the word that stands in the address as `told`."""
GONE: Final[Mapping[int, str]] = {404: "gone"}
"""Somebody else was faster."""


def told_about(visit: Visit, sentences: Sentences) -> Json | None:
    """Give tone and text of what was done, None where the address says nothing that is known."""
    tone, sentence = sentences.get(visit.http.query_params.get("told", ""), ("", ""))
    return {"tone": tone, "text": visit.say(sentence)} if sentence else None


async def outcome(visit: Visit, request: Request[Any], done: str, otherwise: Mapping[int, str] = GONE) -> str:
    """Make a call and give the word for what became of it: `done`, or that of a refusal in `otherwise`, by status.

    Raises AnsweredProblemError for any other.
    """
    try:
        await visit.ask(request)
    except AnsweredProblemError as error:
        if error.problem.status not in otherwise:
            raise
        return otherwise[error.problem.status]
    return done
