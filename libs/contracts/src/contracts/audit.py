"""The audit trail's entries: who did what to which thing, when. Identifiers and codes only, never personal data."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import Field, JsonValue

from contracts.kinds import MAX_REVISION, Instant, Key, Slug
from contracts.message import EVERY_SERVICE, Event, Message, Request

MAX_SUBJECTS: Final = 200
"""As many as one call may invite."""
MAX_DETAILS: Final = 20
NAMING: Final = {"id": "", "slug": "portal", "module": "module", "membership_id": "membership"}
"""Fields that name what a request is about, and the kind of thing where the request's noun does not say it."""

Action = Annotated[str, Field(max_length=100, pattern=r"^[a-z-]+\.[a-z-]+$")]
"""`<service>.<verb>-<noun>`: a request's name without its version."""
ThingKind = Annotated[str, Field(pattern=r"^[a-z][a-z-]{0,40}$")]
Code = Annotated[str, Field(max_length=200, pattern=r"^[A-Za-z0-9._:/-]*$")]
"""A state, a name out of a list, a version: no blank and no @, so that no text and no address gets in."""
Detail = bool | Annotated[int, Field(ge=0, le=MAX_REVISION)] | Code | Annotated[tuple[Code, ...], Field(max_length=100)]
Details = Annotated[
    dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,40}$")], Detail], Field(max_length=MAX_DETAILS)
]


class Actor(Message):
    """Who did it. `id` is a user, staff, key or operator id, null for somebody unknown.

    `acting` is the staff member who looks through this user's eyes.
    """

    kind: Literal["user", "staff", "system", "operator", "anyone"]
    id: Key | None = None
    session: Key | None = None
    membership: Key | None = None
    acting: Key | None = None


class Subject(Message):
    """A thing that it was done to."""

    kind: ThingKind
    id: Key


class Entry(Message):
    """One effect. `refused` where a refusal left a trace: a wrong password, a session ended by a stolen token."""

    at: Instant
    action: Action
    outcome: Literal["done", "refused"]
    code: Annotated[str, Field(max_length=100, pattern=r"^[a-z0-9.-]+$")] | None = None
    actor: Actor
    subjects: Annotated[tuple[Subject, ...], Field(max_length=MAX_SUBJECTS)] = ()
    details: Details = Field(default_factory=dict)
    portal: Slug | None = None
    account: Key | None = None
    request_id: Annotated[str, Field(max_length=64, pattern=r"^[A-Za-z0-9._-]+$")] | None = None


class EntryRecorded(Entry, Event, name="audit.entry.recorded.v1", producer=EVERY_SERVICE):
    """Somebody did something: said by every service, in the transaction of the effect."""


def action_of(request: type[Request[Any]]) -> str:
    """Give what a call is called in the trail."""
    return request.NAME.rsplit(".", 1)[0]


def subjects_of(request: Request[Any], answer: Message | None) -> tuple[Subject, ...]:
    """Give what a call was about; `answer` is None where it was refused."""
    audited = request.AUDIT
    noun = audited.kind or action_of(type(request)).split(".")[1].split("-", 1)[1]
    for field, kind in {audited.field: "", **NAMING}.items():
        named = getattr(request, field, None) if field in type(request).model_fields else None
        if named is not None:
            return (Subject(kind=audited.kind or kind or noun, id=str(named)),)
    return tuple(Subject(kind=noun, id=found) for found in _ids(answer))[:MAX_SUBJECTS]


def _ids(answer: Message | None) -> Iterator[str]:
    for item in getattr(answer, "items", (answer,)):
        found = getattr(item, "id", None)
        if isinstance(found, str):
            yield found


def details_of(request: Request[Any], answer: Message | None) -> Mapping[str, JsonValue]:
    """Give what a request says is worth keeping of it and its answer."""
    told: dict[str, JsonValue] = {}
    for message in (request, answer):
        if message is not None:
            told |= message.model_dump(mode="json", include=set(request.AUDIT.tells), exclude_none=True)
    return told
