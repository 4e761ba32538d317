"""The portal of the design, whole: the document that every other one is a variation of."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any, Final

import pytest

from policy import PRESET_MODULES, Invalid, parse_portal

Document = dict[str, Any]

_SAMPLE: Final[dict[str, Any]] = {
    "slug": "customers",
    "name": "Acme customers",
    "audience": "customer",
    "languages": ["en", "de"],
    "defaults": {
        "language": "de",
        "time_zone": "Europe/Berlin",
        "date_format": "dd.MM.yyyy",
        "time_format": "24h",
        "country": "DE",
    },
    "look": {"logo": None, "primary": "#0B5FFF"},
    "sign_in": {"password": True, "link": True, "second_factor": "optional"},
    "modules": [
        {
            "module": "invoices",
            "label": {"en": "Invoices", "de": "Rechnungen"},
            "scope": "account",
            "filter": {"all": [{"field": "status", "op": "in", "value": ["open", "paid", "overdue"]}]},
            "actions": ["view", "pay", "comment", "share", "export"],
            "fields": {
                "title": "read",
                "status": "read",
                "issued_on": "read",
                "due_on": "read",
                "total": "read",
                "balance": "read",
                "fields.project": "read",
            },
            "layout": {
                "list": ["title", "issued_on", "due_on", "total", "status"],
                "detail": [{"section": {"en": "Amounts"}, "fields": ["total", "balance"]}],
                "view": "list",
            },
            "related": ["orders", "work_orders"],
            "sort": "-issued_on",
        }
    ],
    "roles": {
        "billing": {"modules": ["invoices", "credit_notes", "orders"]},
        "technical": {"modules": ["work_orders", "objects"], "without": ["pay"]},
    },
    "overrides": [{"accounts": ["C-1001"], "modules_on": ["products"]}],
}


def sample() -> dict[str, Any]:
    """A copy of it, to be changed."""
    return deepcopy(_SAMPLE)


def entry(module: str, **changes: object) -> dict[str, Any]:
    """A module's entry that shows titles and statuses to the account."""
    usual = {"module": module, "scope": "account", "actions": ["view"], "fields": {"title": "read", "status": "read"}}
    return {**usual, **changes}


def portal_of(*entries: dict[str, Any], **changes: object) -> dict[str, Any]:
    """A portal document with these modules and nothing narrowed."""
    return {**sample(), "modules": list(entries), "roles": {}, "overrides": [], **changes}


def put(*path_and_value: object) -> Callable[[Document], None]:
    """A change to a document: the value at the end is put at the path before it."""
    *path, last, value = path_and_value

    def change(document: Document) -> None:
        at: Any = document
        for step in path:
            at = at[step]
        if isinstance(at, list) and last == len(at):
            at.append(value)
        else:
            at[last] = value

    return change


def dropping(key: str) -> Callable[[Document], None]:
    """A change to a document: a member is left out."""

    def change(document: Document) -> None:
        del document[key]

    return change


def faults_of(document: Document) -> list[tuple[str, str]]:
    """Pointers and codes of what is wrong with a document."""
    with pytest.raises(Invalid) as refused:
        parse_portal(document, PRESET_MODULES)
    return [(fault.pointer, fault.code) for fault in refused.value.faults]
