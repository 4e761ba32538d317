"""Reads amounts, quantities, days and codes from elements; what is none is refused with its place."""

import re
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from backoffice.problems import InputRefusedError
from backoffice.ubl.node import Node

MEASURE_PLACES: Final = 12
AMOUNT_PLACES: Final = 6
# xsd:decimal: no exponent, no NaN, no grouping; [0-9], not \d, which takes the digits of every script.
_DECIMAL = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?")
# xsd:date: a zone may follow.
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?")
_CURRENCY = re.compile(r"[A-Z]{3}")


def decimal_of(node: Node, places: int = AMOUNT_PLACES) -> str:
    """Read a decimal as our messages write it, digits kept as they stand; zeros beyond `places` are dropped."""
    found = _DECIMAL.fullmatch(node.words)
    sign, whole, fraction = found.groups(default="") if found else ("", "", "")
    if not whole and not fraction:
        raise InputRefusedError.at(node.place, f"{_shown(node)} is not a decimal number such as 121.00")
    fraction = fraction if len(fraction) <= places else fraction[:places] + fraction[places:].rstrip("0")
    if len(fraction) > places or len(whole.lstrip("0")) > 15:
        raise InputRefusedError.at(
            node.place, f"{_shown(node)} has more than 15 digits before or {places} after the point"
        )
    number = (whole.lstrip("0") or "0") + (f".{fraction}" if fraction else "")
    return f"-{number}" if sign == "-" and number.strip("0.") else number


def amount_at(node: Node, path: str, currency: str | None) -> str | None:
    """Read the money at a path; None where there is none. What is in another currency is refused, not mixed in."""
    found = node.one(path)
    if found is None or not found.words:
        return None
    said = found.attributes.get("currencyID")
    if said and currency and said != currency:
        raise InputRefusedError.at(found.place, f"is in {said}, but the document is in {currency}")
    return decimal_of(found)


def measure_at(node: Node, path: str) -> str | None:
    """Read the quantity or rate at a path; None where there is none."""
    found = node.one(path)
    return decimal_of(found, MEASURE_PLACES) if found is not None and found.words else None


def price_at(node: Node, path: str, currency: str | None) -> str | None:
    """Read a `cac:Price`: what one unit costs. A price for a hundred (BaseQuantity) is divided by a hundred."""
    price = node.one(path)
    found = price.one("cbc:PriceAmount") if price is not None else None
    if price is None or found is None or not found.words:
        return None
    said = found.attributes.get("currencyID")
    if said and currency and said != currency:
        raise InputRefusedError.at(found.place, f"is in {said}, but the document is in {currency}")
    amount = decimal_of(found, MEASURE_PLACES)
    base = Decimal(measure_at(price, "cbc:BaseQuantity") or 1)
    if base in (0, 1):
        return amount
    each = (Decimal(amount) / base).quantize(Decimal(1).scaleb(-MEASURE_PLACES), ROUND_HALF_EVEN)
    shown = format(each, "f").rstrip("0")
    return shown + "00" if shown.endswith(".") else shown


def day_at(node: Node, *paths: str) -> str | None:
    """Read the date at the first of the paths that has one, as YYYY-MM-DD; None where none has."""
    for path in paths:
        found = node.one(path)
        if found is not None and found.words:
            return _day(found)
    return None


def _day(node: Node) -> str:
    found = _DATE.fullmatch(node.words)
    try:
        return date.fromisoformat(found.group(1) if found else "").isoformat()
    except ValueError as error:
        raise InputRefusedError.at(node.place, f"{_shown(node)} is not a date such as 2026-11-22") from error


def currency_at(node: Node, path: str) -> str | None:
    """Read an ISO 4217 code; None where there is none."""
    found = node.one(path)
    if found is None or not found.words:
        return None
    if not _CURRENCY.fullmatch(found.words):
        raise InputRefusedError.at(found.place, f"{_shown(found)} is not a currency such as EUR")
    return found.words


def needed(node: Node, path: str) -> str:
    """Read a text that has to be there."""
    said = node.said(path)
    if said is None:
        raise InputRefusedError.at(node.place, f"has no {path}")
    return said


def _shown(node: Node) -> str:
    return repr(node.words[:40])
