"""Spans, and the context that joins them across processes (W3C Trace Context). Next to free while nobody listens.

Names and attributes come from our own catalogues: never what somebody sent, never who they are. A span says of an error
its type and nothing else, since messages quote data.
"""

from collections.abc import Collection, Mapping, MutableMapping, Sequence
from types import TracebackType
from typing import Any, Final, Protocol, Self

from opentelemetry import context, trace
from opentelemetry.context import Context
from opentelemetry.trace import Link, Span, SpanKind, Status, StatusCode, Tracer
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from chassis.problems import Refusal, Refused

TENANT: Final = "portico.tenant"
STATUS: Final = "portico.status"
OUTCOME: Final = "portico.outcome"
MAX_LINKS: Final = 64
HEADER: Final = "traceparent"
_PROPAGATOR: Final = TraceContextTextMapPropagator()
Attributes = Mapping[str, str | float | bool]


class Step(Protocol):
    """A span, or nothing where nobody listens."""

    def __enter__(self) -> Self:
        """Make it the one that everything inside belongs to."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace_back: TracebackType | None
    ) -> None:
        """End it; an error that passes is noted by its type."""

    def tell(self, name: str, value: str | float | bool) -> None:
        """Add an attribute."""

    def rename(self, name: str) -> None:
        """Name it, once more is known."""

    def fail(self, error_type: str) -> None:
        """Mark it as failed."""


class _Nothing:
    """No span."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        return

    def tell(self, name: str, value: str | float | bool) -> None:
        """Tell nobody."""

    def rename(self, name: str) -> None:
        """Tell nobody."""

    def fail(self, error_type: str) -> None:
        """Tell nobody."""


class _Passing(_Nothing):
    """No span of ours, but the caller's context goes on to whatever is said inside."""

    def __init__(self, parent: Context) -> None:
        self._parent = parent

    def __enter__(self) -> Self:
        self._token = context.attach(self._parent)
        return self

    def __exit__(self, *_error: object) -> None:
        context.detach(self._token)


class _Recorded:
    """A span that is exported."""

    def __init__(self, made: Span, parent: Context | None) -> None:
        self._span, self._parent = made, parent

    def __enter__(self) -> Self:
        self._token = context.attach(trace.set_span_in_context(self._span, self._parent))
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace_back: object) -> None:
        context.detach(self._token)
        self.end(error)

    def end(self, error: BaseException | None = None) -> None:
        """End it where it was never entered."""
        if error is not None:
            self._span.set_attribute("error.type", type(error).__name__)
            if not _is_an_answer(error):
                self._span.set_status(Status(StatusCode.ERROR))
        self._span.end()

    def tell(self, name: str, value: str | float | bool) -> None:
        """Add an attribute."""
        self._span.set_attribute(name, value)

    def rename(self, name: str) -> None:
        """Name it, once more is known."""
        self._span.update_name(name)

    def fail(self, error_type: str) -> None:
        """Mark it as failed."""
        self._span.set_attribute("error.type", error_type)
        self._span.set_status(Status(StatusCode.ERROR))


NOTHING: Final = _Nothing()


class Listening:
    """Who listens to this process: nobody, until telemetry is started with somewhere to send to."""

    tracer: Tracer | None = None


def span(
    name: str,
    kind: SpanKind = SpanKind.INTERNAL,
    *,
    parent: str | None = None,
    links: Sequence[str] = (),
    attributes: Attributes | None = None,
) -> Step:
    """Give a span to enter. `parent` is a `traceparent`, "" begins a trace; without it the current span is the parent.

    While nobody listens a caller's context still goes on.
    """
    tracer = Listening.tracer
    if tracer is None:
        return NOTHING if parent is None or not (parent or current()) else _Passing(_context_of(parent))
    above = None if parent is None else _context_of(parent)
    return _Recorded(_start(tracer, name, kind, above, links, attributes), above)


def begun(name: str, kind: SpanKind, parent: str, attributes: Attributes | None = None) -> _Recorded | None:
    """Begin a span that nothing belongs to, to be ended by hand; None where nobody listens."""
    if Listening.tracer is None or not parent:
        return None
    above = _context_of(parent)
    return _Recorded(_start(Listening.tracer, name, kind, above, (), attributes), above)


def _start(
    tracer: Tracer,
    name: str,
    kind: SpanKind,
    above: Context | None,
    links: Sequence[str],
    attributes: Attributes | None,
) -> Span:
    linked = [Link(found) for one in links[:MAX_LINKS] if (found := _span_context(one)).is_valid]
    return tracer.start_span(
        name, above, kind, attributes, linked or None, record_exception=False, set_status_on_exception=False
    )


def current() -> str:
    """Give the current context as a `traceparent`, or "" where there is none."""
    found = trace.get_current_span().get_span_context()
    if not found.is_valid:
        return ""
    return f"00-{found.trace_id:032x}-{found.span_id:016x}-{found.trace_flags:02x}"


def carried(headers: Mapping[str, Any]) -> dict[str, Any]:
    """Give the headers with the current context, where there is one."""
    now = current()
    return {**headers, HEADER: now} if now else dict(headers)


def going_on(given: str) -> str:
    """Give the `traceparent` of news that follow from something with its own: that trace goes on."""
    now = current()
    theirs = _span_context(given) if given else None
    if theirs is None or not theirs.is_valid or (now and f"{theirs.trace_id:032x}" in now):
        return now
    return given


def joined(traces: Collection[str]) -> tuple[str, list[str]]:
    """Give parent and links of work on several things at once: a child where all have one context, else linked."""
    distinct = list(dict.fromkeys(traces))
    if len(distinct) == 1:
        return distinct[0], []
    return "", [one for one in distinct if one]


def tell(name: str, value: str | float | bool) -> None:
    """Add an attribute to the current span."""
    if Listening.tracer is not None:
        trace.get_current_span().set_attribute(name, value)


def with_trace_id(_logger: object, _method: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Put the trace's id into a log entry, where there is a trace."""
    found = trace.get_current_span().get_span_context()
    if found.is_valid:
        entry["trace_id"] = f"{found.trace_id:032x}"
    return entry


def _context_of(traceparent: str) -> Context:
    return _PROPAGATOR.extract({HEADER: traceparent}, Context()) if traceparent else Context()


def _span_context(traceparent: str) -> trace.SpanContext:
    return trace.get_current_span(_context_of(traceparent)).get_span_context()


def _is_an_answer(error: BaseException) -> bool:
    """Tell whether a rule said no, as against something that broke."""
    return isinstance(error, Refusal | Refused) or getattr(error, "expected", False)
