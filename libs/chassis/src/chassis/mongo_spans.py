"""A span for each command to MongoDB where something is being traced: operation and collection, nothing of the data."""

from typing import Any

from opentelemetry import trace
from opentelemetry.trace import Span, SpanKind, Status, StatusCode
from pymongo.monitoring import CommandFailedEvent, CommandListener, CommandStartedEvent, CommandSucceededEvent

from chassis.tracing import Listening


class MongoSpans(CommandListener):
    """Called in the driver's threads, with the context of whoever sent the command."""

    def __init__(self) -> None:
        self._open: dict[int, Span] = {}

    def started(self, event: CommandStartedEvent) -> None:
        """Begin a span below the current one; what runs by itself, such as a look into the outbox, has none."""
        if Listening.tracer is None or not trace.get_current_span().is_recording():
            return
        collection = _collection(event.command_name, event.command)
        attributes = {"db.system.name": "mongodb", "db.operation.name": event.command_name}
        if collection:
            attributes["db.collection.name"] = collection
        name = f"{event.command_name} {collection}".rstrip()
        self._open[event.request_id] = Listening.tracer.start_span(name, kind=SpanKind.CLIENT, attributes=attributes)

    def succeeded(self, event: CommandSucceededEvent) -> None:
        """End its span."""
        if (found := self._open.pop(event.request_id, None)) is not None:
            found.end()

    def failed(self, event: CommandFailedEvent) -> None:
        """End its span as failed."""
        if (found := self._open.pop(event.request_id, None)) is not None:
            found.set_status(Status(StatusCode.ERROR))
            found.end()


def _collection(command: str, body: Any) -> str:  # noqa: ANN401  the driver's mapping
    named = body.get("collection" if command == "getMore" else command)
    return named if isinstance(named, str) else ""


def mongo_listeners() -> list[CommandListener]:
    """Give what a client is to be made with: nothing while nobody listens."""
    return [] if Listening.tracer is None else [MongoSpans()]
