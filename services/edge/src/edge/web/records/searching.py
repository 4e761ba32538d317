"""`/search`: one field for everything; hits by module, each with a way into that module's list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from starlette.responses import Response

from contracts.records.searching import SearchRecords
from edge.domain.list_address import ListAddress
from edge.http.problems import AnsweredProblemError
from edge.web.records.listing_request import made
from edge.web.records.listing_rows import Row, Rows
from edge.web.records.values import Values
from edge.web.visit import Visit

PER_MODULE: Final = 5
FACTS: Final = ("title", "issued_on", "due_on", "total")
"""What tells hits apart, as far as a module has it."""


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found in one module. `below` leads to its list, "" where that has no more; nothing here may be some."""

    module: str
    label: str
    labels: dict[str, str]
    rows: list[Row]
    below: str


async def show(visit: Visit) -> Response:
    """Search. Raises what records refuses but for what was searched for."""
    q = " ".join(visit.http.query_params.get("q", "").split())
    hits: list[Hits] = []
    wrong = False
    if q:
        try:
            answer = await visit.ask(made(SearchRecords, {"q": q, "limit": PER_MODULE}))
            hits = [_drawn(visit, found, q) for found in answer["modules"]]
        except AnsweredProblemError as error:
            if error.problem.status != 422:
                raise
            wrong = True
    values = {
        "q": q,
        "hits": hits,
        "number": sum(len(one.rows) for one in hits),
        "more": any(one.below for one in hits),
        "wrong": wrong,
        "part": visit.partial and visit.http.headers.get("hx-target", "") == "div#hits",
    }
    return visit.render("search", values, status=422 if wrong else 200)


def _drawn(visit: Visit, found: Mapping[str, Any], q: str) -> Hits:
    name = found["module"]
    module = visit.module(name) or _unknown(name)
    values = Values(visit, module)
    columns = _told(values)
    below = visit.address(f"/m/{name}") + ListAddress(q=q).query() if found["more"] else ""
    labels = {field: values.label(field) for field in columns}
    return Hits(name, visit.label(found["label"]), labels, Rows(visit, values, columns).of(found["items"]), below)


def _told(values: Values) -> Sequence[str]:
    return tuple(name for name in FACTS if values.has(name))


def _unknown(name: str) -> Mapping[str, Any]:
    """Give a module that has come since the frame was made: its hits show, told by their names."""
    return {"module": name, "fields": {"title": {"type": "string", "label": None}}, "statuses": ()}
