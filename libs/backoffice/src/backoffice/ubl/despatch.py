"""Despatch advice: what is on its way. It has no money."""

from backoffice.ubl.attachments import attachments_of
from backoffice.ubl.billing import TEXT, Mapped, named
from backoffice.ubl.lines import lines_of
from backoffice.ubl.money import prose_of
from backoffice.ubl.node import Node
from backoffice.ubl.party import Said, party_at, party_of, without_nothing
from backoffice.ubl.references import related_of
from backoffice.ubl.values import day_at, needed

MODULE = "deliveries"
DELIVERED = ("cac:Shipment/cac:Delivery/cbc:ActualDeliveryDate",)
EXPECTED = (
    "cac:Shipment/cac:Delivery/cac:EstimatedDeliveryPeriod/cbc:EndDate",
    "cac:Shipment/cac:Delivery/cac:EstimatedDeliveryPeriod/cbc:StartDate",
    "cac:Shipment/cac:Delivery/cbc:LatestDeliveryDate",
)


def despatch(document: Node) -> Mapped:
    """Map a despatch advice. It concerns who bought and who receives: each sees it."""
    record_id = needed(document, "cbc:ID")
    attachments = tuple(attachments_of(document, MODULE, record_id))
    buyer, receiver = party_at(document, "cac:BuyerCustomerParty"), party_at(document, "cac:DeliveryCustomerParty")
    said = {
        "module": MODULE,
        "record_id": record_id,
        "title": f"Delivery {record_id}",
        "status": "shipped",
        "issued_on": day_at(document, "cbc:IssueDate"),
        "fields": _fields(document),
        "lines": lines_of(document, "cac:DespatchLine", "cbc:DeliveredQuantity", None),
        "parties": _parties(document, buyer, receiver),
        "notes": list(prose_of(document, "cbc:Note", TEXT)),
        "documents": [named(attachment) for attachment in attachments],
        "related": related_of(document),
    }
    return Mapped(without_nothing(said), tuple(party for party in (buyer, receiver) if party), attachments)


def _parties(document: Node, buyer: Node | None, receiver: Node | None) -> Said:
    seller = party_at(document, "cac:SellerSupplierParty")
    despatcher = party_at(document, "cac:DespatchSupplierParty")
    parties = {
        "seller": seller or despatcher,
        "buyer": buyer or receiver,
        "despatcher": despatcher if seller else None,
        "delivery": receiver if buyer else None,
        "originator": party_at(document, "cac:OriginatorCustomerParty"),
        "carrier": party_at(document, "cac:Shipment/cac:Consignment/cac:CarrierParty"),
    }
    return without_nothing({role: party_of(party) for role, party in parties.items() if party is not None})


def _fields(document: Node) -> dict[str, str]:
    consignment = "cac:Shipment/cac:Consignment"
    fields = {
        "reference": document.said("cac:OrderReference/cbc:CustomerReference", "cac:OrderReference/cbc:ID"),
        "carrier": document.said(f"{consignment}/cac:CarrierParty/cac:PartyName/cbc:Name"),
        "tracking_number": document.said(f"{consignment}/cbc:ID"),
        "delivered_on": day_at(document, *DELIVERED),
        "expected_on": day_at(document, *EXPECTED),
    }
    return without_nothing(fields)
