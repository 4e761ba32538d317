"""Turns what went wrong into the Problem that a caller gets. Refusals are answers; the unexpected says nothing."""

from typing import Final, Protocol, runtime_checkable

from pydantic import ValidationError
from pymongo.errors import AutoReconnect, ConnectionFailure, ExecutionTimeout, PyMongoError

from contracts.changes import Change
from contracts.problem import Fault, Problem

MAX_FAULTS: Final = 50
MAX_CHANGES: Final = 100
RETRY_SECONDS: Final = 2


@runtime_checkable
class Refusal(Protocol):
    """What every service's own `domain.refusal.Refusal` looks like: a rule said no.

    It undoes everything, unless its class sets `keeps_effects = True`: then what was done before it is committed.
    One that may pass can have a `retry_after`, in seconds; one that expected something else can have `changes`.
    """

    code: str
    status: int
    title: str


class Refused(Exception):  # noqa: N818  a refusal is an answer, not an error
    """The chassis itself said no: not signed in, not allowed, read-only, cut off."""

    def __init__(self, status: int, code: str, title: str, detail: str = "", *, retry_after: int | None = None) -> None:
        super().__init__(code)
        self.problem = Problem.of(status, code, title, detail, retry_after=retry_after)


class InvalidInput(Refused):
    """What was asked does not fit the contract. Only this is the caller's fault: any other ValidationError is ours."""

    def __init__(self, error: ValidationError) -> None:
        super().__init__(422, "invalid-input", "The input is not valid")
        self.problem = self.problem.model_copy(update={"errors": faults_of(error)})


def interrupted() -> Refused:
    """Give the refusal of a write of which nobody knows whether it was done."""
    title = "The service was interrupted"
    return Refused(503, "interrupted", title, "Look whether it was done before you try again.", retry_after=1)


def is_away(error: BaseException) -> bool:
    """Tell whether the whole database is away, as against one operation gone wrong."""
    return isinstance(error, AutoReconnect | ConnectionFailure | ExecutionTimeout)


def problem_of(error: Exception) -> Problem:
    """Give the answer for an error. Anything unexpected is a bare 500: the log tells its type and place."""
    if isinstance(error, Refused):
        return error.problem
    if isinstance(error, Refusal):
        faults = tuple(_fault(fault) for fault in getattr(error, "faults", ()))[:MAX_FAULTS]
        seconds = getattr(error, "retry_after", None)
        changes = tuple(_change(change) for change in getattr(error, "changes", ())[:MAX_CHANGES])
        return Problem.of(
            error.status, error.code, error.title, str(error), errors=faults, retry_after=seconds, changes=changes
        )
    if isinstance(error, PyMongoError) and error.has_error_label("UnknownTransactionCommitResult"):
        return interrupted().problem
    if is_away(error) or (isinstance(error, PyMongoError) and error.has_error_label("TransientTransactionError")):
        return Problem.of(
            503, "unavailable", "The service is busy or away", "Try again shortly.", retry_after=RETRY_SECONDS
        )
    return Problem.of(500, "internal", "Something went wrong", "The operators can find it by the request id.")


def faults_of(error: ValidationError) -> tuple[Fault, ...]:
    """Give each wrong place as an RFC 6901 pointer with pydantic's error type as code."""
    return tuple(
        Fault(pointer=pointer(item["loc"]), code=item["type"], detail=item["msg"][:500])
        for item in error.errors(include_url=False, include_context=False, include_input=False)[:MAX_FAULTS]
    )


def pointer(place: tuple[int | str, ...]) -> str:
    """Write a place as an RFC 6901 JSON pointer, cut at 500 characters."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in place)[:500]


def _fault(fault: object) -> Fault:
    place, code, detail = (str(getattr(fault, name, "")) for name in ("pointer", "code", "detail"))
    return Fault(pointer=place[:500], code=code[:100], detail=detail[:500])


def _change(change: object) -> Change:
    return Change.model_validate(change, from_attributes=True)
