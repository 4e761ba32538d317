"""What the door tells of a request: the template of its address, never the address; and the metrics to nobody here."""

from collections.abc import Iterator

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from contracts.identity.people import ShowMe
from stack.knocking import Knocker
from stack.listening import listening

TRACE = "0af7651916cd43dd8448eb211c80319c"
PARENT = f"00-{TRACE}-b7ad6b7169203331-01"


@pytest.fixture
def heard() -> Iterator[InMemorySpanExporter]:
    exporter, provider = InMemorySpanExporter(), TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    with listening(provider.get_tracer("test")):
        yield exporter


@pytest.mark.parametrize(
    ("method", "address", "told"),
    [
        ("GET", "/api/v1/records/invoices/secret-id?search=kim", "GET /api/v1/records/{module}/{id}"),
        ("GET", "/p/acme/customers/invitations/secret-token", "GET /p/{tenant}/{slug}/invitations/{token}"),
        ("GET", "/nowhere/secret-id", "GET other"),
        ("PURGE", "/secret-id", "other other"),
    ],
)
async def test_a_request_is_told_by_its_template(
    edge: Knocker, heard: InMemorySpanExporter, method: str, address: str, told: str
) -> None:
    await edge.ask(method, address, token=edge.token())
    (span,) = heard.get_finished_spans()
    assert span.name == told
    assert "secret" not in span.to_json()
    assert "kim" not in span.to_json()


async def test_a_callers_trace_goes_on(edge: Knocker, heard: InMemorySpanExporter) -> None:
    await edge.ask("GET", "/api/v1/me", token=edge.token(), traceparent=PARENT)
    (span,) = heard.get_finished_spans()
    assert span.context is not None
    assert span.context.trace_id == int(TRACE, 16)
    (_, _, headers) = next(call for call in edge.bus.calls if call[0] is ShowMe)
    assert headers["traceparent"] == f"00-{TRACE}-{span.context.span_id:016x}-01"
    assert (span.attributes or {})["portico.tenant"] == "acme"


async def test_probes_are_no_requests(edge: Knocker, heard: InMemorySpanExporter) -> None:
    await edge.ask("GET", "/livez")
    assert heard.get_finished_spans() == ()


async def test_the_public_door_shows_no_metrics(edge: Knocker) -> None:
    assert (await edge.ask("GET", "/metrics")).status == 404
