"""A second opinion: what shows, read from the portal's document and the record without compiling anything.

It knows nothing of filters, and is asked where there is none.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final

from policy import Viewer

Document = Mapping[str, Any]
ABOVE: Final = {"b": ("a",)}
"""The accounts of `worlds.asking.store` that lie below others."""


def shows(document: Document, roles: Collection[str], viewer: Viewer, row: Document, now: datetime) -> bool:
    """Whether a record shows to somebody with these roles, were there no filter."""
    entry = _entry_of(document, row["module"])
    return (
        row["tenant"] == viewer.tenant
        and _is_on(document, entry, viewer.account)
        and _may_view(document, entry, roles)
        and _in_scope(entry["scope"], viewer, row)
        and not (row["deleted"] or row["hidden"])
        and (row["visible_from"] is None or row["visible_from"] <= now)
        and (row["visible_until"] is None or row["visible_until"] > now)
    )


def _entry_of(document: Document, module: str) -> Document:
    found: Document = next(entry for entry in document["modules"] if entry["module"] == module)
    return found


def _is_on(document: Document, entry: Document, account: str) -> bool:
    mine = [override for override in document["overrides"] if account in override["accounts"]]
    if any(entry["module"] in override["modules_off"] for override in mine):
        return False
    return entry["on"] or any(entry["module"] in override["modules_on"] for override in mine)


def _may_view(document: Document, entry: Document, roles: Collection[str]) -> bool:
    if "view" not in entry["actions"] or not roles:
        return "view" in entry["actions"]
    rules = [document["roles"][role] for role in roles if role in document["roles"]]
    return any(entry["module"] in rule["modules"] and "view" not in rule.get("without", ()) for rule in rules)


def _in_scope(scope: str, viewer: Viewer, row: Document) -> bool:
    mine = viewer.account in row["accounts"]
    match scope:
        case "everyone":
            return True
        case "account":
            return mine
        case "account_tree":
            return mine or any(viewer.account in ABOVE.get(account, ()) for account in row["accounts"])
        case _:
            return mine and viewer.contact in row["values"]["contacts"]
