"""Labels have the values that were declared for them, whatever is measured."""

from collections.abc import Iterator

import pytest
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader, NumberDataPoint

from chassis.instruments import DECLARED, Counter, Gauge, Histogram, Measuring, status_class
from chassis.measures import Asking

NAMES = ("test.count", "test.duration", "test.level", "test.late")


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemoryMetricReader]:
    """A reader of what the test's own instruments measure."""
    reader = InMemoryMetricReader()
    provider = MeterProvider([reader], shutdown_on_exit=False)
    monkeypatch.setattr(Measuring, "meter", provider.get_meter("test"))
    yield reader
    for name in NAMES:
        DECLARED.pop(name, None)


def _points(reader: InMemoryMetricReader) -> list[tuple[str, dict[str, object], object]]:
    data = reader.get_metrics_data()
    assert data is not None
    metrics = [metric for one in data.resource_metrics for scope in one.scope_metrics for metric in scope.metrics]
    return [
        (metric.name, dict(point.attributes or {}), point.value if isinstance(point, NumberDataPoint) else point.count)
        for metric in metrics
        for point in metric.data.data_points
    ]


def test_a_value_that_was_not_declared_is_other(reader: InMemoryMetricReader) -> None:
    counter = Counter("test.count", "Things", labels={"kind": ("a", "b")})
    for kind in ("a", "a", "kim@acme.example", *map(str, range(1_000))):
        counter.add(kind=kind)
    assert _points(reader) == [("test.count", {"kind": "a"}, 2), ("test.count", {"kind": "other"}, 1_001)]


@pytest.mark.usefixtures("reader")
def test_a_label_that_was_not_declared_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        Histogram("test.duration", "Durations").record(1.0, tenant="acme")


def test_a_name_stands_for_one_thing() -> None:
    Counter("test.count", "Things")
    try:
        with pytest.raises(ValueError, match="twice"):
            Counter("test.count", "Other things")
    finally:
        DECLARED.pop("test.count")


async def test_a_gauge_shows_the_last_answer_and_nothing_where_there_is_none(reader: InMemoryMetricReader) -> None:
    gauge, asking = Gauge("test.level", "A level"), Asking()
    answers: list[float | Exception] = [3.0, OSError("away")]

    async def ask() -> float:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    asking.add(gauge, ask)
    await asking.look()
    assert _points(reader) == [("test.level", {}, 3.0)]
    await asking.look()
    assert reader.get_metrics_data() is None


@pytest.mark.parametrize(("status", "told"), [(200, "2xx"), (304, "3xx"), (422, "4xx"), (503, "5xx")])
def test_statuses_are_counted_by_class(status: int, told: str) -> None:
    assert status_class(status) == told
