"""Reads what a document refers to: orders, invoices, deliveries, contracts."""

from typing import Final

from backoffice.ubl.node import Node

REFERENCES: Final = (
    ("orders", "cac:OrderReference/cbc:ID"),
    ("orders", "cac:OrderReference/cbc:SalesOrderID"),
    ("invoices", "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID"),
    ("credit_notes", "cac:BillingReference/cac:CreditNoteDocumentReference/cbc:ID"),
    ("deliveries", "cac:DespatchDocumentReference/cbc:ID"),
    ("quotes", "cac:QuotationDocumentReference/cbc:ID"),
    ("contracts", "cac:ContractDocumentReference/cbc:ID"),
    ("contracts", "cac:Contract/cbc:ID"),
)
NOT_ONE: Final = frozenset({"NA", "N/A", "-", "0"})
"""What files say where a reference is required and there is none."""
MAX_KEY: Final = 200


def related_of(document: Node) -> list[dict[str, str]]:
    """Give each thing it refers to once. Whether Portico knows it does not matter: what is not there does not show."""
    found = dict.fromkeys((module, node.words) for module, path in REFERENCES for node in document.all(path))
    return [
        {"module": module, "record_id": said}
        for module, said in found
        if said and said.upper() not in NOT_ONE and len(said) <= MAX_KEY
    ]
