"""Reads lines: of invoices, credit notes, orders and despatch advice."""

from collections.abc import Iterator
from typing import Any

from backoffice.ubl.node import Node
from backoffice.ubl.party import without_nothing
from backoffice.ubl.values import amount_at, measure_at, price_at

Said = dict[str, Any]
SKUS = ("cac:SellersItemIdentification/cbc:ID", "cac:StandardItemIdentification/cbc:ID")


def lines_of(document: Node, path: str, quantity: str, currency: str | None) -> list[Said]:
    """Give every line at a path; `quantity` is the element that holds how much."""
    return [_line(line, number, quantity, currency) for number, line in enumerate(document.all(path), 1)]


def _line(line: Node, number: int, quantity: str, currency: str | None) -> Said:
    counted = line.one(quantity)
    item = line.one("cac:Item")
    return without_nothing(
        {
            "line_id": line.said("cbc:ID") or str(number),
            "sku": item and item.said(*SKUS),
            "description": item and description_of(item),
            "quantity": measure_at(line, quantity),
            "unit": counted and counted.attributes.get("unitCode"),
            "unit_price": price_at(line, "cac:Price", currency),
            "tax_rate": measure_at(line, "cac:Item/cac:ClassifiedTaxCategory/cbc:Percent"),
            "total": amount_at(line, "cbc:LineExtensionAmount", currency),
        }
    )


def description_of(item: Node) -> str | None:
    """Give an item's name, and below it what describes it further."""
    said = [item.said("cbc:Name"), *(found.prose for found in item.all("cbc:Description"))]
    return "\n".join(_distinct(said)) or None


def _distinct(texts: list[str | None]) -> Iterator[str]:
    told: set[str] = set()
    for text in texts:
        if text and text not in told:
            told.add(text)
            yield text
