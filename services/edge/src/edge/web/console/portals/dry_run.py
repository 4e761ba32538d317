"""Who would gain and lose sight of what if the draft were published: started, watched, read, cancelled."""

from typing import Final

from starlette.responses import Response

from contracts.portal_config.portals import ShowDraft
from contracts.records.jobs import CancelJob, ShowJob, StartDryRun
from edge.web.console.portals.drafting import definitions
from edge.web.console.portals.wording import Wording
from edge.web.visit import Json, Visit

UNDER_WAY: Final = frozenset({"waiting", "running"})


async def start(visit: Visit) -> Response:
    """Start one with the draft as it is now."""
    await visit.form()
    slug = visit.http.path_params["slug"]
    draft = await visit.ask(ShowDraft(slug=slug))
    job = await visit.ask(StartDryRun(slug=slug, draft_revision=draft["revision"], document=draft["document"]))
    return visit.go(f"/portals/{slug}/dry-run/{job['id']}")


async def show(visit: Visit) -> Response:
    """Show how far it is, and its result as far as it has come."""
    slug = visit.http.path_params["slug"]
    job = await visit.ask(ShowJob(id=visit.http.path_params["id"]))
    draft, modules = await visit.ask(ShowDraft(slug=slug)), await definitions(visit)
    wording = Wording(visit, draft["document"], draft["document"], modules)
    entries = {entry["module"]: entry for entry in draft["document"].get("modules") or ()}
    looked_at = (job.get("dry_run") or {}).get("modules") or ()
    found = [each for each in looked_at if _changes(each)]
    values = {
        "slug": slug,
        "job": job,
        "under_way": job["state"] in UNDER_WAY,
        "share": min(100, job["examined"] * 100 // job["to_examine"]) if job.get("to_examine") else None,
        "modules": [(wording.module(each["module"], entries.get(each["module"], {})), each) for each in found],
        "outdated": bool(job.get("dry_run")) and job["dry_run"]["draft_revision"] != draft["revision"],
    }
    return visit.render("console/portals/dry-run", values)


def _changes(module: Json) -> bool:
    """Tell whether anybody gains or loses sight of something in a module."""
    seen = module["gained"]["pairs"] or module["lost"]["pairs"]
    return bool(seen or module.get("fields_gained") or module.get("fields_lost"))


async def cancel(visit: Visit) -> Response:
    """Cancel it; what was found so far stays readable."""
    await visit.form()
    params = visit.http.path_params
    await visit.ask(CancelJob(id=params["id"]))
    return visit.go(f"/portals/{params['slug']}/dry-run/{params['id']}")
