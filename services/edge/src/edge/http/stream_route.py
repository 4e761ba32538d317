"""The route of the live stream: its answer never ends by itself, so it says here what the others say in contracts."""

from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from contracts.address import Bracketed
from contracts.kinds import Line, ModuleName
from contracts.message import Effect, Message, Nothing, Request, Who

EVENT_STREAM: Final = "text/event-stream"
Watched = Annotated[
    dict[ModuleName, Annotated[dict[Literal["ids"], Annotated[Line, Field(max_length=4_000)]], Field(max_length=1)]],
    Field(max_length=40),
    Bracketed("ids"),
]


class FollowChanges(Request[Nothing]):
    """Follow what changes, as server-sent events (WHATWG HTML, `text/event-stream`).

    `record.changed` `{module, id, revision}`: a record that I may see appeared or changed; without `id`, many of the
    module did. `record.gone` `{module, id}`: a record that I watch may be seen no more. `portal.changed` `{version}`:
    other rules hold. `session.ended` `{}`: sign in again. `stream.ending` `{seconds}`: the access token ends then, and
    the stream with it; open the next one with a new token. `stream.gap` `{}`: something may have been missed, read
    again. Of what I may not see nothing is told. Changes gather for a moment; a comment comes every 15 seconds.
    """

    WHO: ClassVar[frozenset[Who]] = frozenset({Who.USER})
    ROLES: ClassVar[frozenset[str]] = frozenset()
    SCOPE: ClassVar[str] = ""
    EFFECT: ClassVar[Effect] = "read"
    CREDENTIALS: ClassVar[bool] = False
    DEADLINE: ClassVar[float] = 900.0
    ANSWER: ClassVar[type[Message]] = Nothing
    PREVIEW: ClassVar[bool] = True

    watch: Watched = Field(default_factory=dict)

    @classmethod
    def owner(cls) -> str:
        """Give the service that is asked what may be told."""
        return "records"
