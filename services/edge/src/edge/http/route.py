"""What a route is: one line of the table."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final, Literal

from contracts.message import Effect, Nothing, Request, Who
from edge.app.limits import RateClass

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
KIB: Final = 1024
BODY: Final = 64 * KIB
DRAFT: Final = 1024 * KIB
EVENTS: Final = 4 * 1024 * KIB


@dataclass(frozen=True, slots=True)
class First:
    """What is asked of another service before, with the same path and as the same caller, who may ask it too.

    `fills` gives, for fields of the route's request, the fields of this answer that fill them. `takes` are fields of
    the body that this is asked with too; `first` is asked before it, in the same way.
    """

    request: type[Request[Any]]
    fills: Mapping[str, str]
    takes: tuple[str, ...] = ()
    first: "First | None" = None


@dataclass(frozen=True, slots=True)
class Route:
    """A door: method and path, what is asked of a service, who may, effect, rate class.

    `effect` repeats what the contract says, and the `who` of all its doors together too, so that the table can be read
    alone; a test holds them equal.
    `status` is that of success. `body` names the request's field that the whole body is, `answer` the answer's field
    that the whole answer is, `etag` the answer's field that is the entity tag, `if_match` the request's field that
    If-Match fills, which may be left out where `match_optional`. `fresh` is the answer's field that goes out as
    `Fresh-As-Of` where `answer` would leave it behind. `size` bounds the body, in bytes. `media` are the kinds of file
    that it answers instead of JSON. `first` is asked before, where the request needs what another service has.
    """

    method: Method
    path: str
    request: type[Request[Any]]
    who: frozenset[Who]
    effect: Effect
    rate: RateClass
    status: int = 0
    body: str = ""
    answer: str = ""
    etag: str = ""
    if_match: str = ""
    match_optional: bool = False
    fresh: str = ""
    size: int = BODY
    media: tuple[str, ...] = ()
    first: First | None = None

    @property
    def filled(self) -> frozenset[str]:
        """Give the request's fields that the caller cannot say."""
        return frozenset({self.if_match} - {""}) | frozenset(self.first.fills if self.first else ())

    @property
    def success(self) -> int:
        """Give the status of success: as stated, or 204 where there is nothing to say, or 200."""
        return self.status or (HTTPStatus.NO_CONTENT if self.request.ANSWER is Nothing else HTTPStatus.OK)
