"""Catalogues: one product per line, offered to whom the catalogue is for."""

from collections.abc import Iterator

from backoffice.problems import InputRefusedError
from backoffice.ubl.billing import Mapped
from backoffice.ubl.lines import SKUS
from backoffice.ubl.node import Node
from backoffice.ubl.party import NUMBERS, party_at, without_nothing
from backoffice.ubl.values import currency_at, day_at, needed, price_at

MODULE = "products"
SELLERS = ("cac:SellerSupplierParty", "cac:ProviderParty")
CUSTOMERS = ("cac:ContractorCustomerParty", "cac:ReceiverParty")
TAKEN_AWAY = "Delete"
"""The action code of a line whose product is no longer offered."""
PLACE = "cac:RequiredItemLocationQuantity"


def catalogue(document: Node) -> Iterator[Mapped]:
    """Map a catalogue's lines. A line without `said["title"]` takes its product away."""
    number = needed(document, "cbc:ID")
    customers = tuple(_customers(document))
    issued_on = day_at(document, "cbc:IssueDate")
    currency = currency_at(document, "cbc:PricingCurrencyCode")
    ids: set[str] = set()
    for line in document.all("cac:CatalogueLine"):
        mapped = _product(line, number, currency)
        record_id = str(mapped["record_id"])
        if record_id in ids:
            raise InputRefusedError.at(line.place, f"is the second line about {record_id!r}")
        ids.add(record_id)
        gone = line.said("cbc:ActionCode") == TAKEN_AWAY
        yield Mapped({**mapped, "issued_on": issued_on} if not gone else _key(mapped), () if gone else customers)


def _customers(document: Node) -> Iterator[Node]:
    """Give whom it is for; a seller who stands in a customer's place too is none."""
    sellers = {party.said(*NUMBERS) for path in SELLERS if (party := party_at(document, path)) is not None}
    parties = (party for path in CUSTOMERS if (party := party_at(document, path)) is not None)
    return (party for party in parties if party.said(*NUMBERS) is None or party.said(*NUMBERS) not in sellers)


def _product(line: Node, catalogue_id: str, currency: str | None) -> dict[str, object]:
    item = line.one("cac:Item")
    if item is None:
        raise InputRefusedError.at(line.place, "has no Item")
    sku = item.said(*SKUS)
    amount = line.one(f"{PLACE}/cac:Price/cbc:PriceAmount")
    priced_in = currency or (amount.attributes.get("currencyID") if amount is not None else None)
    name = item.said("cbc:Name")
    brand = "cac:ManufacturerParty/cac:PartyName/cbc:Name"
    fields = {
        "sku": sku,
        "category": item.said("cac:CommodityClassification/cbc:ItemClassificationCode"),
        "brand": item.said("cbc:BrandName", brand),
        "description": "\n".join(found.prose for found in item.all("cbc:Description")),
        "unit": line.said("cbc:OrderableUnit"),
        "price": price_at(line, f"{PLACE}/cac:Price", priced_in),
        "tax_rate": item.said("cac:ClassifiedTaxCategory/cbc:Percent"),
    }
    orderable = line.said("cbc:OrderableIndicator") != "false"
    said = {
        "module": MODULE,
        "record_id": sku or f"{catalogue_id}/{needed(line, 'cbc:ID')}",
        "title": name or sku or f"Product {needed(line, 'cbc:ID')}",
        "status": "available" if orderable else "discontinued",
        "currency": priced_in,
        "fields": without_nothing(fields),
    }
    return without_nothing(said)


def _key(said: dict[str, object]) -> dict[str, object]:
    return {"module": said["module"], "record_id": said["record_id"]}
