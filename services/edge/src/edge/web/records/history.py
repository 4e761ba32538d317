"""How a record changed, as its customer may know: a part of its page that comes later, or a page of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from contracts.records.history import ShowHistory
from edge.domain.way_back import kept_query
from edge.web.records.record import asked
from edge.web.records.values import Shown, Values
from edge.web.visit import Visit

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """A field that became another."""

    label: str
    before: Shown
    after: Shown


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened at a moment."""

    at: str
    appeared: bool
    steps: tuple[Step, ...]


async def show(visit: Visit) -> Response:
    """Show it: the list alone where htmx fills it into the record's page, else a page with the way back."""
    module, record_id = asked(visit)
    answer = await visit.ask(ShowHistory(module=module["module"], id=record_id))
    return visit.render(
        "record/history_part" if visit.partial else "record/history",
        {
            "current": module["module"],
            "module": module,
            "record_id": record_id,
            "entries": list(_entries(answer["items"], answer["currency"], Values(visit, module))),
            "back": kept_query(visit.http.query_params.get("from", "")),
        },
    )


def _entries(items: Sequence[Json], currency: str | None, values: Values) -> Iterator[Entry]:
    """Give them newest first, amounts in the currency that the record had at the time."""
    for item in items:
        changed = {one["field"]: one for one in item["fields"]}
        was = changed["currency"]["before"] if "currency" in changed else currency
        yield Entry(
            item["at"],
            item["kind"] == "appeared",
            tuple(
                Step(
                    values.label(name),
                    _shown(name, one["before"], was, values),
                    _shown(name, one["after"], currency, values),
                )
                for name, one in changed.items()
            ),
        )
        currency = was


def _shown(name: str, value: object, currency: str | None, values: Values) -> Shown:
    return values.show({name: value, "currency": value if name == "currency" else currency}, name)
