"""Backoffices: when each was last heard, and how often it is to be."""

from typing import Final

from pydantic import ValidationError
from starlette.responses import Response

from contracts.records.sources import ExpectSource, ListSources
from edge.web.visit import Visit

MINUTE: Final = 60


async def show(visit: Visit) -> Response:
    """Show them all."""
    return await _page(visit)


async def expect(visit: Visit) -> Response:
    """Say how often one is to be heard, or retire it."""
    fields = await visit.form()
    minutes = fields.get("minutes", "").strip()
    try:
        seconds = int(minutes) * MINUTE if minutes else None
        request = ExpectSource(
            id=visit.http.path_params["id"], expected_every=seconds, watched=fields.get("watched") == "1"
        )
    except (ValueError, ValidationError):
        return await _page(visit, wrong=visit.http.path_params["id"], status=422)
    await visit.ask(request)
    return visit.go("/sources?told=saved")


async def _page(visit: Visit, *, wrong: str = "", status: int = 200) -> Response:
    sources = await visit.ask(ListSources())
    saved = visit.http.query_params.get("told") == "saved"
    values = {"sources": sources, "minute": MINUTE, "saved": saved, "wrong": wrong}
    return visit.render("console/running/sources", values, status=status)
