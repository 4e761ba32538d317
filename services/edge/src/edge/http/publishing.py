"""The one route that is no call: it says here what the others say in their contracts."""

from typing import ClassVar

from contracts.backoffice.receipt import EventsTaken
from contracts.message import Effect, Message, Request, Who


class PublishEvents(Request[EventsTaken]):
    """Publish one CloudEvent or a batch of up to 500. What is accepted is stored for good before the answer.

    A single event that is wrong answers 422. Of a batch, what is wrong is in `rejected` with the reason, and the rest
    is taken in. Without `tenantid` an event gets the key's tenant. Not every 202 shows: a record may still end up in
    quarantine for what only the tenant's configuration knows.
    """

    WHO: ClassVar[frozenset[Who]] = frozenset({Who.SYSTEM})
    ROLES: ClassVar[frozenset[str]] = frozenset()
    SCOPE: ClassVar[str] = "events"
    EFFECT: ClassVar[Effect] = "write"
    CREDENTIALS: ClassVar[bool] = False
    DEADLINE: ClassVar[float] = 5.0
    ANSWER: ClassVar[type[Message]] = EventsTaken
