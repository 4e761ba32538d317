"""`GET /api/v1/records/{module}/export`: a list as a file, asked for like a list, written as its pages come in."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Any, Final

from pydantic_core import from_json
from starlette.requests import Request as HttpRequest
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from chassis.tracing import TENANT, tell
from contracts.records.exporting import ExportColumn, ExportPage
from edge.app.pull_export import ExportRefusedError, PullExport
from edge.domain.crowd import Crowd
from edge.domain.csv_file import CsvFile
from edge.domain.headings import heading, language_of
from edge.domain.xlsx_file import XlsxFile
from edge.http.body import read_body
from edge.http.door import call_headers, query_of, refuse, tell_quota
from edge.http.export_file import EXPORT_SECONDS
from edge.http.observed import note_route
from edge.http.problems import AnsweredProblemError
from edge.http.reception import Admitted, Reception
from edge.http.route import Route
from edge.http.shape import Shape
from edge.ports import Caller

File = CsvFile | XlsxFile
KINDS: Final[Mapping[str, type[CsvFile] | type[XlsxFile]]] = {"csv": CsvFile, "xlsx": XlsxFile}


class ExportDoor:
    """Answers the route of exports; `crowd` bounds how many run at once."""

    def __init__(self, route: Route, reception: Reception, caller: Caller, crowd: Crowd) -> None:
        self.route, self.shape = route, Shape(route)
        self._reception, self._caller, self._crowd = reception, caller, crowd

    async def answer(self, http: HttpRequest) -> Response:
        """Answer, whatever happens before the file begins: a refusal is problem+json."""
        note_route(http, self.route)
        try:
            with self._reception.crowd_of(self.route).enter(), ExitStack() as place:
                admitted = await self._reception.admit(self.route, http)
                tell(TENANT, admitted.who.tenant)
                place.enter_context(self._crowd.enter())
                response = await self._begin(http, admitted, place)
            tell_quota(response, admitted.allowance)
        except Exception as error:  # noqa: BLE001  whatever it is, the caller gets a Problem
            return refuse(error, self.route)
        return response

    async def _begin(self, http: HttpRequest, admitted: Admitted, place: ExitStack) -> Response:
        """Get the first page, so that what is refused is refused before the file begins."""
        await read_body(http, self.route.size)
        asked: dict[str, Any] = from_json(self.shape.assemble(http.path_params, query_of(http), b"", {}))
        kind = asked.pop("format", "csv")
        by_name = asked.pop("headers", "labels") == "names"
        export = PullExport(self._caller, asked, call_headers(http, self.route.effect, admitted))
        language = "" if by_name else language_of(http.headers.get("accept-language", ""))
        try:
            return await begun(export, asked["module"], kind, language, place)
        except AnsweredProblemError as error:
            pointed = self.shape.pointed(error.problem.errors)
            raise AnsweredProblemError(error.problem.model_copy(update={"errors": pointed})) from error


async def begun(export: PullExport, module: str, kind: str, language: str, place: ExitStack) -> Response:
    """Begin a file of KINDS, once its first page is there. `language` is that of its headings, "" for names.

    The file takes over what `place` holds. Raises AnsweredProblemError where records refuses.
    """
    try:
        first = await export.first()
    except ExportRefusedError as error:
        raise AnsweredProblemError(error.problem) from error
    file = KINDS[kind](module)
    name = f"{module}-{first.as_of:%Y-%m-%d}.{file.ending}"
    return ExportedFile(_pieces(file, export, first, language), name, file.media_type, place.pop_all())


class ExportedFile(StreamingResponse):
    """A file on its way out: gives its place back whatever becomes of it, and is cut off when it takes too long."""

    def __init__(self, pieces: AsyncIterator[bytes], name: str, media_type: str, place: ExitStack) -> None:
        headers = {"content-disposition": f'attachment; filename="{name}"'}
        super().__init__(pieces, headers=headers, media_type=media_type)
        self._place = place

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it, page by page as the reader takes it. Raises where it could not be sent whole."""
        with self._place:
            async with asyncio.timeout(EXPORT_SECONDS):
                await super().__call__(scope, receive, send)


async def _pieces(file: File, export: PullExport, first: ExportPage, language: str) -> AsyncIterator[bytes]:
    """Give the file; `language` is that of its headings, "" for names. Pages are written beside the loop."""
    types = [column.type for column in first.columns]
    yield file.head(_headings(first.columns, language), for_people=bool(language))
    yield await asyncio.to_thread(file.rows, first.rows, types)  # type: ignore[arg-type]  # cells are single values
    async for page in export.others(first):
        yield await asyncio.to_thread(file.rows, page.rows, types)  # type: ignore[arg-type]
    yield file.end()


def _headings(columns: Sequence[ExportColumn], language: str) -> list[str]:
    return [heading(one.name, one.label, language) if language else one.name for one in columns]
