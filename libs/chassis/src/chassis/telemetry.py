"""Where traces and metrics go: by OTLP where the standard OTEL_… variables say so, and onto a page for Prometheus.

Our own providers, not OpenTelemetry's global ones: a library that instruments itself finds nobody listening. What such
libraries tell (addresses with tokens in them, exceptions with messages) is not for us to export.
"""

import asyncio
import contextlib
import os
import threading
from importlib import import_module
from typing import Final, Literal

from opentelemetry.exporter.prometheus import PrometheusMetricReader
from opentelemetry.sdk.metrics import AlwaysOffExemplarFilter, MeterProvider
from opentelemetry.sdk.metrics.export import MetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest

from chassis.ids import new_id
from chassis.instruments import measure_with
from chassis.logs import get_logger
from chassis.tracing import Listening

SCOPE: Final = "portico"
FLUSH_SECONDS: Final = 3.0
PROTOCOL: Final = "http/protobuf"
OTLP: Final = "chassis.otlp"
Signal = Literal["TRACES", "METRICS"]
logger = get_logger()


class Telemetry:
    """The telemetry of one process, which is one service."""

    def __init__(self, service: str) -> None:
        named = {"service.name": service, "service.namespace": SCOPE, "service.instance.id": new_id()}
        resource = Resource.create(named)
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        readers: list[MetricReader] = [PrometheusMetricReader(scope_info_enabled=False, registry=self._registry)]
        self._tracers: TracerProvider | None = None
        self.exporting = False
        if is_wanted("METRICS"):
            readers.append(import_module(OTLP).metrics_reader())
            self.exporting = True
        self._meters = MeterProvider(readers, resource, AlwaysOffExemplarFilter(), shutdown_on_exit=False)
        if is_wanted("TRACES"):
            self._tracers = TracerProvider(resource=resource, shutdown_on_exit=False)
            self._tracers.add_span_processor(import_module(OTLP).spans_processor())
            self.exporting = True

    def listen(self) -> None:
        """Take in what this process measures from now on."""
        measure_with(self._meters.get_meter(SCOPE))
        Listening.tracer = self._tracers.get_tracer(SCOPE) if self._tracers else None

    def page(self) -> bytes:
        """Give every metric as Prometheus reads it."""
        return generate_latest(self._registry)

    def flush(self) -> None:
        """Send what has not been sent; takes as long as the receiver does."""
        if self._tracers is not None:
            self._tracers.force_flush(int(FLUSH_SECONDS * 1000))
        self._meters.force_flush(FLUSH_SECONDS * 1000)

    def shutdown(self) -> None:
        """Send nothing any more."""
        if self._tracers is not None:
            self._tracers.shutdown()
        self._meters.shutdown()


class _Started:
    telemetry: Telemetry | None = None


def start_telemetry(service: str) -> Telemetry:
    """Start it, once in a process, and give it."""
    if _Started.telemetry is None:
        _Started.telemetry = Telemetry(service)
        _Started.telemetry.listen()
    return _Started.telemetry


def is_wanted(signal: Signal) -> bool:
    """Tell whether the environment names a place to send to: nothing is sent unless it does."""
    if os.environ.get("OTEL_SDK_DISABLED", "").lower() == "true":
        return False
    if os.environ.get(f"OTEL_{signal}_EXPORTER", "otlp") != "otlp":
        return False
    if not (os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT") or os.environ.get(f"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT")):
        return False
    protocol = os.environ.get(f"OTEL_EXPORTER_OTLP_{signal}_PROTOCOL") or os.environ.get("OTEL_EXPORTER_OTLP_PROTOCOL")
    if protocol not in (None, "", PROTOCOL):
        logger.warning("telemetry.protocol.unsupported", signal=signal.lower(), supported=PROTOCOL)
        return False
    return True


async def flush(telemetry: Telemetry) -> None:
    """Send what has not been sent, within its time: a receiver that hangs must not keep a service from stopping."""
    if not telemetry.exporting:
        return
    loop, done = asyncio.get_running_loop(), asyncio.Event()

    def work() -> None:
        with contextlib.suppress(RuntimeError):  # the loop may be gone when the receiver answers at last
            telemetry.flush()
            loop.call_soon_threadsafe(done.set)

    # A thread of its own: the loop waits at its end for those of its executor, however long they take.
    threading.Thread(target=work, name="telemetry flush", daemon=True).start()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(done.wait(), FLUSH_SECONDS)
