"""The edge in this process, without a broker: what it asks for is written down, what it is answered a test says."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from starlette.types import ASGIApp, Message, Scope

from chassis.keys import new_signing_key, public_keys, write_bytes
from chassis.probes import Health
from chassis.revocations import Revocations
from chassis.tokens import TokenSigner
from contracts.identity.tenancy import ExchangeApiKey
from contracts.message import Request, Who
from contracts.principal import Principal
from contracts.problem import Problem
from edge.app.live_streams import LiveStreams
from edge.domain.refusal import NotConfirmed
from edge.main import make_door
from edge.settings import EdgeSettings

Sent = tuple[type[Request[Any]], dict[str, Any], dict[str, str]]
TENANT = "acme"
API_KEY = "acme.k1.not-so-secret-here"


@dataclass(frozen=True, slots=True)
class Said:
    """An answer of a service."""

    status: int
    body: bytes


@dataclass
class FakeBus:
    """Fulfils Caller and EventSink."""

    answers: dict[type[Request[Any]], Said] = field(default_factory=dict)
    calls: list[Sent] = field(default_factory=list)
    stored: list[tuple[str, Any, str]] = field(default_factory=list)
    confirms: bool = True

    async def send(self, kind: type[Request[Any]], body: bytes, headers: Mapping[str, Any]) -> Said:
        """Write the call down and answer as told, 504 when nothing was told."""
        self.calls.append((kind, json.loads(body), dict(headers)))
        return self.answers.get(kind) or problem(504, "no-answer")

    async def put(
        self, key: str, body: bytes, *, content_type: str, message_id: str | None, headers: Mapping[str, str]
    ) -> None:
        """Write the message down, if this broker confirms."""
        if not self.confirms:
            raise NotConfirmed("not now")
        self.stored.append((key, json.loads(body), content_type))

    def says(self, kind: type[Request[Any]], body: object, status: int = 200) -> None:
        """Answer this request type so from now on."""
        self.answers[kind] = Said(status, json.dumps(body).encode())

    def refuses(self, kind: type[Request[Any]], status: int, code: str, *pointers: str) -> None:
        """Refuse this request type so from now on."""
        self.answers[kind] = problem(status, code, *pointers)


def problem(status: int, code: str, *pointers: str) -> Said:
    """A problem as a service says it."""
    faults = [{"pointer": pointer, "code": "wrong", "detail": "not so"} for pointer in pointers]
    body = Problem.model_validate({**Problem.of(status, code, "No").model_dump(), "errors": faults})
    return Said(status, body.model_dump_json().encode())


@dataclass(frozen=True, slots=True)
class Reply:
    """What the edge answered."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        """The body, read."""
        return json.loads(self.text)

    @property
    def pointers(self) -> list[str]:
        """The places that a problem names."""
        return [fault["pointer"] for fault in self.json.get("errors", [])]


class Knocker:
    """Knocks at one edge."""

    def __init__(self, **settings: Any) -> None:
        key = new_signing_key()
        self.signer, self.bus, self.revocations = TokenSigner(key), FakeBus(), Revocations(1_000.0)
        self.hear_the_broadcast()
        known = {
            "amqp_url": "amqp://nowhere", "verify_keys": public_keys(key), "operator_verify_keys": '{"keys": []}',
            "web_key": write_bytes(b"k" * 32),
        }  # fmt: skip
        self.settings = EdgeSettings(**{**known, **settings})
        self.streams = LiveStreams(most=self.settings.streams, each=self.settings.streams_each)
        self.app: ASGIApp = make_door(self.settings, self.bus, self.streams, self.revocations, Health())

    def hear_the_broadcast(self, *, silence: float = 1_000.0) -> None:
        """A beat of identity's has just come; after `silence` seconds without one the edge is cut off."""
        self.revocations._silence = silence
        self.revocations._hear_beat(json.dumps({"at": datetime.now(UTC).isoformat()}).encode())

    def token(self, kind: Who = Who.USER, **claims: Any) -> str:
        """An access token of the tenant."""
        roles = frozenset({"owner"}) if kind is Who.STAFF else frozenset()
        asked = {"tenant": TENANT, "subject": "s1", "session": "x1", "roles": roles, **claims}
        return self.signer.sign(Principal(kind, **asked))

    def knows_the_key(self, *scopes: str, seconds: int = 300, tenant: str = TENANT) -> None:
        """Identity knows the API key."""
        token = self.token(Who.SYSTEM, scopes=frozenset(scopes), subject="k1", tenant=tenant)
        access = {"access_token": token, "expires_in": seconds, "tenant": tenant, "scopes": scopes}
        self.bus.says(ExchangeApiKey, access)

    async def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        token: str = "",
        raw: bytes | None = None,
        peer: str = "192.0.2.1",
        **headers: str,
    ) -> Reply:
        """Make one request; header names are written with underscores, `raw` goes out as it is."""
        sent = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
        given = {name.replace("_", "-").lower(): value for name, value in headers.items()}
        if sent:
            given.setdefault("content-type", "application/json")
        if token:
            given["authorization"] = f"Bearer {token}"
        address, _, query = path.partition("?")
        scope: Scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
            "path": unquote(address), "raw_path": address.encode(), "query_string": query.encode(), "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in given.items()],
            "client": (peer, 50_000), "server": ("edge", 80),
        }  # fmt: skip
        return await _served(self.app, scope, sent)


async def _served(app: ASGIApp, scope: Scope, sent: bytes, step: int = 60_000) -> Reply:
    pieces = _pieces(sent, step)
    got: list[Message] = []

    async def receive() -> Message:
        return next(pieces, {"type": "http.disconnect"})

    async def send(message: Message) -> None:
        got.append(message)

    await app(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in got[0]["headers"]}
    text = b"".join(message.get("body", b"") for message in got[1:]).decode()
    return Reply(got[0]["status"], headers, text)


def _pieces(sent: bytes, step: int) -> Iterator[Message]:
    starts = range(0, max(len(sent), 1), step)
    for start in starts:
        more = start + step < len(sent)
        yield {"type": "http.request", "body": sent[start : start + step], "more_body": more}
