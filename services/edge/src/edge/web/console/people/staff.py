"""Staff: who may open this console, and what for."""

from typing import Any, Final

from pydantic import ValidationError
from starlette.responses import Response

from contracts.identity.staff import ChangeStaff, InviteStaff, ListStaff, RemoveStaff
from contracts.message import Request
from edge.web.catalogues import later
from edge.web.console.telling import GONE, outcome, told_about
from edge.web.visit import Visit

ROLES: Final = {
    "owner": later("Owner: everything, staff and API keys too"),
    "designer": later("Designer: shapes and publishes portals"),
    "support": later("Support: helps customers, looks through their eyes"),
    "finance": later("Finance: refunds"),
    "auditor": later("Auditor: reads who did what"),
}
TOLD: Final = {
    "invited": ("success", later("Invited. The mail with a link is on its way.")),
    "changed": ("success", later("Changed.")),
    "removed": ("success", later("Removed, with login, links and sessions.")),
    "no-role": ("warning", later("Choose at least one role.")),
    "refused": ("warning", later("That is not possible: the last active owner stays one.")),
    "gone": ("info", later("Somebody else was faster: it is not here any more.")),
}


async def show(visit: Visit) -> Response:
    """Show them all."""
    return await _page(visit, {})


async def invite(visit: Visit) -> Response:
    """Invite somebody to the console."""
    fields = await visit.form()
    asked = {
        "email": fields.get("email", "").strip(), "name": fields.get("name", "").strip(),
        "roles": _chosen(fields), "language": visit.language,
    }  # fmt: skip
    try:
        request = InviteStaff.model_validate(asked)
    except ValidationError:
        return await _page(
            visit, fields, wrong=visit.say("Give name, e-mail address and at least one role."), status=422
        )
    return await _done(visit, request, "invited")


async def change(visit: Visit) -> Response:
    """Change somebody's roles, or deactivate them, or let them in again."""
    fields, staff = await visit.form(), visit.http.path_params["id"]
    if "active" in fields:
        return await _done(visit, ChangeStaff(id=staff, active=fields["active"] == "1"), "changed")
    try:
        request = ChangeStaff.model_validate({"id": staff, "roles": _chosen(fields)})
    except ValidationError:
        return visit.go("/staff?told=no-role")
    return await _done(visit, request, "changed")


async def remove(visit: Visit) -> Response:
    """Remove somebody."""
    await visit.form()
    return await _done(visit, RemoveStaff(id=visit.http.path_params["id"]), "removed")


def _chosen(fields: dict[str, str]) -> tuple[str, ...]:
    return tuple(role for role in ROLES if fields.get(f"role-{role}") == "1")


async def _done(visit: Visit, request: Request[Any], told: str) -> Response:
    return visit.go(f"/staff?told={await outcome(visit, request, told, {**GONE, 409: 'refused'})}")


async def _page(visit: Visit, fields: dict[str, str], *, wrong: str = "", status: int = 200) -> Response:
    values = {
        "staff": (await visit.ask(ListStaff()))["items"],
        "roles": [(role, visit.say(text)) for role, text in ROLES.items()],
        "given": {name: fields.get(name, "") for name in ("name", "email")},
        "chosen": _chosen(fields),
        "wrong": wrong,
        "told_about": told_about(visit, TOLD),
        "me": visit.admitted.who.subject,
    }
    return visit.render("console/people/staff", values, status=status)
