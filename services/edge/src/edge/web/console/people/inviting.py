"""Invitations: by state, one, many from a sheet that is checked before anything is sent, again, or taken back."""

import asyncio
from typing import Any, Final

from starlette.responses import Response

from contracts.identity.invitations import CreateInvitations, ListInvitations, ResendInvitation, WithdrawInvitation
from contracts.message import Request
from contracts.portal_config.portals import ListPortals, ShowDraft
from edge.domain.sheet import MAX_ROWS, Row, UnreadableSheet, read_sheet
from edge.web.catalogues import later
from edge.web.console.people.checking import COLUMNS, Check, Checked
from edge.web.console.telling import GONE, outcome
from edge.web.visit import Visit

STATES: Final = {
    "invited": (later("Invited"), "info"),
    "accepted": (later("Accepted"), "success"),
    "expired": (later("Expired"), "warning"),
    "withdrawn": (later("Withdrawn"), "neutral"),
}
SHEET: Final = 512 * 1024
"""Bytes of a sheet as a form."""
UNREADABLE: Final = {
    "empty": later("There are no rows below the headings."),
    "too-long": later("The sheet is too long: at most %(detail)s letters at once."),
    "too-many-rows": later("Too many rows: at most %(detail)s at once. Send the rest afterwards."),
    "no-column": later("These columns are missing in the first row: %(detail)s."),
    "broken": later("The sheet cannot be read: %(detail)s. Is a quotation mark left open?"),
}
TOLD: Final = {
    "sent": later("Invited. The mail is on its way."),
    "resent": later("Mailed again with a new link; the old one no longer works."),
    "withdrawn": later("Withdrawn: the link no longer works."),
    "gone": later("Somebody else was faster: it is not here any more."),
}


async def show(visit: Visit) -> Response:
    """Show them, newest first, by state."""
    query = visit.http.query_params
    state = query.get("state") if query.get("state") in STATES else None
    page = await visit.ask(ListInvitations(state=state, limit=20, cursor=query.get("cursor") or None))
    told = query.get("told", "")
    many = int(text) if (text := query.get("many", "")).isdigit() else 0
    values = {
        "page": page,
        "state": state or "",
        "states": {name: (visit.say(words), tone) for name, (words, tone) in STATES.items()},
        "told_about": visit.say(TOLD[told]) if told in TOLD else "",
        "many": many,
    }
    return visit.render("console/people/invitations", values)


async def ask_whom(visit: Visit) -> Response:
    """Show the forms: one person, or a sheet of many."""
    return await _page(visit, {})


async def invite(visit: Visit) -> Response:
    """Invite one person."""
    fields = await visit.form()
    cells = {name: fields.get(name, "").strip() for name in COLUMNS}
    checked = Check(visit, await _roles(visit)).row(Row(1, cells), "")
    if checked.invitee is None:
        return await _page(visit, fields, wrong=checked.wrong, status=422)
    await visit.ask(CreateInvitations(invitations=(checked.invitee,)))
    return visit.go("/invitations?told=sent")


async def check(visit: Visit) -> Response:
    """Check a sheet and show what would be sent; nothing is."""
    fields = await visit.form(SHEET)
    return await _checked(visit, fields)


async def invite_all(visit: Visit) -> Response:
    """Invite everybody on a sheet that holds, all of them or none."""
    fields = await visit.form(SHEET)
    try:
        rows = await _rows(visit, fields)
    except UnreadableSheet:
        return await _checked(visit, fields)
    invitees = tuple(row.invitee for row in rows if row.invitee is not None)
    if len(invitees) != len(rows):
        return await _checked(visit, fields)
    await visit.ask(CreateInvitations(invitations=invitees))
    return visit.go(f"/invitations?told=sent&many={len(invitees)}")


async def resend(visit: Visit) -> Response:
    """Mail one again."""
    await visit.form()
    return await _done(visit, ResendInvitation(id=visit.http.path_params["id"]), "resent")


async def withdraw(visit: Visit) -> Response:
    """Take one back."""
    await visit.form()
    return await _done(visit, WithdrawInvitation(id=visit.http.path_params["id"]), "withdrawn")


async def _done(visit: Visit, request: Request[Any], told: str) -> Response:
    return visit.go(f"/invitations?told={await outcome(visit, request, told, {**GONE, 409: 'gone'})}")


async def _roles(visit: Visit) -> dict[str, frozenset[str]]:
    """Give the roles of each portal, as its draft has them."""
    portals = [portal["slug"] for portal in (await visit.ask(ListPortals()))["items"]]
    drafts = await asyncio.gather(*(visit.ask(ShowDraft(slug=slug)) for slug in portals))
    return {slug: frozenset(draft["document"].get("roles") or {}) for slug, draft in zip(portals, drafts, strict=True)}


async def _rows(visit: Visit, fields: dict[str, str]) -> list[Checked]:
    """Check a sheet. Raises UnreadableSheet."""
    sheet = read_sheet(fields.get("sheet", ""), COLUMNS, ("email", "name", "account_id"))
    checks, portal = Check(visit, await _roles(visit)), fields.get("portal", "")
    return [checks.row(row, portal) for row in sheet.rows]


async def _checked(visit: Visit, fields: dict[str, str]) -> Response:
    try:
        rows = await _rows(visit, fields)
    except UnreadableSheet as error:
        wrong = visit.say(UNREADABLE[error.code]) % {"detail": error.detail}
        return await _page(visit, fields, sheet_wrong=wrong, status=422)
    values = {
        "rows": rows,
        "wrong": sum(row.invitee is None for row in rows),
        "sheet": fields.get("sheet", ""),
        "portal": fields.get("portal", ""),
    }
    return visit.render("console/people/checked", values, status=422 if values["wrong"] else 200)


async def _page(
    visit: Visit, fields: dict[str, str], *, wrong: tuple[str, ...] = (), sheet_wrong: str = "", status: int = 200
) -> Response:
    roles = await _roles(visit)
    values = {
        "portals": sorted(roles),
        "roles": sorted(frozenset[str]().union(*roles.values())),
        "given": {name: fields.get(name, "") for name in (*COLUMNS, "sheet")},
        "wrong": wrong,
        "sheet_wrong": sheet_wrong,
        "most": MAX_ROWS,
    }
    return visit.render("console/people/invite", values, status=status)
