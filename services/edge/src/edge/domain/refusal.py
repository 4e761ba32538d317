"""What the edge itself refuses: each with a stable code and its HTTP status."""

from typing import ClassVar

from edge.domain.rate import Allowance


class Refusal(Exception):  # noqa: N818  a refusal is an answer, not an error
    """A rule of the edge said no; the text is for people. `retry_after` is in seconds."""

    code: ClassVar[str]
    status: ClassVar[int]
    title: ClassVar[str]
    retry_after: int | None = None


class TooManyRequests(Refusal):
    """Somebody asks more often than their quota."""

    code = "too-many-requests"
    status = 429
    title = "Too many requests"

    def __init__(self, allowance: Allowance) -> None:
        super().__init__(f"Try again in {allowance.retry_after} s.")
        self.allowance, self.retry_after = allowance, allowance.retry_after


class Overloaded(Refusal):
    """This replica already works on as much as it can hold."""

    code = "overloaded"
    status = 503
    title = "Too much at once"
    retry_after = 1


class TooManyStreams(Refusal):
    """Somebody follows changes in more places than they may."""

    code = "too-many-streams"
    status = 429
    title = "Too many streams"
    retry_after = 5


class Starting(Refusal):
    """This replica has no broker yet."""

    code = "starting"
    status = 503
    title = "The service is starting"
    retry_after = 1


class NotConfirmed(Refusal):
    """The broker did not confirm the events: they may or may not be there, and may be sent again without harm."""

    code = "events.not-confirmed"
    status = 503
    title = "The events could not be stored"
    retry_after = 2


class CredentialUnreadable(Refusal):
    """What came as a credential is neither an access token nor an API key."""

    code = "identity.token-invalid"
    status = 401
    title = "The access token does not hold"


class NotFound(Refusal):
    """An address at which there can be nothing."""

    code = "not-found"
    status = 404
    title = "There is nothing here"


class RevisionMissing(Refusal):
    """An edit does not say which revision it is based on."""

    code = "precondition-required"
    status = 428
    title = "Say which revision you have edited"


class RevisionStale(Refusal):
    """An edit names a revision that this resource cannot have."""

    code = "precondition-failed"
    status = 412
    title = "Somebody else was faster"


class TooLarge(Refusal):
    """A body is over the limit of its route."""

    code = "body-too-large"
    status = 413
    title = "The body is too large"


class TooSlow(Refusal):
    """A body did not arrive in time."""

    code = "body-too-slow"
    status = 408
    title = "The body did not arrive in time"


class WrongMediaType(Refusal):
    """A body is of a kind that the route does not take."""

    code = "unsupported-media-type"
    status = 415
    title = "The body is of the wrong media type"


class FormForged(Refusal):
    """A form did not come from our own page."""

    code = "form-forged"
    status = 403
    title = "The form did not come from this page"
