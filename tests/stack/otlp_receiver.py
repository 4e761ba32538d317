"""A receiver of OpenTelemetry's own protocol on this machine: keeps what services send, as bytes and as spans."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import KeyValue

TRACES = "/v1/traces"
METRICS = "/v1/metrics"


@dataclass(frozen=True, slots=True)
class Seen:
    """A span as it came; ids in hex, `parent` is "" for the first of a trace."""

    service: str
    name: str
    trace: str
    id: str
    parent: str
    links: tuple[str, ...]
    attributes: Mapping[str, str]


class Receiver:
    """What has come so far."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.came: list[tuple[str, bytes]] = []

    def bodies(self, path: str) -> list[bytes]:
        """Everything that was sent to this path."""
        return [body for at, body in list(self.came) if at == path]

    def spans(self, trace: str = "") -> list[Seen]:
        """Every span, or those of one trace."""
        found = [one for body in self.bodies(TRACES) for one in _spans(body)]
        return [one for one in found if trace in ("", one.trace)]


def _spans(body: bytes) -> Iterator[Seen]:
    for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
        service = _texts(resource.resource.attributes)["service.name"]
        for span in (span for scope in resource.scope_spans for span in scope.spans):
            links = tuple(link.trace_id.hex() for link in span.links)
            yield Seen(
                service, span.name, span.trace_id.hex(), span.span_id.hex(), span.parent_span_id.hex(), links,
                _texts(span.attributes),
            )  # fmt: skip


def _texts(attributes: "list[KeyValue]") -> dict[str, str]:
    return {one.key: str(getattr(one.value, one.value.WhichOneof("value") or "string_value")) for one in attributes}


@contextmanager
def otlp_receiver() -> Iterator[Receiver]:
    """A receiver that listens until the end."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            receiver.came.append((self.path, self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver = Receiver(f"http://127.0.0.1:{server.server_port}")
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        serving.join(5)
