"""The roles of a portal: which modules each sees and what it may do, as a matrix; made, renamed, removed."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, cast

from starlette.responses import Response

from contracts.identity.role_counts import CountRoles
from edge.domain.drafts.roles import actions_in, created, name_of, removed, renamed, ticked
from edge.http.problems import AnsweredProblemError
from edge.web.catalogues import later
from edge.web.console.portals.drafting import FIELDS, FORM, Drafted, Fields, load, page, save
from edge.web.console.portals.sentences import ACTIONS
from edge.web.console.portals.wording import Wording
from edge.web.visit import Json, Visit
from policy import roles_of

MATRIX_FIELDS: Final = 6_000
"""Every role that a portal may have, times every module and action."""
EVERYTHING: Final = "all"
NOTHING: Final = "none"
LIKE: Final = "like:"
PRESET: Final = "preset:"
NO_NAME: Final = later("A role is small letters, digits and hyphens, and there is none of its name yet.")


@dataclass(frozen=True, slots=True)
class Held:
    """Who has a role: memberships that hold, and open invitations."""

    memberships: int = 0
    invitations: int = 0


async def show(visit: Visit) -> Response:
    """Show them."""
    return await _page(visit)


async def change(visit: Visit) -> Response:
    """Keep what is ticked."""
    fields = await visit.form(FORM, MATRIX_FIELDS)
    return await save(visit, lambda draft, asked: ticked(draft.document, asked), _below(visit), fields=fields)


async def create(visit: Visit) -> Response:
    """Make one, as a preset has it, like another, with everything or with nothing."""
    fields = await visit.form(FORM, FIELDS)
    start = fields.get("start", "")
    role = name_of(fields.get("name", "") or (start.removeprefix(PRESET) if start.startswith(PRESET) else ""))
    draft = await load(visit)
    if not role or role in _roles(draft):
        return await _page(visit, wrong=visit.say(NO_NAME), given=fields, status=422)
    return await save(visit, partial(_created, role, start), _below(visit), fields=fields)


async def rename(visit: Visit) -> Response:
    """Call one otherwise; people keep the name that they have."""
    fields, role = await visit.form(FORM, FIELDS), visit.http.path_params["role"]
    to, keep = name_of(fields.get("to", "")), fields.get("keep") == "1"
    draft = await load(visit)
    if not to or to in _roles(draft):
        return await _page(visit, wrong=visit.say(NO_NAME), status=422)
    return await save(
        visit, lambda now, _asked: renamed(now.document, role, to, keep=keep), _below(visit), fields=fields
    )


async def remove(visit: Visit) -> Response:
    """Take one away; whoever has it sees nothing by it once that is published."""
    role = visit.http.path_params["role"]
    return await save(visit, lambda draft, _asked: removed(draft.document, role), _below(visit))


def _created(role: str, start: str, draft: Drafted, _fields: Fields) -> Json:
    return created(draft.document, role, _grants(draft, start))


def _grants(draft: Drafted, start: str) -> Json:
    """Give what a new role begins with."""
    if start.startswith(LIKE):
        return dict(_roles(draft).get(start.removeprefix(LIKE)) or {"modules": []})
    if start.startswith(PRESET):
        preset: Json = dict(_presets(draft).get(start.removeprefix(PRESET)) or {"modules": []})
        return {**preset, "modules": [module for module in preset["modules"] if module in draft.modules]}
    return {"modules": [entry["module"] for entry in draft.entries] if start == EVERYTHING else []}


async def _page(visit: Visit, *, wrong: str = "", given: Fields | None = None, status: int = 200) -> Response:
    draft, held = await asyncio.gather(load(visit), _held(visit))
    wording = Wording(visit, draft.document, draft.document, draft.modules)
    roles = _roles(draft)
    values = {
        "roles": roles,
        "modules": [(entry["module"], wording.module(entry["module"], entry)) for entry in draft.entries],
        "actions": [(action, visit.say(ACTIONS[action])) for action in actions_in(draft.document, ACTIONS)],
        "held": {role: held.get(role, Held()) for role in roles} if held is not None else None,
        "astray": {role: each for role, each in (held or {}).items() if role not in roles and each.memberships},
        "starts": _starts(visit, draft),
        "given": given or {},
        "wrong": wrong,
    }
    return page(visit, draft, "roles", values, status=status)


def _starts(visit: Visit, draft: Drafted) -> list[tuple[str, str]]:
    """Give what a new role may begin with, and what that is called."""
    roles = _roles(draft)
    return [
        *(
            (PRESET + role, visit.say(later("Preset: %(role)s"), role=role))
            for role in _presets(draft)
            if role not in roles
        ),
        *((LIKE + role, visit.say(later("Like %(role)s"), role=role)) for role in roles),
        (EVERYTHING, visit.say(later("Everything"))),
        (NOTHING, visit.say(later("Nothing"))),
    ]


async def _held(visit: Visit) -> Mapping[str, Held] | None:
    """Give who has which role; None where this person may not know, or nobody answers."""
    if not CountRoles.ROLES & visit.admitted.who.roles:
        return None
    try:
        counted = await visit.ask(CountRoles(slug=visit.http.path_params["slug"]))
    except AnsweredProblemError as error:
        return {} if error.problem.status == 404 else None  # never published: nobody is in it
    return {each["role"]: Held(each["memberships"], each["invitations"]) for each in counted["items"]}


def _roles(draft: Drafted) -> Json:
    return dict(draft.document.get("roles") or {})


def _presets(draft: Drafted) -> dict[str, Any]:
    return cast("dict[str, Any]", roles_of(draft.document["audience"]))


def _below(visit: Visit) -> str:
    return f"/portals/{visit.http.path_params['slug']}/roles"
