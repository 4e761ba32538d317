"""The steps of the first run: their order, where somebody was, and what is around each page.

What was entered is in the draft and nowhere else; the browser keeps only which portal and which step it was.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from contracts.portal_config.portals import SaveDraft
from edge.web.catalogues import later
from edge.web.console.portals.drafting import Drafted
from edge.web.visit import Visit

STEPS: Final[tuple[tuple[str, str], ...]] = (
    ("name", later("Name and look")),
    ("shows", later("What customers see")),
    ("roles", later("Who may see what")),
    ("check", later("Check")),
    ("invite", later("Publish and invite")),
)
"""Path below the portal's first run, and words, in order."""
COOKIE: Final = "portico.first"
KEPT_SECONDS: Final = 30 * 86_400
_PLACE: Final = re.compile(r"([a-z][a-z0-9-]{1,30})\.(name|shows|roles|check|invite)")


@dataclass(frozen=True, slots=True)
class Step:
    """One of them as it stands on a page. `below` is "" where it cannot be opened yet."""

    number: int
    words: str
    below: str
    here: bool


def path(slug: str, step: str) -> str:
    """Give a step's path below the console."""
    return f"/first/{slug}/{step}"


def steps_of(visit: Visit, slug: str, step: str) -> list[Step]:
    """Give them all; without a portal only the first is there to be opened."""
    return [
        Step(number, visit.say(words), path(slug, name) if slug else "", name == step)
        for number, (name, words) in enumerate(STEPS, 1)
    ]


def page(visit: Visit, draft: Drafted, step: str, values: Mapping[str, object], *, status: int = 200) -> Response:
    """Answer with a step's page, `templates/console/first/<step>.html`, and keep that this is where one is.

    Raises what the gate refuses to who may save no draft.
    """
    visit.tools.reception.refuse_call(SaveDraft, visit.admitted)
    names = [name for name, _ in STEPS]
    around = {
        "draft": draft,
        "slug": draft.slug,
        "steps": steps_of(visit, draft.slug, step),
        "back": path(draft.slug, names[names.index(step) - 1]) if step != names[0] else "",
        "faults": (),
    }
    response = visit.render(f"console/first/{step}", {**around, **values}, status=status)
    keep_place(visit, response, f"{draft.slug}.{step}")
    return response


def keep_place(visit: Visit, response: Response, place: str) -> None:
    """Leave with the browser where one is; "" once there is nothing to go on with."""
    response.set_cookie(
        COOKIE, place, path="/console", max_age=KEPT_SECONDS if place else 0,
        secure=visit.tools.forms.https, httponly=True, samesite="lax",
    )  # fmt: skip


def kept_place(http: HttpRequest) -> tuple[str, str] | None:
    """Give portal and step that this browser was at; None where it was at none."""
    found = _PLACE.fullmatch(http.cookies.get(COOKIE, ""))
    return (found[1], found[2]) if found else None
