"""`GET /api/v1/stream`, and what it has in common with the stream of a page: opened for whoever may, within bounds."""

from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import from_json
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from chassis.instruments import Gauge
from chassis.problems import Refused
from chassis.revocations import Revocations
from chassis.tracing import TENANT, tell
from contracts.envelope import CloudEvent
from contracts.identity.people import Revoked
from contracts.principal import Principal
from contracts.problem import Fault
from contracts.records.intake import PolicyChanged
from contracts.records.watching import MAX_CHECKED, CheckVisible, RecordAddress
from edge.app.live_streams import LiveStreams
from edge.app.tell_changes import TellChanges
from edge.domain.watching import Key
from edge.http.body import read_body
from edge.http.door import call_headers, query_of, refuse, tell_quota
from edge.http.event_stream import EventStream
from edge.http.observed import note_route
from edge.http.problems import AnsweredProblemError
from edge.http.reception import Admitted, Reception
from edge.http.route import Route
from edge.http.shape import Shape, invalid
from edge.http.table import STREAM

OPEN: Final = Gauge("portico.streams.open", "Live streams that are open at this replica")


@dataclass(frozen=True, slots=True)
class OpenStream:
    """Opens streams."""

    streams: LiveStreams
    tell_changes: TellChanges
    revocations: Revocations

    def hear_the_broadcast(self) -> None:
        """End streams with their sessions, and tell of changed rules, from now on."""
        self.revocations.on(Revoked.NAME, self._on_revoked)
        self.revocations.on(PolicyChanged.NAME, self._on_policy)
        OPEN.show(lambda: len(self.streams))

    def __call__(self, http: HttpRequest, admitted: Admitted) -> EventStream:
        """Open one. Raises AnsweredProblemError (422), Overloaded, TooManyStreams, Refused."""
        watched = _watched(http)
        with ExitStack() as place:
            stream = self.streams.open(admitted.who, watched)
            place.callback(self.streams.close, stream)
            # From here on it hears what ends it; what came before is asked once more.
            self.revocations.refuse_revoked(admitted.who)
            headers = call_headers(http, "read", admitted)
            return EventStream(stream, lambda one: self.tell_changes(one, headers), place.pop_all())

    async def _on_revoked(self, cloud: CloudEvent) -> None:
        self.streams.end_where(cloud.tenantid, self._is_revoked)

    def _is_revoked(self, who: Principal) -> bool:
        try:
            self.revocations.refuse_revoked(who)
        except Refused:
            return True
        return False

    async def _on_policy(self, cloud: CloudEvent) -> None:
        changed = PolicyChanged.model_validate(cloud.data)
        self.streams.rules_changed(cloud.tenantid, changed.portal, changed.version)


SHAPE: Final = Shape(STREAM)


def _watched(http: HttpRequest) -> frozenset[Key]:
    """Give the records that the reader shows. Raises AnsweredProblemError (422)."""
    asked: dict[str, Any] = from_json(SHAPE.assemble({}, query_of(http), b"", {}))
    named = {module: each["ids"].split(",") for module, each in asked.get("watch", {}).items()}
    keys = frozenset((module, record) for module, ids in named.items() for record in ids)
    if len(keys) > MAX_CHECKED:
        raise _wrong("too_long", f"At most {MAX_CHECKED} ids in all")
    try:
        CheckVisible(records=tuple(RecordAddress(module=module, id=record) for module, record in keys))
    except ValidationError as error:
        raise _wrong("string_pattern_mismatch", "Ids as records have them, parted by commas") from error
    return keys


def _wrong(code: str, detail: str) -> AnsweredProblemError:
    return invalid((Fault(pointer="/watch", code=code, detail=detail),))


class StreamDoor:
    """Answers the route of the stream."""

    def __init__(self, route: Route, reception: Reception, opening: OpenStream) -> None:
        self.route, self._reception, self._opening = route, reception, opening

    async def answer(self, http: HttpRequest) -> Response:
        """Answer with a stream, or with problem+json before it begins."""
        note_route(http, self.route)
        try:
            with self._reception.crowd_of(self.route).enter():
                admitted = await self._reception.admit(self.route, http)
                tell(TENANT, admitted.who.tenant)
                await read_body(http, self.route.size)
                response = self._opening(http, admitted)
            tell_quota(response, admitted.allowance)
        except Exception as error:  # noqa: BLE001  whatever it is, the caller gets a Problem
            return refuse(error, self.route)
        return response
