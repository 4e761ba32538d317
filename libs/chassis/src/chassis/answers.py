"""How a call's answer goes back, and which answers are no last word."""

from typing import Final

from faststream.rabbit import RabbitResponse

from chassis.call_client import STATUS_HEADER
from contracts.problem import Problem

JSON: Final = "application/json"
PROBLEM: Final = "application/problem+json"


def may_pass(status: int) -> bool:
    """Tell whether the same call may well be answered otherwise later: such an answer is not kept for its key."""
    return status == 429 or status >= 500


def text_of(problem: Problem) -> bytes:
    """Write a problem as JSON."""
    return problem.model_dump_json(exclude_none=True).encode()


def response(status: int, body: bytes) -> RabbitResponse:
    """Make the reply; `body` is JSON."""
    # Not mandatory: a caller that has gone must not turn finished work into an error.
    kind = PROBLEM if status >= 400 else JSON
    return RabbitResponse(body, mandatory=False, headers={STATUS_HEADER: status}, content_type=kind, persist=False)
