"""Events that could not be taken in: why, what was sent, once more, or away with it."""

from typing import Final

from starlette.responses import Response

from contracts.records.intake import DiscardQuarantined, ListQuarantine, RetryQuarantined
from edge.http.problems import AnsweredProblemError
from edge.web.catalogues import later
from edge.web.console.telling import outcome, told_about
from edge.web.visit import Json, Visit

RETRIED_AT_ONCE: Final = 200
"""As many as one click takes in again; the page says when there are more."""
TOLD: Final = {
    "taken": ("success", later("The event was taken in.")),
    "stays": ("warning", later("It is refused again. The reason of today stands with it.")),
    "gone": ("info", later("Somebody else was faster: it is not here any more.")),
    "discarded": ("success", later("The event was thrown away.")),
}


async def show(visit: Visit) -> Response:
    """Show a page of them, newest first."""
    query = visit.http.query_params
    page = await visit.ask(ListQuarantine(limit=20, cursor=query.get("cursor") or None))
    return visit.render("console/running/quarantine", {"page": page, "told_about": _told(visit)})


async def retry(visit: Visit) -> Response:
    """Take one in again."""
    await visit.form()
    return visit.go(f"/quarantine?told={await _retried(visit, visit.http.path_params['id'])}")


async def retry_all(visit: Visit) -> Response:
    """Take in again what is there, from the newest on, up to a bound."""
    await visit.form()
    counts = {"taken": 0, "stays": 0, "gone": 0}
    cursor: str | None = None
    while sum(counts.values()) < RETRIED_AT_ONCE:
        page = await visit.ask(ListQuarantine(limit=50, cursor=cursor))
        for event in page["items"]:
            counts[await _retried(visit, event["id"])] += 1
        cursor = page.get("next_cursor")
        if not cursor:
            break
    return visit.go(f"/quarantine?told=all&taken={counts['taken']}&stay={counts['stays']}&more={int(bool(cursor))}")


async def discard(visit: Visit) -> Response:
    """Throw one away."""
    await visit.form()
    request = DiscardQuarantined(id=visit.http.path_params["id"])
    return visit.go(f"/quarantine?told={await outcome(visit, request, 'discarded')}")


async def _retried(visit: Visit, event: str) -> str:
    try:
        answer = await visit.ask(RetryQuarantined(id=event))
    except AnsweredProblemError as error:
        if error.problem.status != 404:
            raise
        return "gone"
    return "taken" if answer["taken_in"] else "stays"


def _told(visit: Visit) -> Json | None:
    query = visit.http.query_params
    if query.get("told") == "all":
        taken, stay = (int(text) if (text := query.get(name, "")).isdigit() else 0 for name in ("taken", "stay"))
        text = visit.say("%(taken)s were taken in, %(stay)s are still refused.", taken=taken, stay=stay)
        if query.get("more") == "1":
            text += " " + visit.say("There are more: try the rest again.")
        return {"tone": "warning" if stay else "success", "text": text}
    return told_about(visit, TOLD)
