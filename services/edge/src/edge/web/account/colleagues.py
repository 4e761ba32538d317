"""Colleagues, for the admins of an account: who acts for it in this portal, invited, changed, removed."""

from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import Response

from contracts.identity.colleagues import (
    ChangeColleague,
    InviteColleague,
    ListColleagues,
    RemoveColleague,
    WithdrawColleague,
)
from contracts.message import Request
from edge.web.catalogues import later
from edge.web.filling import NotTaken, send, shown
from edge.web.visit import Json, Visit

ROLES: Final = {
    "admin": later("Administrator"),
    "billing": later("Billing"),
    "technical": later("Technical"),
    "approver": later("Approver"),
    "viewer": later("Viewer"),
}
"""Words for the preset roles; a tenant's own are shown by their names."""
ROLE: Final = "role-"
MAX_CURSOR: Final = 500
TOLD: Final = {
    "invited": later("The invitation is on its way by mail."),
    "changed": later("The roles are changed."),
    "removed": later("They no longer have access."),
    "withdrawn": later("The invitation is taken back; its link no longer works."),
}
REFUSED: Final = {
    "identity.last-admin": later("Somebody has to stay administrator. Make a colleague one first."),
    "identity.already-member": later("Somebody with this address is a colleague already."),
    "identity.too-many-invited": later("Many invitations are open already. Take one back first."),
    "identity.invitation-closed": later("This invitation was accepted or has ended meanwhile."),
    "identity.beyond-own-rights": later("Choose at least one role, and none that may do more than yours."),
    "identity.unknown-role": later("This portal no longer has that role. Choose another."),
}
WRONG: Final = {
    "email": later("This is no e-mail address."),
    "name": later("Enter a name: letters, spaces and hyphens."),
    "roles": later("Choose at least one role, and none that may do more than yours."),
}


async def show(visit: Visit) -> Response:
    """Show a page of them. For whoever is no admin it is not for them."""
    return await _page(visit)


async def invite(visit: Visit) -> Response:
    """Invite somebody."""
    fields = await visit.form()
    asked = {name: fields.get(name, "").strip() for name in ("email", "name")}
    return await _do(visit, InviteColleague, {**asked, "roles": _roles(fields)}, "invited", fields)


async def change(visit: Visit) -> Response:
    """Give a colleague other roles."""
    fields = await visit.form()
    return await _do(visit, ChangeColleague, {**_of(visit, "membership_id"), "roles": _roles(fields)}, "changed")


async def remove(visit: Visit) -> Response:
    """End a colleague's access."""
    await visit.form()
    return await _do(visit, RemoveColleague, _of(visit, "membership_id"), "removed")


async def withdraw(visit: Visit) -> Response:
    """Take an invitation back."""
    await visit.form()
    return await _do(visit, WithdrawColleague, _of(visit, "id"), "withdrawn")


async def _do(
    visit: Visit, kind: type[Request[Any]], asked: Mapping[str, object], done: str, filled: Json | None = None
) -> Response:
    try:
        await send(visit, kind, asked)
    except NotTaken as refused:
        return await _page(visit, filled, refused)
    return visit.go(f"/colleagues?told={done}")


def _of(visit: Visit, field: str) -> dict[str, str]:
    return {field: visit.http.path_params["id"]}


def _roles(fields: Mapping[str, str]) -> list[str]:
    return [name.removeprefix(ROLE) for name in fields if name.startswith(ROLE)]


async def _page(visit: Visit, filled: Json | None = None, refused: NotTaken | None = None) -> Response:
    cursor = visit.http.query_params.get("cursor", "")[:MAX_CURSOR] if refused is None else ""
    listed = await visit.ask(ListColleagues(cursor=cursor) if cursor else ListColleagues())
    inviting = filled is not None and refused is not None
    wrong = refused.beside({name: visit.say(text) for name, text in WRONG.items()}) if refused and inviting else {}
    values = {
        "listed": listed,
        "words": {role: visit.say(ROLES[role]) for role in ROLES},
        "filled": filled or {},
        "wrong": wrong,
        "alert": _why(visit, refused, wrong) if refused else "",
        "told_now": TOLD.get(visit.http.query_params.get("told", ""), "") if refused is None else "",
    }
    return shown(visit, "account/colleagues", values, refused)


def _why(visit: Visit, refused: NotTaken, wrong: Mapping[str, str]) -> str:
    known = REFUSED.get(refused.problem.code)
    return visit.say(known) if known else refused.above(visit, wrong)
