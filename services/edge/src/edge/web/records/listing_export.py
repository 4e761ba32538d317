"""`/m/{module}/export`: the list as a file, with the conditions of its address, headed in the reader's language."""

from contextlib import ExitStack

from pydantic_core import from_json
from starlette.responses import Response

from contracts.records.exporting import ExportRecords
from edge.app.pull_export import PullExport
from edge.domain.list_address import read_address
from edge.domain.refusal import NotFound
from edge.http.door import call_headers
from edge.http.exporting import KINDS, begun
from edge.web.records.listing_columns import chosen_columns
from edge.web.records.listing_request import asked_of, made, module_of
from edge.web.records.values import Values
from edge.web.visit import Visit


async def export(visit: Visit) -> Response:
    """Answer with the file. Its columns are those that were chosen, else all that may be read.

    Raises NotFound where the portal grants no export, Overloaded while too many run, what records refuses.
    """
    module, kind = module_of(visit), visit.http.query_params.get("format", "")
    if "export" not in module["actions"] or kind not in KINDS:
        raise NotFound
    address, tools = read_address(visit.http.query_params.multi_items()), visit.tools
    said = asked_of(visit, module, address)
    if address.columns:
        said["fields"] = chosen_columns(Values(visit, module), address)
    asked = from_json(made(ExportRecords, said).model_dump_json(exclude_unset=True))
    tools.reception.refuse_call(ExportRecords, visit.admitted)
    with ExitStack() as place:
        place.enter_context(tools.exports.enter())
        pull = PullExport(tools.caller, asked, call_headers(visit.http, ExportRecords.EFFECT, visit.admitted))
        return await begun(pull, module["module"], kind, visit.language, place)
