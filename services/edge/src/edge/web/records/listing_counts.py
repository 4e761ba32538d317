"""How many: of one list as it is filtered, and of each module for the side navigation, both after the page has come."""

import asyncio
from typing import Final

from starlette.responses import Response

from contracts.records.viewing import ListRecords
from edge.domain.list_address import read_address
from edge.http.problems import AnsweredProblemError
from edge.web.records.listing_request import asked_of, made, module_of
from edge.web.visit import Json, Visit

MAX_COUNTED: Final = 40
"""Modules that the side navigation counts."""
AT_ONCE: Final = 4
"""Modules that are counted at the same time."""


async def show(visit: Visit) -> Response:
    """Tell how many records a list holds. Raises NotFound for a module that does not show, what records refuses."""
    module = module_of(visit)
    address = read_address(visit.http.query_params.multi_items())
    if not visit.partial:
        return visit.go(f"/m/{module['module']}" + address.query())
    said = asked_of(visit, module, address)
    page = await visit.ask(made(ListRecords, said | {"limit": 1, "count": True, "fields": ("record_id",)}))
    return visit.render("list-count", {"total": page["total"], "number": _number(page["total"])})


async def show_all(visit: Visit) -> Response:
    """Tell how many records each module holds; one that cannot be counted now is left out."""
    if not visit.partial:
        return visit.go("/")
    places = asyncio.Semaphore(AT_ONCE)

    async def count(module: Json) -> tuple[str, object]:
        request = ListRecords(module=module["module"], limit=1, count=True, fields=("record_id",))
        async with places:
            try:
                return module["module"], (await visit.ask(request)).get("total")
            except AnsweredProblemError:
                return module["module"], None

    modules = visit.view["modules"][:MAX_COUNTED]
    counts = await asyncio.gather(*(count(module) for module in modules))
    return visit.render("list-counts", {"counts": [(name, total) for name, total in counts if total is not None]})


def _number(total: object) -> int:
    """Give a number for choosing the right plural."""
    return int(str(total).rstrip("+"))
