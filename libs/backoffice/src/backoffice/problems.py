"""What can go wrong, told so that one knows what to do: input is refused, a door is closed, or nobody answers."""

from dataclasses import dataclass
from typing import ClassVar

from pydantic import ValidationError

from contracts.problem import Problem

MAX_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, and where: a line and an element, a row and a column, or an RFC 6901 pointer."""

    place: str
    detail: str

    def __str__(self) -> str:
        """Read as people say it."""
        return f"{self.place}: {self.detail}" if self.place else self.detail


class BackofficeError(Exception):
    """Whatever this package raises on purpose. Its text says what happened and what to do."""

    code: ClassVar[str] = "backoffice.failed"


class InputRefusedError(BackofficeError):
    """A file, a row or an event is not what it has to be; nothing of it was published."""

    code = "backoffice.input-refused"

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults

    @classmethod
    def at(cls, place: str, detail: str) -> "InputRefusedError":
        """Refuse for one reason at one place."""
        return cls(Fault(place, detail))

    @classmethod
    def of_validation(cls, error: ValidationError, below: str = "") -> "InputRefusedError":
        """Refuse for what a contract says; places are JSON pointers."""
        return cls(*(Fault(below + _pointer(loc), detail) for loc, detail in places_of(error)[:MAX_FAULTS]))


class DoorClosedError(BackofficeError):
    """Portico answers and says no to all of it: a wrong password, key, tenant or address. Trying again is no use."""

    code = "backoffice.door-closed"


class UnreachableError(BackofficeError):
    """Portico did not take it in for as long as we were told to try. What was not confirmed may be sent again."""

    code = "backoffice.unreachable"


class ChangedSourceError(BackofficeError):
    """A checkpoint is of another file, tenant or beginning: to go on from it would skip or repeat the wrong things."""

    code = "backoffice.changed-source"


class FeedForgottenError(BackofficeError):
    """A bookmark is older than what the feed keeps: events between them are gone."""

    code = "backoffice.feed-forgotten"


Place = tuple[int | str, ...]


def places_of(error: ValidationError) -> list[tuple[Place, str]]:
    """Give each wrong place once. A free field may be of several types: what the type that came nearest says."""
    found: dict[Place, tuple[bool, str]] = {}
    for item in error.errors(include_url=False, include_input=False):
        loc = item["loc"][:2] if item["loc"][:1] == ("fields",) else item["loc"]
        near = not item["type"].endswith("_type")
        if loc not in found or (near and not found[loc][0]):
            found[loc] = (near, item["msg"])
    return [(loc, detail) for loc, (_, detail) in found.items()]


def told(problem: Problem) -> str:
    """Say Portico's problem in one line, with its places."""
    places = "; ".join(f"{fault.pointer}: {fault.detail}" for fault in problem.errors) or problem.detail
    return f"{problem.title} ({problem.code}){f': {places}' if places else ''}"


def _pointer(place: Place) -> str:
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in place)
