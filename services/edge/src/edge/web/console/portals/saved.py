"""What a save of a draft changed, told on the page that it leads to, with the way back."""

from collections.abc import Mapping
from dataclasses import dataclass

from contracts.portal_config.versions import ShowEarlierDraft
from edge.http.problems import AnsweredProblemError
from edge.web.console.portals.wording import Told, told_between
from edge.web.visit import Json, Visit


@dataclass(frozen=True, slots=True)
class Saved:
    """A save that made the draft what it is now: what it changed, and the revision to go back to.

    None where somebody else has saved since, or what was there before is not kept.
    """

    told: list[Told]
    before: int | None


async def saved_at(visit: Visit, draft: Json, modules: Mapping[str, Json]) -> Saved | None:
    """Give what the save did that the address names, None where it names none."""
    named = visit.http.query_params.get("saved", "")
    if not named:
        return None
    if named != str(draft["revision"]) or draft["revision"] < 2:
        return Saved([], None)
    try:
        earlier = await visit.ask(ShowEarlierDraft(slug=draft["slug"], revision=draft["revision"] - 1))
    except AnsweredProblemError as error:
        if error.problem.status != 404:
            raise
        return Saved([], None)
    return Saved(told_between(visit, earlier["document"], draft["document"], modules), earlier["revision"])
