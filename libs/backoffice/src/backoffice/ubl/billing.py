"""Invoices and credit notes: EN 16931 in UBL."""

from dataclasses import dataclass
from typing import Any, Final

from backoffice.ubl.attachments import Attachment, attachments_of
from backoffice.ubl.lines import lines_of
from backoffice.ubl.money import adjustments_of, payment_means_of, prose_of, tax_total_of, taxes_of
from backoffice.ubl.node import Node
from backoffice.ubl.party import Said, address_of, party_at, party_of, without_nothing
from backoffice.ubl.references import related_of
from backoffice.ubl.values import amount_at, currency_at, day_at, needed

TEXT: Final = 10_000
"""Characters of one text in our messages."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of document calls its parts."""

    module: str
    title: str
    status: str
    line: str
    quantity: str
    total: str
    seller: str
    buyer: str


INVOICE: Final = Kind(
    "invoices", "Invoice", "open", "cac:InvoiceLine", "cbc:InvoicedQuantity", "cac:LegalMonetaryTotal",
    "cac:AccountingSupplierParty", "cac:AccountingCustomerParty",
)  # fmt: skip
CREDIT_NOTE: Final = Kind(
    "credit_notes", "Credit note", "open", "cac:CreditNoteLine", "cbc:CreditedQuantity", "cac:LegalMonetaryTotal",
    "cac:AccountingSupplierParty", "cac:AccountingCustomerParty",
)  # fmt: skip
ORDER: Final = Kind(
    "orders", "Order", "open", "cac:OrderLine/cac:LineItem", "cbc:Quantity", "cac:AnticipatedMonetaryTotal",
    "cac:SellerSupplierParty", "cac:BuyerCustomerParty",
)  # fmt: skip
DUE: Final = ("cbc:DueDate", "cac:PaymentMeans/cbc:PaymentDueDate", "cac:PaymentTerms/cbc:PaymentDueDate")


@dataclass(frozen=True, slots=True)
class Mapped:
    """One record as its document says it, whom it concerns, and the files in it."""

    said: dict[str, Any]
    customers: tuple[Node, ...]
    attachments: tuple[Attachment, ...] = ()


def bill(document: Node, kind: Kind) -> Mapped:
    """Map an invoice, a credit note or an order."""
    record_id = needed(document, "cbc:ID")
    currency = currency_at(document, "cbc:DocumentCurrencyCode") or _currency_of_total(document, kind)
    attachments = tuple(attachments_of(document, kind.module, record_id))
    payable = amount_at(document, f"{kind.total}/cbc:PayableAmount", currency)
    buyer = party_at(document, kind.buyer)
    said = {
        "module": kind.module,
        "record_id": record_id,
        "title": f"{kind.title} {record_id}",
        "status": kind.status,
        "issued_on": day_at(document, "cbc:IssueDate"),
        "due_on": day_at(document, *DUE) if kind is not ORDER else None,
        "currency": currency,
        "total": amount_at(document, f"{kind.total}/cbc:TaxInclusiveAmount", currency)
        or (payable if kind is ORDER else None),
        "balance": payable,
        "fields": _fields(document, kind, currency),
        "lines": lines_of(document, kind.line, kind.quantity, currency),
        "parties": parties_of(document, kind.seller, kind.buyer),
        "taxes": taxes_of(document, currency),
        "adjustments": adjustments_of(document, currency),
        "terms": "\n".join(prose_of(document, "cac:PaymentTerms/cbc:Note", TEXT)),
        "payment_means": payment_means_of(document),
        "notes": list(prose_of(document, "cbc:Note", TEXT)),
        "documents": [named(attachment) for attachment in attachments],
        "related": related_of(document),
    }
    return Mapped(without_nothing(said), () if buyer is None else (buyer,), attachments)


def named(attachment: Attachment) -> dict[str, str]:
    """Name an attachment in a record's `documents`."""
    return {"document_id": attachment.document_id, "name": attachment.name, "media_type": attachment.media_type}


def parties_of(document: Node, seller: str, buyer: str) -> Said:
    """Give every party that the document names, by the part it plays."""
    roles = {
        "seller": seller,
        "buyer": buyer,
        "payee": "cac:PayeeParty",
        "tax_representative": "cac:TaxRepresentativeParty",
        "originator": "cac:OriginatorCustomerParty",
        "invoicee": "cac:AccountingCustomerParty",
    }
    paths = {role: path for role, path in roles.items() if role != "invoicee" or path != buyer}
    found = {role: party_of(party) for role, path in paths.items() if (party := party_at(document, path)) is not None}
    return without_nothing({**found, "delivery": _delivery(document)})


def _delivery(document: Node) -> Said:
    """Give where it is delivered to, and to whom."""
    party = party_at(document, "cac:Delivery/cac:DeliveryParty")
    address = document.one("cac:Delivery/cac:DeliveryLocation/cac:Address") or document.one(
        "cac:Delivery/cac:DeliveryAddress"
    )
    said = {} if party is None else party_of(party)
    return said if address is None else without_nothing({**said, "address": address_of(address)})


def _fields(document: Node, kind: Kind, currency: str | None) -> dict[str, str]:
    """Give what the preset modules have fields for, and the tax of a document that has no subtotals."""
    fields = {
        "reference": document.said("cbc:BuyerReference", "cbc:CustomerReference", "cac:OrderReference/cbc:ID"),
        "project": document.said("cac:ProjectReference/cbc:ID"),
    }
    if kind is ORDER:
        period = "cac:Delivery/cac:RequestedDeliveryPeriod"
        wanted = (f"{period}/cbc:EndDate", f"{period}/cbc:StartDate", "cac:Delivery/cbc:RequestedDeliveryDate")
        fields |= {"delivery_on": day_at(document, *wanted), "tax_total": tax_total_of(document, currency)}
    return without_nothing(fields)


def _currency_of_total(document: Node, kind: Kind) -> str | None:
    total = document.one(f"{kind.total}/cbc:PayableAmount")
    return None if total is None else total.attributes.get("currencyID")
