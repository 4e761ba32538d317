"""One person: what they are member of and see there, where they are signed in, how they were invited."""

import asyncio
from typing import Final

from starlette.responses import Response

from contracts.identity.person import ShowPerson
from contracts.records.sight import ShowSight
from edge.http.problems import problem_for
from edge.web.console.people.inviting import STATES
from edge.web.console.people.users import TOLD
from edge.web.console.telling import told_about
from edge.web.visit import Json, Visit

LOOKED_INTO: Final = 8
"""Memberships of which the page tells what they see; each is a call."""


async def show(visit: Visit) -> Response:
    """Show them; what they see is left out, and said so, while records is away."""
    person = await visit.ask(ShowPerson(id=visit.http.path_params["id"]))
    memberships = person["user"]["memberships"]
    seen = await asyncio.gather(*(_sight(visit, each["id"]) for each in memberships[:LOOKED_INTO]))
    values = {
        "person": person,
        "user": person["user"],
        "sights": {each["id"]: sight for each, sight in zip(memberships, seen, strict=False)},
        "places": {each["id"]: each for each in memberships},
        "states": {name: (visit.say(words), tone) for name, (words, tone) in STATES.items()},
        "told_about": told_about(visit, TOLD),
    }
    return visit.render("console/people/person", values)


async def _sight(visit: Visit, membership: str) -> Json | None:
    """Give what a membership sees; None where records has not heard of it yet, or does not answer."""
    try:
        return await visit.ask(ShowSight(membership=membership))
    except Exception as error:
        if problem_for(error).status not in (404, 503, 504):
            raise
        return None
