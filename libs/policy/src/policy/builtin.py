"""The fields that every record has, whatever its module, and the allow-list of what may come out of each.

Names and shapes are those of `backoffice.record.upserted.v1`; a test compares them with the contract.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from policy.value import FieldType

ALWAYS_READABLE: Final = ("id", "record_id", "module", "revision")
"""Readable without a grant, and not to be hidden."""


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A scalar that every record has."""

    kind: FieldType
    sortable: bool = False
    searchable: bool = False


SCALARS: Final[Mapping[str, BuiltIn]] = MappingProxyType(
    {
        "title": BuiltIn("string", sortable=True, searchable=True),
        "status": BuiltIn("choice", sortable=True),
        "issued_on": BuiltIn("date", sortable=True),
        "due_on": BuiltIn("date", sortable=True),
        "currency": BuiltIn("string"),
        "total": BuiltIn("money", sortable=True),
        "balance": BuiltIn("money", sortable=True),
        "terms": BuiltIn("text"),
    }
)

LINE_FIELDS: Final = ("line_id", "sku", "description", "quantity", "unit", "unit_price", "tax_rate", "total")
"""Granted one by one as `lines.<field>`; `lines` alone is short for exactly these, also if others are added later."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar; anything with members inside is dropped."""


@dataclass(frozen=True, slots=True)
class Row:
    """An object with these members and no others."""

    members: Mapping[str, "Shape"]


@dataclass(frozen=True, slots=True)
class Many:
    """An array of alike things."""

    item: "Shape"


@dataclass(frozen=True, slots=True)
class Named:
    """An object whose keys are free and whose values are alike."""

    item: "Shape"


Shape = Leaf | Row | Many | Named


def _row(*names: str, **nested: Shape) -> Row:
    return Row(MappingProxyType({**dict.fromkeys(names, Leaf()), **nested}))


_ADDRESS = _row("street", "additional", "city", "postal_code", "region", "country")
_PARTY = _row("name", "legal_name", "tax_id", "registration", "endpoint", "contact", "email", "phone", address=_ADDRESS)

GROUPS: Final[Mapping[str, Shape]] = MappingProxyType(
    {
        "parties": Named(_PARTY),
        "taxes": Many(_row("category", "rate", "base", "amount")),
        "adjustments": Many(_row("kind", "reason", "amount")),
        "payment_means": Many(_row("kind", "iban", "bic", "reference")),
        "notes": Many(Leaf()),
        "documents": Many(_row("id", "document_id", "name", "media_type", "size")),
        "related": Many(_row("id", "module", "record_id")),
        "contacts": Many(Leaf()),
    }
)
"""Granted as a whole; never sorted or filtered by."""
