"""A new portal: made under an address of its own, or told why not."""

import re
from collections.abc import Mapping
from typing import Final

from pydantic import ValidationError

from contracts.portal_config.portals import CreatePortal
from edge.http.problems import AnsweredProblemError
from edge.web.visit import Visit

SLUG: Final = re.compile(r"[^a-z0-9]+")


def slug_of(wished: str, name: str) -> str:
    """Give a portal's address: as wished, else made from its name."""
    return wished.strip() or SLUG.sub("-", name.lower()).strip("-")[:31]


async def make_portal(visit: Visit, asked: Mapping[str, str]) -> str:
    """Make a portal of `slug`, `name` and `audience`, with a draft from the presets; gives what is wrong, or ""."""
    try:
        await visit.ask(CreatePortal.model_validate(dict(asked)))
    except ValidationError:
        return visit.say("Give a name, and an address of small letters, digits and hyphens that begins with a letter.")
    except AnsweredProblemError as error:
        if error.problem.status != 409:
            raise
        return visit.say("There is a portal with this address already.")
    return ""
