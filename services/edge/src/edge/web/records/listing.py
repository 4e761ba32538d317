"""`/m/{module}`: a module's list, asked of records as its address says; a table, a board or cards."""

from typing import Final

from starlette.responses import Response

from contracts.records.viewing import ListRecords
from edge.domain.list_address import MAX_ROWS, STEP, VIEWS, ListAddress, read_address
from edge.http.problems import AnsweredProblemError
from edge.web.records.listing_board import has_board, lanes
from edge.web.records.listing_columns import chosen_columns, fields_for
from edge.web.records.listing_page import Found, page_of
from edge.web.records.listing_request import asked_of, made, module_of
from edge.web.records.values import Values
from edge.web.visit import Json, Visit

TRIES: Final = 3
"""Calls for one page where records answers nothing yet and says that the search goes on."""


async def show(visit: Visit) -> Response:
    """Show the list, or only what moves in it. Raises NotFound for a module that does not show."""
    module = module_of(visit)
    values, address = Values(visit, module), read_address(visit.http.query_params.multi_items())
    view = _view(values, address)
    try:
        found = await _board(visit, values, address) if view == "board" else await _rows(visit, values, address)
    except AnsweredProblemError as error:
        if error.problem.status != 422:
            raise
        found = Found(wrong=error.problem)
    response = visit.render(
        "list", page_of(visit, values, address, view, found), status=found.wrong.status if found.wrong else 200
    )
    _name(visit, address, response)
    return response


def _view(values: Values, address: ListAddress) -> str:
    view = address.view or values.module["view"]
    if view not in VIEWS or (view == "board" and not has_board(values)):
        return "list"
    return view


async def _rows(visit: Visit, values: Values, address: ListAddress) -> Found:
    """Give the rows of a page. An empty page that goes on is gone on with, a few times."""
    page = await _fetch(visit, values, address, address.rows, address.cursor)
    for _ in range(TRIES - 1):
        if page["items"] or page["next_cursor"] is None:
            break
        page = await _fetch(visit, values, address, address.rows, page["next_cursor"])
    return Found(items=page["items"], cursor=page["next_cursor"], fresh_as_of=page.get("fresh_as_of"))


async def _board(visit: Visit, values: Values, address: ListAddress) -> Found:
    async def fetch(wanted: ListAddress, limit: int) -> Json:
        return await _fetch(visit, values, wanted, limit, "")

    drawn, page = await lanes(values, address, fetch)
    items = [record for lane in drawn for record in lane.records]
    return Found(items=items, lanes=drawn, fresh_as_of=page.get("fresh_as_of"))


async def _fetch(visit: Visit, values: Values, address: ListAddress, limit: int, cursor: str) -> Json:
    said = asked_of(visit, values.module, address)
    said["fields"] = fields_for(values, chosen_columns(values, address))
    if limit != STEP:
        said["limit"] = min(limit, MAX_ROWS)
    if cursor:
        said["cursor"] = cursor
    return await visit.ask(made(ListRecords, said))


def _name(visit: Visit, address: ListAddress, response: Response) -> None:
    """Tell a form of this page what the address of its answer is: without what was left empty."""
    source, here = visit.http.headers.get("hx-source", ""), visit.address(f"/m/{visit.http.path_params['module']}")
    if source.startswith("form#list-"):
        header = "hx-replace-url" if source == "form#list-seek" else "hx-push-url"
        response.headers[header] = here + address.query()
