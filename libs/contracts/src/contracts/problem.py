"""A refusal as an answer: RFC 9457 problem details with a stable `code`, for calls and HTTP alike."""

from typing import Final

from pydantic import Field

from contracts.changes import Change
from contracts.message import Message

TYPE_ROOT: Final = "https://portico.example/problems/"


class Fault(Message):
    """One place in the input that is wrong. `pointer` is an RFC 6901 JSON pointer."""

    pointer: str = Field(max_length=500)
    code: str = Field(max_length=100)
    detail: str = Field(max_length=500)


class Problem(Message):
    """RFC 9457. `status` is the HTTP status; `code` is stable and meant for programs; `detail` is for people."""

    type: str
    title: str
    status: int = Field(ge=400, le=599)
    detail: str = ""
    code: str
    errors: tuple[Fault, ...] = ()
    retry_after: int | None = None
    changes: tuple[Change, ...] = ()

    @classmethod
    def of(
        cls,
        status: int,
        code: str,
        title: str,
        detail: str = "",
        *,
        errors: tuple[Fault, ...] = (),
        retry_after: int | None = None,
        changes: tuple[Change, ...] = (),
    ) -> "Problem":
        """Make a problem whose `type` follows from its code. `retry_after` is in seconds.

        `changes` lead from what was expected to what is there, where that is why (412).
        """
        return cls(
            type=TYPE_ROOT + code,
            title=title,
            status=status,
            detail=detail,
            code=code,
            errors=errors,
            retry_after=retry_after,
            changes=changes,
        )
