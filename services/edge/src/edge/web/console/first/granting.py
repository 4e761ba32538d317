"""Step three: whose records people see, and which roles their admins may hand out."""

from collections.abc import Mapping
from typing import Final

from starlette.responses import Response

from edge.domain.drafts.first_run import casting, modules_on, reach, reaching
from edge.web.catalogues import later
from edge.web.console.first.presets import all_presets, presets_for
from edge.web.console.first.steps import page, path
from edge.web.console.portals import drafting
from edge.web.console.portals.drafting import Drafted, Fields
from edge.web.console.portals.wording import Wording
from edge.web.visit import Json, Visit

SCOPES: Final[tuple[tuple[str, str, str], ...]] = (
    ("account", later("The records of their own company"), later("What belongs to the account that they act for.")),
    (
        "account_tree", later("Also those of the companies below theirs"),
        later("For groups: a parent account sees what belongs to its subsidiaries, never the reverse."),
    ),
)  # fmt: skip
ROLES: Final[Mapping[str, tuple[str, str]]] = {
    "admin": (later("Admin"), later("Sees everything that shows, and invites and removes colleagues.")),
    "billing": (later("Billing"), ""),
    "technical": (later("Technical"), ""),
    "approver": (later("Approver"), ""),
    "viewer": (later("Viewer"), later("Sees everything that shows, and changes nothing.")),
}
"""What the standard roles are called, and for whom they are."""


async def show(visit: Visit) -> Response:
    """Show the two questions, answered as the draft has them."""
    draft = await drafting.load(visit)
    usual = (await presets_for(visit, draft))["roles"]
    shown = {entry["module"]: entry for entry in modules_on(draft.document)}
    wording = Wording(visit, draft.document, draft.document, draft.modules)
    kept = draft.document.get("roles") or {}
    values = {
        "scopes": [(value, visit.say(words), visit.say(more)) for value, words, more in SCOPES],
        "scope": reach(draft.document),
        "roles": [
            {
                "name": name,
                "words": said_of(visit, name)[0],
                "more": said_of(visit, name)[1],
                "kept": name in kept,
                "modules": [
                    wording.module(module, shown[module])
                    for module in (kept.get(name) or usual[name]).get("modules", ())
                    if module in shown
                ],
            }
            for name in usual
        ],
        "own": [name for name in kept if name not in usual],
    }
    return page(visit, draft, "roles", values)


async def save(visit: Visit) -> Response:
    """Save the answers in the draft, and go on."""
    form = await visit.form(drafting.FORM, drafting.FIELDS)
    presets = await all_presets(visit)

    def change(draft: Drafted, fields: Fields) -> Json:
        usual = presets[draft.document["audience"]]["roles"]
        kept = {name[5:] for name in fields if name.startswith("role-")}
        document = casting(draft.document, usual, kept)
        scope = fields.get("scope", "")
        return reaching(document, scope) if scope in {value for value, _, _ in SCOPES} else document

    return await drafting.save(visit, change, path(visit.http.path_params["slug"], "check"), fields=form, same=False)


def said_of(visit: Visit, role: str) -> tuple[str, str]:
    """Give what a role is called and what it is for; one of the tenant's own by its name."""
    words, more = ROLES.get(role, (role, ""))
    return visit.say(words), visit.say(more) if more else ""
