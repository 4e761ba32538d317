"""Modules and records that lists are tried with, and how records answers a list."""

from typing import Any

from contracts.records.viewing import ListRecords
from stack.knocking import Knocker

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
LONG = "x" * 200
STATUSES = [
    {"value": "open", "label": {"en": "Open", "de": "Offen"}, "tone": "info", "closed": False},
    {"value": "paid", "label": {"en": "Paid", "de": "Bezahlt"}, "tone": "success", "closed": True},
]
FIELD = {"label": None, "sortable": True, "write": False}
INVOICES: dict[str, Any] = {
    "module": "invoices", "label": {"en": "Invoices", "de": "Rechnungen"}, "view": "list",
    "actions": ["view", "export"],
    "fields": {
        "title": {**FIELD, "type": "string"}, "status": {**FIELD, "type": "choice"},
        "due_on": {**FIELD, "type": "date"}, "currency": {**FIELD, "type": "string", "sortable": False},
        "total": {**FIELD, "type": "money"}, "balance": {**FIELD, "type": "money"},
        "fields.seen_at": {**FIELD, "type": "datetime", "label": {"en": "Seen"}},
        "documents": {**FIELD, "type": None, "sortable": False},
    },
    "layout": {"list": ["title", "due_on", "total", "status", "documents"], "detail": [], "view": "list"},
    "statuses": STATUSES, "related": [], "sort": "-due_on",
}  # fmt: skip
OWN: dict[str, Any] = {
    "module": "site_checks", "label": {"en": EVIL}, "view": "board", "actions": ["view"],
    "fields": {"fields.place": {**FIELD, "type": "string", "label": {"en": EVIL}}},
    "layout": {"list": ["fields.place"], "detail": [], "view": "board"}, "statuses": [], "related": [],
    "sort": "record_id",
}  # fmt: skip
COLUMNS = ["title", "due_on", "total", "status", "balance", "currency"]


def record(number: int, **fields: Any) -> dict[str, Any]:
    """An invoice as records tells it."""
    found = {"id": f"r{number}", "record_id": f"INV/{number}", "module": "invoices", "revision": 1, **fields}
    return {"title": f"Roof {number}", "status": "open", "currency": "EUR", "total": "10.50"} | found


def says(edge: Knocker, *items: dict[str, Any], cursor: str | None = None, **more: Any) -> None:
    """Let records answer a list so."""
    page = {"items": items, "next_cursor": cursor, "fresh_as_of": "2026-11-22T10:00:00Z", **more}
    edge.bus.says(ListRecords, page)
