"""Who did what: the trail, by time, filtered, and as a file."""

import csv
import io
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final

from pydantic import ValidationError
from starlette.responses import Response

from contracts.identity.audit import ListAudit
from edge.domain.csv_file import defused
from edge.web.visit import Json, Visit

FILTERS: Final = ("actor", "action", "subject", "since", "until")
IN_A_FILE: Final = 5_000
"""Entries that one file holds; a narrower time gives the rest."""
COLUMNS: Final = (
    "at",
    "n",
    "action",
    "outcome",
    "code",
    "actor_kind",
    "actor",
    "acting",
    "subjects",
    "account",
    "hash",
)


async def show(visit: Visit) -> Response:
    """Show a page of it."""
    given = {name: visit.http.query_params.get(name, "").strip() for name in FILTERS}
    try:
        request = _asked(given, 50, visit.http.query_params.get("cursor") or None)
    except (ValueError, ValidationError):
        wrong = visit.say(
            "One of the filters is not understood: days are like 2026-11-30, actions like %(one)s.",
            one="identity.sign-in",
        )
        return visit.render(
            "console/running/audit", {"page": {"items": []}, "given": given, "wrong": wrong}, status=422
        )
    return visit.render("console/running/audit", {"page": await visit.ask(request), "given": given, "wrong": ""})


async def as_file(visit: Visit) -> Response:
    """Answer what the filters leave, as CSV, newest first."""
    given = {name: visit.http.query_params.get(name, "").strip() for name in FILTERS}
    entries: list[Json] = []
    cursor: str | None = None
    while len(entries) < IN_A_FILE:
        page = await visit.ask(_asked(given, 100, cursor))
        entries += page["items"]
        cursor = page.get("next_cursor")
        if not cursor:
            break
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    rows.writerows([defused(str(cell)) for cell in _row(entry)] for entry in entries[:IN_A_FILE])
    named = {"content-disposition": 'attachment; filename="audit.csv"'}
    return Response(text.getvalue(), headers=named, media_type="text/csv; charset=utf-8")


def _row(entry: Json) -> list[object]:
    actor = entry["actor"]
    subjects = " ".join(f"{each['kind']}:{each['id']}" for each in entry.get("subjects", ()))
    return [
        entry["at"], entry["n"], entry["action"], entry["outcome"], entry.get("code") or "", actor["kind"],
        actor.get("id") or "", actor.get("acting") or "", subjects, entry.get("account") or "", entry["hash"],
    ]  # fmt: skip


def _asked(given: Mapping[str, str], limit: int, cursor: str | None) -> ListAudit:
    """Make the request. Raises ValueError for a day that is none, ValidationError for what cannot be one."""
    since, until = (_midnight(given[name]) for name in ("since", "until"))
    return ListAudit(
        actor=given["actor"] or None,
        action=given["action"] or None,
        subject=given["subject"] or None,
        since=since,
        until=until + timedelta(days=1) if until else None,
        limit=limit,
        cursor=cursor,
    )


def _midnight(day: str) -> datetime | None:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC) if day else None
