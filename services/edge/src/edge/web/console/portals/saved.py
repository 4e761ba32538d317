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
    if named != str(draft["revision"]):
        return Saved([], None)
    before = await earlier(visit, draft["slug"], draft["revision"] - 1)
    if before is None:
        return Saved([], None)
    return Saved(told_between(visit, before, draft["document"], modules), draft["revision"] - 1)


async def earlier(visit: Visit, slug: str, revision: int) -> Json | None:
    """Give what a draft was at a revision, None where that is not kept."""
    if revision < 1:
        return None
    try:
        found = await visit.ask(ShowEarlierDraft(slug=slug, revision=revision))
    except AnsweredProblemError as error:
        if error.problem.status != 404:
            raise
        return None
    document: Json = found["document"]
    return document
