"""The roles of a portal document: which modules each sees, what it may not do there; made, renamed, removed."""

import re
from collections.abc import Mapping
from typing import Any, Final

from edge.domain.drafts.entry import Json
from edge.domain.drafts.unfit import Unfit

NAME: Final = re.compile(r"[a-z][a-z0-9_-]{0,30}")
MAX_ROLES: Final = 50
SEES: Final = "m."
MAY: Final = "a."
"""`m.<role>.<module>` and `a.<role>.<action>` are what a form has ticked; neither name has a dot."""


def name_of(written: str) -> str:
    """Give a role's name as documents have it, from what somebody wrote; "" where it can be none."""
    name = re.sub(r"\s+", "-", written.strip().lower())
    return name if NAME.fullmatch(name) else ""


def actions_in(document: Mapping[str, Any], known: Mapping[str, str]) -> list[str]:
    """Give the actions that some module of the portal offers, in the order in which they are known."""
    offered = {action for entry in document.get("modules") or () for action in entry.get("actions") or ()}
    return [action for action in known if action in offered]


def ticked(document: Mapping[str, Any], fields: Mapping[str, str]) -> Json:
    """Give the document with the roles as a form has them ticked, after what its button does to many.

    Only what the form showed is touched (`roles`, `modules`, `actions`, parted by blanks): a role or a module that
    somebody else has added meanwhile is as they left it.
    """
    marks = _marks(fields)
    modules, actions = fields.get("modules", "").split(), fields.get("actions", "").split()
    roles = dict(document.get("roles") or {})
    for role in fields.get("roles", "").split():
        if role in roles:
            roles[role] = _ticked(roles[role], role, marks, modules, actions)
    return {**document, "roles": roles}


def created(document: Mapping[str, Any], role: str, grants: Mapping[str, Any]) -> Json:
    """Add a role. Raises Unfit where there is one of this name, or there are as many as can be."""
    roles = dict(document.get("roles") or {})
    if role in roles or len(roles) >= MAX_ROLES or not NAME.fullmatch(role):
        raise Unfit("There is a role of this name, or there are as many as there can be.")
    return {**document, "roles": {**roles, role: dict(grants)}}


def renamed(document: Mapping[str, Any], role: str, to: str, *, keep: bool) -> Json:
    """Call a role otherwise, where it stands, in layouts too; with `keep` the old one stays beside it."""
    roles = document.get("roles") or {}
    if role not in roles or to in roles or not NAME.fullmatch(to) or (keep and len(roles) >= MAX_ROLES):
        raise Unfit("There is no such role any more, or there is one of the new name already.")
    after: Json = {}
    for name, grants in roles.items():
        if name != role or keep:
            after[name] = grants
        if name == role:
            after[to] = dict(grants)
    new = [role, to] if keep else [to]
    return _in_layouts({**document, "roles": after}, role, new)


def removed(document: Mapping[str, Any], role: str) -> Json:
    """Take a role away, out of layouts too. Raises Unfit where there is none."""
    roles = dict(document.get("roles") or {})
    if roles.pop(role, None) is None:
        raise Unfit("There is no such role any more.")
    return _in_layouts({**document, "roles": roles}, role, [])


def _marks(fields: Mapping[str, str]) -> set[str]:
    """Give what is ticked once the button has done its part: `role:<role>:all`, `row:m.<module>:none`, …"""
    marks = {name for name in fields if name.startswith((SEES, MAY))}
    kind, _, rest = fields.get("bulk", "").partition(":")
    which, _, how = rest.partition(":")
    if kind not in ("role", "row") or how not in ("all", "none"):
        return marks
    rows = [(SEES, each) for each in fields.get("modules", "").split()]
    rows += [(MAY, each) for each in fields.get("actions", "").split()]
    meant = {
        f"{prefix}{role}.{row}"
        for prefix, row in rows
        for role in fields.get("roles", "").split()
        if which == (role if kind == "role" else prefix + row)
    }
    return marks | meant if how == "all" else marks - meant


def _ticked(role: Json, name: str, marks: set[str], modules: list[str], actions: list[str]) -> Json:
    sees = {module for module in modules if f"{SEES}{name}.{module}" in marks}
    may_not = {action for action in actions if f"{MAY}{name}.{action}" not in marks}
    had, without = role.get("modules") or [], role.get("without") or []
    kept = [module for module in had if module in sees or module not in modules]
    barred = [action for action in without if action in may_not or action not in actions]
    after = {**role, "modules": [*kept, *(module for module in modules if module in sees and module not in had)]}
    barred += [action for action in actions if action in may_not and action not in without]
    if barred or "without" in role:
        after["without"] = barred
    return after


def _in_layouts(document: Json, role: str, names: list[str]) -> Json:
    """Put `names` where layouts are for a role; one that is then for none goes."""
    entries = []
    for entry in document.get("modules") or ():
        layouts = []
        for layout in entry.get("layouts") or ():
            roles = [new for each in layout["roles"] for new in (names if each == role else [each])]
            layouts += [{**layout, "roles": roles}] if roles else []
        entries.append({**entry, "layouts": layouts} if entry.get("layouts") else entry)
    return {**document, "modules": entries}
