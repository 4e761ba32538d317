"""Counters, histograms and gauges whose labels are bounded: each names the values it may have, all else is `other`.

They are declared where they are used and do nothing until telemetry is started.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from opentelemetry import metrics
from opentelemetry.metrics import CallbackOptions, Meter, Observation

OTHER: Final = "other"
SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Bounds of the buckets of durations."""
STATUSES: Final = ("2xx", "3xx", "4xx", "5xx")
Labels = Mapping[str, Collection[str]]
NO_LABELS: Final[Labels] = MappingProxyType({})


class Instrument:
    """What all have: a name, what it is, and every value that each label may have."""

    def __init__(self, name: str, description: str, *, unit: str = "", labels: Labels = NO_LABELS) -> None:
        if name in DECLARED:
            raise ValueError(f"{name} is declared twice")
        self.name, self.description, self.unit = name, description, unit
        self.labels = {label: frozenset(values) for label, values in labels.items()}
        DECLARED[name] = self
        if Measuring.meter is not None:
            self.bind(Measuring.meter)

    def bind(self, meter: Meter) -> None:
        """Begin to measure."""
        raise NotImplementedError

    def bounded(self, labels: Mapping[str, str]) -> dict[str, str]:
        """Give the labels with every value that was not declared as `other`."""
        return {label: value if value in self.labels[label] else OTHER for label, value in labels.items()}


DECLARED: Final[dict[str, Instrument]] = {}
"""Every instrument of this process, by name."""


class Measuring:
    """What this process measures with: nothing, until telemetry is started."""

    meter: Meter | None = None


def measure_with(meter: Meter) -> None:
    """Begin to measure with every instrument, those declared later included."""
    Measuring.meter = meter
    for instrument in DECLARED.values():
        instrument.bind(meter)


class Counter(Instrument):
    """Counts what happened."""

    _bound: metrics.Counter | None = None

    def bind(self, meter: Meter) -> None:
        """Begin to count."""
        self._bound = meter.create_counter(self.name, self.unit, self.description)

    def add(self, amount: int = 1, **labels: str) -> None:
        """Count."""
        if self._bound is not None:
            self._bound.add(amount, self.bounded(labels))


class Histogram(Instrument):
    """Measures how it was: how long, how large; the count comes with it. `bounds` are its buckets'."""

    _bound: metrics.Histogram | None = None

    def __init__(
        self,
        name: str,
        description: str,
        *,
        unit: str = "s",
        labels: Labels = NO_LABELS,
        bounds: Sequence[float] = SECONDS,
    ) -> None:
        self._bounds = bounds
        super().__init__(name, description, unit=unit, labels=labels)

    def bind(self, meter: Meter) -> None:
        """Begin to measure."""
        self._bound = meter.create_histogram(
            self.name, self.unit, self.description, explicit_bucket_boundaries_advisory=self._bounds
        )

    def record(self, value: float, **labels: str) -> None:
        """Take in one value."""
        if self._bound is not None:
            self._bound.record(value, self.bounded(labels))


class Gauge(Instrument):
    """Shows how it is now, read when somebody looks; None shows nothing."""

    def __init__(self, name: str, description: str, *, unit: str = "") -> None:
        self._read: Callable[[], float | None] = lambda: None
        super().__init__(name, description, unit=unit)

    def bind(self, meter: Meter) -> None:
        """Begin to show."""
        meter.create_observable_gauge(self.name, [self._look], self.unit, self.description)

    def show(self, read: Callable[[], float | None]) -> None:
        """Show what this gives."""
        self._read = read

    def _look(self, _options: CallbackOptions) -> Iterable[Observation]:
        value = self._read()
        return [] if value is None else [Observation(value)]


def status_class(status: int) -> str:
    """Give `2xx` for 200."""
    return f"{status // 100}xx"
