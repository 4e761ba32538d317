"""One record of every preset module as a backoffice exports it, with everything that a customer needs to know."""

from typing import Any, Final

from contracts.backoffice.record import RecordUpserted

_BASE: Final[dict[str, Any]] = {"revision": 1, "accounts": ["C-1001"], "issued_on": "2026-11-22"}
_BUYER: Final = {"buyer": {"name": "City Hospital", "address": {"city": "Malmö"}}}
_LINES: Final = [
    {"line_id": "1", "sku": "A-9", "description": "Service hour", "quantity": "2", "unit": "HUR"},
]
_PRICED: Final = [{**_LINES[0], "unit_price": "50.00", "tax_rate": "21", "total": "100.00"}]
_FILES: Final = [{"document_id": "F-1", "name": "scan.pdf", "media_type": "application/pdf"}]
_MONEY: Final = {"currency": "EUR", "total": "121.00", "balance": "121.00", "lines": _PRICED, "parties": _BUYER}

_SAID: Final[tuple[dict[str, Any], ...]] = (
    {
        "module": "quotes",
        "record_id": "Q-1",
        "title": "Quote Q-1",
        "status": "open",
        "fields": {"project": "Roof", "reference": "PO 7", "valid_until": "2026-12-31"},
        "taxes": [{"category": "S", "rate": "21", "base": "100.00", "amount": "21.00"}],
        "adjustments": [{"kind": "allowance", "reason": "Loyal", "amount": "5.00"}],
        "terms": "30 days",
        "notes": ["Subject to a visit"],
        "documents": _FILES,
        "related": [{"module": "orders", "record_id": "SO-1"}],
        **_MONEY,
    },
    {
        "module": "work_orders",
        "record_id": "WO-1",
        "title": "Boiler leaks",
        "status": "planned",
        "due_on": "2026-12-01",
        "fields": {
            "description": "A puddle.\nUnder the boiler.",
            "location": "Hall 3",
            "priority": "high",
            "technician": "Jens",
            "planned_from": "2026-11-30T08:00:00+01:00",
            "planned_until": "2026-11-30T10:00:00+01:00",
            "solution": "Gasket changed",
        },
        "lines": _LINES,
        "parties": _BUYER,
        "notes": ["Ring at the gate"],
        "documents": _FILES,
        "related": [{"module": "objects", "record_id": "OB-1"}],
    },
    {
        "module": "appointments",
        "record_id": "AP-1",
        "title": "Yearly service",
        "status": "proposed",
        "fields": {
            "starts_at": "2026-12-01T08:00:00Z",
            "ends_at": "2026-12-01T10:00:00Z",
            "location": "Hall 3",
            "attendee": "Jens",
            "description": "Bring the log book",
        },
        "documents": _FILES,
        "related": [{"module": "work_orders", "record_id": "WO-1"}],
    },
    {
        "module": "projects",
        "record_id": "PR-1",
        "title": "New roof",
        "status": "active",
        "fields": {
            "description": "South wing",
            "reference": "PO 7",
            "location": "Lund",
            "manager": "Priya",
            "starts_on": "2026-10-01",
            "ends_on": "2027-03-31",
            "progress": "40",
        },
        "documents": _FILES,
        "related": [{"module": "quotes", "record_id": "Q-1"}],
    },
    {
        "module": "objects",
        "record_id": "OB-1",
        "title": "Boiler",
        "status": "active",
        "issued_on": None,
        "fields": {
            "serial_number": "SN-1",
            "kind": "boiler",
            "brand": "Acme",
            "model": "B-1",
            "location": "Hall 3",
            "installed_on": "2024-01-01",
            "warranty_until": "2029-01-01",
            "next_service_on": "2027-01-01",
        },
        "documents": _FILES,
        "related": [{"module": "work_orders", "record_id": "WO-1"}],
    },
    {
        "module": "contracts",
        "record_id": "K-1",
        "title": "Maintenance",
        "status": "active",
        "fields": {
            "kind": "maintenance",
            "description": "Twice a year",
            "reference": "PO 7",
            "starts_on": "2026-01-01",
            "ends_on": "2026-12-31",
            "notice_until": "2026-09-30",
            "billed": "yearly",
        },
        "terms": "30 days",
        "documents": _FILES,
        "related": [{"module": "objects", "record_id": "OB-1"}],
        **_MONEY,
    },
    {
        "module": "documents",
        "record_id": "D-1",
        "title": "Manual",
        "status": "current",
        "fields": {"category": "manual", "description": "How to", "valid_until": "2027-12-31"},
        "documents": _FILES,
        "related": [{"module": "objects", "record_id": "OB-1"}],
    },
    {
        "module": "requests",
        "record_id": "RQ-1",
        "title": "It leaks",
        "status": "waiting",
        "due_on": "2026-12-01",
        "fields": {
            "description": "Since Monday",
            "category": "repair",
            "priority": "high",
            "location": "Hall 3",
            "wanted_on": "2026-12-01",
            "answer": "When may we come?",
        },
        "documents": _FILES,
        "related": [{"module": "work_orders", "record_id": "WO-1"}],
    },
)

EXPORTED: Final = {said["module"]: RecordUpserted.model_validate({**_BASE, **said}) for said in _SAID}
"""By module: those that no standard document exists for."""
