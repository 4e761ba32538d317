"""`POST /backoffice/v1/events`: the one door that stores instead of calling, so it works while services are down."""

from typing import Any, Final

from pydantic_core import from_json
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from chassis.tracing import TENANT, carried, tell
from contracts.backoffice.receipt import MAX_EVENTS, EventsTaken
from contracts.envelope import BATCH_CONTENT_TYPE, CONTENT_TYPE
from edge.app.take_events import Delivery, EventRefusedError, TakeEvents
from edge.http.body import JSON, read_body
from edge.http.door import query_of, refuse, tell_quota
from edge.http.observed import note_route
from edge.http.problems import AnsweredProblemError
from edge.http.reception import Admitted, Reception
from edge.http.route import Route
from edge.http.shape import wrong

KINDS: Final = (JSON, CONTENT_TYPE, BATCH_CONTENT_TYPE)
SWITCH: Final = {"true": True, "false": False}


class EventsDoor:
    """Answers the route of events."""

    def __init__(self, route: Route, reception: Reception, take: TakeEvents) -> None:
        self.route, self._reception, self._take = route, reception, take

    async def answer(self, http: HttpRequest) -> Response:
        """Answer, whatever happens: a refusal is problem+json."""
        note_route(http, self.route)
        try:
            with self._reception.crowd_of(self.route).enter():
                # An API key that was checked holds while identity is away: nothing a backoffice says may get lost.
                admitted = await self._reception.admit(self.route, http, cut_off_ok=True)
                tell(TENANT, admitted.who.tenant)
                taken = await self._perform(http, admitted)
            body = taken.model_dump_json(exclude_none=True)
            response = Response(body, self.route.success, media_type=JSON)
            tell_quota(response, admitted.allowance)
        except Exception as error:  # noqa: BLE001  whatever it is, the caller gets a Problem
            return refuse(error, self.route)
        return response

    async def _perform(self, http: HttpRequest, admitted: Admitted) -> EventsTaken:
        delivery = Delivery(admitted.who.tenant, _is_backfill(http), _headers(http))
        kind, body = await read_body(http, self.route.size, KINDS)
        said = _parse(body)
        if isinstance(said, list) and kind != CONTENT_TYPE:
            if len(said) > MAX_EVENTS:
                raise wrong("", "too_long", f"At most {MAX_EVENTS} events a batch")
            return await self._take.batch(said, delivery)
        if kind == BATCH_CONTENT_TYPE:
            raise wrong("", "list_type", "A batch is a JSON array of events")
        try:
            return await self._take.one(said, delivery)
        except EventRefusedError as error:
            raise AnsweredProblemError(error.problem) from error


def _parse(body: bytes) -> Any:  # noqa: ANN401  any JSON
    try:
        return from_json(body, allow_inf_nan=False)
    except ValueError as error:
        raise wrong("", "json_invalid", f"This is not JSON: {error}") from error


def _is_backfill(http: HttpRequest) -> bool:
    query = query_of(http)
    said = query.pop("backfill", "false")
    if query:
        raise wrong("/" + next(iter(query))[:100], "extra_forbidden", "There is no such parameter")
    if said not in SWITCH:
        raise wrong("/backfill", "bool_parsing", "true or false")
    return SWITCH[said]


def _headers(http: HttpRequest) -> dict[str, str]:
    return carried({"x-request-id": http.state.request_id})
