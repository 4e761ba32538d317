"""What differs between the two sides of one module, counted record by record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from contracts.records.jobs import SAMPLES, Difference, FieldDifference, ModuleDifference, SampledRecord
from policy import NOBODY, Viewers, fields_of, stored_value
from records.app.dry_run.onlookers import Onlookers
from records.ports import Row

ASKED_ABOUT: Final = ("tenant", "module", "audience", "deleted", "hidden", "visible_from", "visible_until")
NAMED_BY: Final = ("record_id", "values.title")


@dataclass
class Count:
    """Who gains, or who loses, sight of what so far."""

    records: int = 0
    pairs: int = 0
    viewers: Viewers = NOBODY
    sample: list[SampledRecord] = field(default_factory=list)

    def take(self, row: Row, viewers: Viewers) -> None:
        """Count a record for these viewers."""
        if not viewers:
            return
        self.records += 1
        self.pairs += viewers.bit_count()
        self.viewers |= viewers
        if len(self.sample) < SAMPLES:
            title = stored_value("string", row["values"].get("title"))
            named = str(title) if title is not None else None
            self.sample.append(SampledRecord(id=row["_id"], record_id=row["record_id"], title=named))

    def told(self, onlookers: Onlookers) -> Difference:
        """Tell it."""
        return Difference(
            records=self.records,
            memberships=self.viewers.bit_count(),
            pairs=self.pairs,
            sample_records=tuple(self.sample),
            sample_memberships=onlookers.named(self.viewers, SAMPLES),
        )


class ModuleCount:
    """One module's records, gone through one by one."""

    def __init__(self, module: str, onlookers: Onlookers, now: datetime) -> None:
        self.module, self.examined = module, 0
        self._onlookers, self._now = onlookers, now
        self._before, self._after = onlookers.before.into(module), onlookers.after.into(module)
        self._gained, self._lost = Count(), Count()

    @property
    def fields(self) -> Mapping[str, int]:
        """Give the projection: what the rules ask about, and what a sample is named by."""
        sights = [
            *self._onlookers.before.sights.get(self.module, {}),
            *self._onlookers.after.sights.get(self.module, {}),
        ]
        asked = {name for sight in sights if sight.filter is not None for name in fields_of(sight.filter)}
        return dict.fromkeys([*ASKED_ABOUT, *NAMED_BY, *(f"values.{name}" for name in sorted(asked))], 1)

    def take(self, row: Row) -> None:
        """Count what a record shows to whom on either side."""
        self.examined += 1
        before, after = self._before.see(row, self._now), self._after.see(row, self._now)
        if before != after:
            self._gained.take(row, after & ~before)
            self._lost.take(row, before & ~after)

    def told(self, gained: tuple[FieldDifference, ...], lost: tuple[FieldDifference, ...]) -> ModuleDifference:
        """Tell it, with the fields that are gained and lost."""
        return ModuleDifference(
            module=self.module,
            examined=self.examined,
            gained=self._gained.told(self._onlookers),
            lost=self._lost.told(self._onlookers),
            fields_gained=gained,
            fields_lost=lost,
        )
