"""Telemetry is off unless the environment names a place to send to; a place that hangs holds nobody up."""

import asyncio
import time
from collections.abc import Iterator

import pytest

from chassis import telemetry
from chassis.telemetry import Telemetry, flush, is_wanted
from chassis.tracing import Listening
from stack.otlp_receiver import METRICS, otlp_receiver

PLACE = "OTEL_EXPORTER_OTLP_ENDPOINT"


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (PLACE, "OTEL_SDK_DISABLED", "OTEL_TRACES_EXPORTER", "OTEL_EXPORTER_OTLP_PROTOCOL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def made() -> Iterator[list[Telemetry]]:
    """Telemetry to be shut down in the end."""
    kept: list[Telemetry] = []
    yield kept
    for one in kept:
        one.shutdown()


def test_it_is_off_by_default(made: list[Telemetry]) -> None:
    made.append(Telemetry("identity"))
    assert not made[0].exporting
    assert Listening.tracer is None
    assert b"process_cpu_seconds_total" in made[0].page()  # Prometheus may ask all the same


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        ({PLACE: "http://collector:4318"}, True),
        ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://collector:4318/v1/traces"}, True),
        ({"OTEL_EXPORTER_OTLP_METRICS_ENDPOINT": "http://collector:4318/v1/metrics"}, False),
        ({PLACE: ""}, False),
        ({PLACE: "http://collector:4318", "OTEL_SDK_DISABLED": "true"}, False),
        ({PLACE: "http://collector:4318", "OTEL_TRACES_EXPORTER": "none"}, False),
        ({PLACE: "http://collector:4317", "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"}, False),
    ],
)
def test_the_standard_variables_decide(environ: dict[str, str], wanted: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert is_wanted("TRACES") is wanted


async def test_what_was_measured_is_sent_at_a_stop(made: list[Telemetry], monkeypatch: pytest.MonkeyPatch) -> None:
    with otlp_receiver() as receiver:
        monkeypatch.setenv(PLACE, receiver.url)
        made.append(Telemetry("identity"))
        meter = made[0]._meters.get_meter("test")
        meter.create_counter("test.sent").add(1)
        await flush(made[0])
        assert any(b"test.sent" in body for body in receiver.bodies(METRICS))
        made.pop().shutdown()


async def test_a_place_that_hangs_does_not_keep_a_service_from_stopping(
    made: list[Telemetry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telemetry, "FLUSH_SECONDS", 0.2)
    made.append(Telemetry("identity"))
    made[0].exporting = True
    gone = asyncio.Event()
    loop = asyncio.get_running_loop()

    def hang() -> None:
        asyncio.run_coroutine_threadsafe(gone.wait(), loop).result(10)

    monkeypatch.setattr(made[0], "flush", hang)
    began = time.monotonic()
    await flush(made[0])
    assert time.monotonic() - began < 5
    gone.set()
