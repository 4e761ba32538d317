"""An invoice with everything that one may hold, and its module, as records answers them."""

from typing import Any

from stack.knocking import Knocker
from stack.visitor import Visitor, visitor

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}"


def field(kind: str | None, **label: str) -> dict[str, Any]:
    """A field as a module tells it."""
    return {"type": kind, "label": label or None, "sortable": kind is not None, "write": False}


def reader(edge: Knocker, *modules: dict[str, Any]) -> Visitor:
    """Somebody in Hamburg who sees these modules."""
    return visitor(
        edge, [*modules], language="de", time_zone="Europe/Berlin", date_format="dd.MM.yyyy", time_format="24h"
    )


ID = "invoices_Zk3vQpXn8sT1yB4w"
STATUSES = [
    {"value": "overdue", "label": {"en": "Overdue", "de": "Überfällig"}, "tone": "danger", "closed": False},
    {"value": "paid", "label": {"en": "Paid", "de": "Bezahlt"}, "tone": "success", "closed": True},
]
INVOICES: dict[str, Any] = {
    "module": "invoices",
    "label": {"en": "Invoices", "de": "Rechnungen"},
    "view": "list",
    "actions": ["view"],
    "fields": {
        **{name: field("string") for name in ("title", "currency")},
        **{name: field("money") for name in ("total", "balance")},
        **{name: field("date") for name in ("issued_on", "due_on")},
        **{name: field(None) for name in ("taxes", "adjustments", "parties", "payment_means", "notes", "documents")},
        **{f"lines.{name}": field(None) for name in ("line_id", "sku", "description", "quantity", "unit", "total")},
        "related": field(None),
        "status": field("choice"),
        "terms": field("text"),
        "fields.project": field("string", en="Project", de="Projekt"),
    },
    "layout": {
        "list": ["title"],
        "detail": [
            {"section": {"en": "Details", "de": "Eckdaten"}, "fields": ["status", "due_on", "fields.project", "terms"]},
            {"section": {"de": "Beträge"}, "fields": ["total", "balance", "taxes", "adjustments", "payment_means"]},
            {"section": {"de": "Positionen"}, "fields": ["lines"]},
            {"section": {"de": "Beteiligte"}, "fields": ["parties"]},
            {"section": {"de": "Hinweise"}, "fields": ["notes"]},
        ],
        "view": "list",
    },
    "statuses": STATUSES,
    "related": ["orders"],
    "sort": "-issued_on",
}
ORDERS: dict[str, Any] = {
    "module": "orders", "label": {"de": "Aufträge"}, "view": "list", "actions": ["view"], "statuses": STATUSES,
    "fields": {"title": field("string"), "status": field("choice")},
    "layout": {"list": ["title"], "detail": [], "view": "list"}, "related": [], "sort": "title",
}  # fmt: skip
RECORD: dict[str, Any] = {
    "id": ID, "record_id": "INV/42", "module": "invoices", "revision": 3, "title": "Dachsanierung",
    "status": "overdue", "issued_on": "2026-01-02", "due_on": "2026-02-01", "currency": "EUR",
    "total": "1071.00", "balance": "71.00", "terms": "Zahlbar sofort.\nOhne Abzug.",
    "fields": {"project": "Lindenstraße 5"},
    "lines": [
        {"line_id": "1", "sku": "A-7", "description": "Ziegel", "quantity": "100", "unit": "Stk.", "total": "1000.00"},
        {"line_id": "2", "sku": None, "description": "Kran", "quantity": None, "unit": None, "total": "0.00"},
    ],
    "adjustments": [{"kind": "allowance", "reason": "Treue", "amount": "100.00"}],
    "taxes": [{"category": "S", "rate": "19", "base": "900.00", "amount": "171.00"}],
    "parties": {
        "buyer": {"name": "Kleber Bau", "address": {"city": "Hamburg", "postal_code": "20095", "country": "DE"}},
        "seller": {"name": "Nordlicht GmbH", "tax_id": "DE123"},
    },
    "payment_means": [{"kind": "58", "iban": "DE89370400440532013000", "bic": "X", "reference": "INV/42"}],
    "notes": ["Danke!"],
    "documents": [{"document_id": "d1", "name": "Rechnung.pdf", "media_type": "application/pdf"}],
    "related": [{"module": "orders", "id": "orders_1", "record_id": "SO-1", "title": "Dach", "status": "paid"}],
    "related_from": [{"module": "orders", "id": "orders_2", "record_id": "SO-2", "title": "Zaun"}],
}  # fmt: skip
