"""What the examples say that stand where a tenant has no records yet."""

from collections.abc import Mapping
from typing import Final

from edge.domain.examples import Words
from edge.web.catalogues import later
from edge.web.visit import Visit

TITLES: Final[Mapping[str, tuple[str, str]]] = {
    "invoices": (later("Maintenance in March"), later("Spare parts")),
    "credit_notes": (later("Returned parts"), later("Corrected quantity")),
    "quotes": (later("New heating pump"), later("Service for a year")),
    "orders": (later("Filters for the year"), later("Replacement motor")),
    "purchase_orders": (later("Steel tubes, 40 pieces"), later("Packaging material")),
    "deliveries": (later("Two parcels by courier"), later("Pallet to the warehouse")),
    "work_orders": (later("Repair at the gate"), later("Yearly inspection")),
    "appointments": (later("Visit by our technician"), later("Handover on site")),
    "projects": (later("Extension of building 2"), later("New workshop")),
    "objects": (later("Heat pump, building 1"), later("Lift, north entrance")),
    "contracts": (later("Maintenance contract"), later("Rental of a compressor")),
    "documents": (later("Operating manual"), later("Inspection report")),
    "requests": (later("The gate does not close"), later("A question about an invoice")),
    "products": (later("Filter set"), later("Sealing kit")),
}
OF_ANY: Final = (later("First example"), later("Second example"))
FIELDS: Final[Mapping[str, str]] = {
    "description": later("A few words about it."),
    "location": later("Workshop 3"),
    "project": later("Extension of building 2"),
    "technician": "T. Winter",
    "attendee": "T. Winter",
    "manager": "A. Berg",
    "reference": "4500012345",
    "carrier": "Express 24",
    "tracking_number": "JD 0142 5550",
    "serial_number": "SN-2041-77",
    "brand": "Norda",
    "model": "N 200",
    "sku": "A-100",
    "unit": later("piece"),
    "priority": later("normal"),
    "category": later("General"),
    "kind": later("Standard"),
    "billed": later("monthly"),
    "reason": later("As agreed by phone."),
    "solution": later("Done and tested."),
    "answer": later("We are looking into it."),
}
OTHER: Final = later("Example")


def words_for(visit: Visit, module: str) -> Words:
    """Give what examples of a module say to this reader."""
    titles = TITLES.get(module, OF_ANY)
    return Words(
        [visit.say(title) for title in titles],
        {name: visit.say(text) for name, text in FIELDS.items()},
        visit.say(OTHER),
    )
