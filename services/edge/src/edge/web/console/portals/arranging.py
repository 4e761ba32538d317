"""The modules of a portal in the order that they show: moved, switched, taken out, by button or by drag."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response

from edge.domain.drafts.modules import arranged
from edge.domain.ordinal import ordinal
from edge.web.catalogues import later
from edge.web.console.portals.adding import Addable, addable
from edge.web.console.portals.drafting import FIELDS, FORM, Drafted, Fields, load, page, save
from edge.web.console.portals.wording import Wording
from edge.web.visit import Json, Visit

MOVED: Final = later("%(module)s is now %(place)s of %(count)s.")
MOVES: Final = {"up": "up", "down": "down", "to": "up"}
"""How a module may have been moved, and which button of its row has the focus then."""


@dataclass(frozen=True, slots=True)
class Row:
    """A module in the list. `roles` are those that see it: None where the portal has no roles at all."""

    module: str
    name: str
    icon: str
    on: bool
    fields: int
    roles: Sequence[str] | None


async def show(visit: Visit) -> Response:
    """Show them."""
    draft = await load(visit)
    rows = _rows(visit, draft)
    at, did = _just_moved(visit, draft, rows)
    groups: list[tuple[str, list[Addable]]] = addable(visit, draft)
    values = {"rows": rows, "at": at, "focus": _focus(rows, at, did), "groups": groups, "said": _said(visit, rows, at)}
    return page(visit, draft, "modules", values)


async def arrange(visit: Visit) -> Response:
    """Do what a button says."""
    fields = await visit.form(FORM, FIELDS)
    verb, _, module = fields.get("do", "").partition(" ")
    below = f"/portals/{visit.http.path_params['slug']}/modules"
    did = verb.partition(":")[0]
    then = f"{below}?at={module}&did={did}" if did in MOVES and module.isidentifier() else below
    return await save(visit, _arranged, then, fields=fields)


def _arranged(draft: Drafted, fields: Fields) -> Json:
    return arranged(draft.document, fields.get("do", ""))


def _rows(visit: Visit, draft: Drafted) -> list[Row]:
    wording = Wording(visit, draft.document, draft.document, draft.modules)
    roles = draft.document.get("roles") or {}
    return [
        Row(
            module=entry["module"],
            name=wording.module(entry["module"], entry),
            icon=visit.icon_of(entry["module"]),
            on=entry.get("on", True) is not False,
            fields=sum(right in ("read", "write") for right in (entry.get("fields") or {}).values()),
            roles=[name for name, role in roles.items() if entry["module"] in role["modules"]] if roles else None,
        )
        for entry in draft.entries
    ]


def _just_moved(visit: Visit, draft: Drafted, rows: Sequence[Row]) -> tuple[int | None, str]:
    """Give which row has just been moved, and how."""
    query = visit.http.query_params
    did = query.get("did", "")
    if draft.saved is None or did not in MOVES:
        return None, ""
    return next((number for number, row in enumerate(rows) if row.module == query.get("at")), None), did


def _said(visit: Visit, rows: Sequence[Row], at: int | None) -> str:
    if at is None:
        return ""
    return visit.say(MOVED, module=rows[at].name, place=ordinal(at + 1, visit.language), count=len(rows))


def _focus(rows: Sequence[Row], at: int | None, did: str) -> str:
    """Give the id of what has the focus: the button that was pressed, or its counterpart where that ends here."""
    if at is None:
        return ""
    button = "down" if at == 0 else "up" if at == len(rows) - 1 else MOVES[did]
    return f"{button}-{rows[at].module}"
