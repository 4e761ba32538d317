"""Contexts go from one to the next, whether or not somebody listens; spans say types of errors and nothing else."""

from collections.abc import Iterator

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind

from chassis.problems import Refused
from chassis.tracing import (
    NOTHING,
    begun,
    carried,
    current,
    going_on,
    joined,
    span,
    tell,
    with_trace_id,
)
from stack.listening import listening

TRACE, OTHER = "0af7651916cd43dd8448eb211c80319c", "1bf7651916cd43dd8448eb211c80319d"
PARENT = f"00-{TRACE}-b7ad6b7169203331-01"
FOREIGN = f"00-{OTHER}-b7ad6b7169203332-01"


@pytest.fixture
def heard() -> Iterator[InMemorySpanExporter]:
    """What somebody who listens gets."""
    exporter, provider = InMemorySpanExporter(), TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    with listening(provider.get_tracer("test")):
        yield exporter


def _only(heard: InMemorySpanExporter) -> ReadableSpan:
    (one,) = heard.get_finished_spans()
    return one


def test_nothing_is_made_while_nobody_listens() -> None:
    assert span("work") is NOTHING
    assert span("work", parent="") is NOTHING
    assert begun("work", SpanKind.PRODUCER, PARENT) is None
    assert (current(), carried({"a": 1})) == ("", {"a": 1})


def test_a_callers_context_goes_on_while_nobody_listens() -> None:
    with span("work", parent=PARENT):
        assert current() == PARENT
        with span("inner"):
            assert carried({"a": "1"}) == {"a": "1", "traceparent": PARENT}
        with span("of somebody else", parent=""):
            assert current() == ""
    assert current() == ""


@pytest.mark.parametrize("odd", ["x", "00-0-0-01", f"00-{'0' * 32}-b7ad6b7169203331-01", PARENT.upper(), "00-" * 9_000])
def test_a_context_that_cannot_be_read_begins_nothing(odd: str) -> None:
    with span("work", parent=odd):
        assert current() == ""
    assert going_on(odd) == ""


def test_a_span_is_the_child_of_the_caller_and_the_parent_of_what_is_inside(heard: InMemorySpanExporter) -> None:
    with span("outer", SpanKind.SERVER, parent=PARENT, attributes={"a": 1}) as outer:
        outer.tell("b", "2")
        with span("inner"):
            tell("c", True)
            assert current().split("-")[1] == TRACE
    inner, outside = heard.get_finished_spans()
    assert outside.context is not None
    assert inner.parent is not None
    assert outside.parent is not None
    assert (outside.context.trace_id, outside.parent.span_id) == (int(TRACE, 16), int(PARENT.split("-")[2], 16))
    assert inner.parent.span_id == outside.context.span_id
    assert (dict(outside.attributes or {}), dict(inner.attributes or {})) == ({"a": 1, "b": "2"}, {"c": True})
    assert current() == ""


def test_an_error_is_told_by_its_type_alone(heard: InMemorySpanExporter) -> None:
    with pytest.raises(KeyError), span("work"):
        raise KeyError("kim@acme.example")
    one = _only(heard)
    assert not one.status.is_ok
    assert "kim" not in one.to_json()
    assert dict(one.attributes or {}) == {"error.type": "KeyError"}


def test_a_refusal_is_no_failure(heard: InMemorySpanExporter) -> None:
    with pytest.raises(Refused), span("work"):
        raise Refused(403, "no", "No")
    assert _only(heard).status.is_ok


def test_what_follows_from_something_goes_on_in_its_trace(heard: InMemorySpanExporter) -> None:
    assert going_on(FOREIGN) == FOREIGN
    with span("batch", parent=PARENT):
        assert going_on("") == current()
        assert going_on(f"00-{TRACE}-{'c' * 16}-01") == current()
        assert going_on(FOREIGN) == FOREIGN
    assert len(heard.get_finished_spans()) == 1


def test_work_on_several_things_is_a_child_of_their_one_trace_or_linked_to_each(heard: InMemorySpanExporter) -> None:
    assert joined([PARENT, PARENT]) == (PARENT, [])
    assert joined([]) == ("", [])
    parent, links = joined([PARENT, FOREIGN, "", PARENT, "rubbish"])
    assert (parent, links) == ("", [PARENT, FOREIGN, "rubbish"])
    with span("batch", parent=parent, links=links):
        pass
    assert [link.context.trace_id for link in _only(heard).links] == [int(TRACE, 16), int(OTHER, 16)]


def test_log_entries_name_the_trace_where_there_is_one() -> None:
    with span("work", parent=PARENT):
        assert with_trace_id(None, "info", {"event": "x"}) == {"event": "x", "trace_id": TRACE}
    assert with_trace_id(None, "info", {"event": "x"}) == {"event": "x"}
