"""What identity says no to: each refusal is a small named error with a code that stays."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Fault:
    """One place in the input that is wrong; `pointer` is an RFC 6901 JSON pointer."""

    pointer: str
    code: str
    detail: str


class Refusal(Exception):  # noqa: N818  a refusal is an answer, not an error
    """A rule said no. Its text is the detail for people; `keeps_effects` where what was done before it stays."""

    code: ClassVar[str]
    status: ClassVar[int]
    title: ClassVar[str]
    keeps_effects: ClassVar[bool] = False

    def __init__(self, detail: str = "", *, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(detail)
        self.faults = faults


class InvalidCursor(Refusal):
    """A page cursor of another tenant, another list, or of nobody."""

    code: ClassVar[str] = "identity.cursor-invalid"
    status = 422
    title = "This cursor does not belong here"

    def __init__(self) -> None:
        detail = "Begin again without a cursor."
        super().__init__(detail, faults=(Fault("/cursor", self.code, detail),))


class NotFound(Refusal):
    """There is no such thing, or none that this caller may know of."""

    code = "identity.not-found"
    status = 404
    title = "Not found"
