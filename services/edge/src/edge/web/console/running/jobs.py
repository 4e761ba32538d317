"""Long work of the tenant: how far each is, who asked for it, where its result stands; cancelled."""

from collections.abc import Mapping
from typing import Final

from starlette.responses import Response

from contracts.identity.staff import ListStaff
from contracts.records.jobs import CancelJob, ListJobs
from edge.http.problems import problem_for
from edge.web.catalogues import later
from edge.web.console.portals.dry_run import UNDER_WAY
from edge.web.console.telling import outcome, told_about
from edge.web.visit import Json, Visit

KINDS: Final[Mapping[str, str]] = {"dry-run": later("Dry run: who gains and loses sight")}
STATES: Final[Mapping[str, tuple[str, str]]] = {
    "waiting": (later("Waiting"), "neutral"),
    "running": (later("Running"), "info"),
    "done": (later("Done"), "success"),
    "failed": (later("Failed"), "danger"),
    "cancelled": (later("Cancelled"), "neutral"),
}
TOLD: Final = {
    "cancelled": ("success", later("Cancelled. What was found until then can be read.")),
    "gone": ("info", later("Somebody else was faster: it is not here any more.")),
}


async def show(visit: Visit) -> Response:
    """Show them, newest first; while one is under way the list draws itself anew each second."""
    jobs = (await visit.ask(ListJobs()))["items"]
    values = {
        "jobs": [_told(visit, job) for job in jobs],
        "under_way": any(job["state"] in UNDER_WAY for job in jobs),
        "names": await _names(visit) if jobs else {},
        "me": visit.admitted.who.subject,
        "told_about": told_about(visit, TOLD),
    }
    return visit.render("console/running/jobs", values)


async def cancel(visit: Visit) -> Response:
    """Cancel one."""
    await visit.form()
    told = await outcome(visit, CancelJob(id=visit.http.path_params["id"]), "cancelled")
    return visit.go(f"/jobs?told={told}")


def _told(visit: Visit, job: Json) -> Json:
    words, tone = STATES.get(job["state"], (job["state"], "neutral"))
    of = job.get("to_examine")
    return {
        **job,
        "called": visit.say(KINDS.get(job["kind"], job["kind"])),
        "state_words": visit.say(words),
        "tone": tone,
        "open": job["state"] in UNDER_WAY,
        "share": min(100, job["examined"] * 100 // of) if of else None,
    }


async def _names(visit: Visit) -> dict[str, str]:
    """Give the names of staff by id, where this person may know them."""
    try:
        staff = (await visit.ask(ListStaff()))["items"]
    except Exception as error:
        if problem_for(error).status not in (403, 503, 504):
            raise
        return {}
    return {each["id"]: each["name"] for each in staff}
