"""OTLP's exporters. Imported only where the environment wants them: protobuf is a sixth of a service's start."""

from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.metrics import NoOpMeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.trace.export import BatchSpanProcessor


def metrics_reader() -> PeriodicExportingMetricReader:
    """Give what sends metrics every now and then."""
    return PeriodicExportingMetricReader(OTLPMetricExporter())


def spans_processor() -> BatchSpanProcessor:
    """Give what sends spans in batches."""
    # What it reports of itself would end in the global providers, where nobody listens: say so.
    return BatchSpanProcessor(OTLPSpanExporter(), meter_provider=NoOpMeterProvider())
