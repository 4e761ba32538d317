"""Pulls an export from records, a page when the one before has gone out."""

from collections.abc import AsyncIterator, Mapping
from typing import Any, Final

from pydantic_core import to_json

from contracts.problem import Problem
from contracts.records.exporting import MAX_ROWS, ExportPage, ExportRecords
from edge.ports import Caller

MAX_PAGES: Final = 5_000
"""Pages of one export, short ones too: far above what records lets one file go through."""


class ExportRefusedError(Exception):
    """Records refused a page."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class ExportBrokenError(Exception):
    """A page did not come after others had gone out: what there is of the file must not look whole."""


class PullExport:
    """One export; `asked` is what a list is asked for with."""

    def __init__(self, caller: Caller, asked: Mapping[str, Any], headers: Mapping[str, Any]) -> None:
        self._caller, self._asked, self._headers = caller, asked, headers

    async def first(self) -> ExportPage:
        """Give the first page. Raises ExportRefusedError."""
        return await self._pull({})

    async def others(self, first: ExportPage) -> AsyncIterator[ExportPage]:
        """Give the pages behind the first. Raises ExportBrokenError."""
        page = first
        for _ in range(MAX_PAGES):
            if page.next_cursor is None:
                return
            begun = first.model_dump(mode="json", include={"as_of"})
            try:
                page = await self._pull({**begun, "cursor": page.next_cursor})
            except ExportRefusedError as error:
                raise ExportBrokenError(error.problem.code) from error
            yield page
        raise ExportBrokenError("too many pages")

    async def _pull(self, more: Mapping[str, Any]) -> ExportPage:
        body = to_json({**self._asked, "limit": MAX_ROWS, **more})
        answer = await self._caller.send(ExportRecords, body, self._headers)
        if answer.status >= 400:
            raise ExportRefusedError(Problem.model_validate_json(answer.body))
        return ExportPage.model_validate_json(answer.body)
