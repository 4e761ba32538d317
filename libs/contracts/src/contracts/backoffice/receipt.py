"""What the edge answers to a backoffice that publishes over HTTP."""

from typing import Annotated

from pydantic import Field

from contracts.message import Message
from contracts.problem import Problem

MAX_EVENTS = 500
"""Events of one batch."""


class RejectedEvent(Message):
    """One event of a batch that was not taken in: its place in the array, its id where it has one, and why."""

    index: int
    id: str | None = None
    problem: Problem


class EventsTaken(Message):
    """How many events are stored for good, and which are not: correct those and send them again."""

    accepted: int
    rejected: Annotated[tuple[RejectedEvent, ...], Field(max_length=MAX_EVENTS)] = ()
