"""Reads `cac:Party`: who sells, buys, delivers, is paid; and the account that a buyer has."""

import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from backoffice.problems import InputRefusedError
from backoffice.ubl.node import Node

Said = dict[str, Any]
MAX_KEY: Final = 200
CONTACTS: Final = (
    "cac:Contact", "cac:DeliveryContact", "cac:AccountingContact", "cac:BuyerContact", "cac:SellerContact",
    "cac:DespatchContact",
)  # fmt: skip
NUMBERS: Final = ("cbc:EndpointID", "cac:PartyIdentification/cbc:ID")
NAMES: Final = ("cac:PartyName/cbc:Name", "cac:PartyLegalEntity/cbc:RegistrationName")


def party_at(node: Node, path: str) -> Node | None:
    """Give the party at a path: `…CustomerParty` and `…SupplierParty` wrap it in `cac:Party`, others are it."""
    found = node.one(path)
    return None if found is None else found.one("cac:Party") or found


def party_of(party: Node) -> Said:
    """Give the party as our messages say it, without what it leaves out."""
    name, legal = party.said(*NAMES), party.said(NAMES[1])
    contact = _contact(party)
    return without_nothing(
        {
            "name": name,
            "legal_name": legal if legal != name else None,
            "address": _address(party),
            "tax_id": _tax_id(party),
            "registration": party.said("cac:PartyLegalEntity/cbc:CompanyID"),
            "endpoint": party.said("cbc:EndpointID"),
            "contact": contact and contact.said("cbc:Name"),
            "email": contact and contact.said("cbc:ElectronicMail"),
            "phone": contact and contact.said("cbc:Telephone"),
        }
    )


def account_of(party: Node) -> str:
    """Give the account: the party's EndpointID, else its PartyIdentification, else a slug of its name."""
    found = party.said(*NUMBERS) or slug(party.said(*NAMES) or "")
    if not found:
        raise InputRefusedError.at(
            party.place, "has neither EndpointID, PartyIdentification nor a name, so it is nobody's account"
        )
    if len(found) > MAX_KEY:
        raise InputRefusedError.at(party.place, f"its number has more than {MAX_KEY} characters")
    return found


def slug(name: str) -> str:
    """Write a name as an identifier: folded, letters and digits of any script, `-` between."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return "-".join("".join(sign if sign.isalnum() else " " for sign in plain.casefold()).split())[:MAX_KEY]


def address_of(address: Node) -> Said:
    """Give a postal address."""
    street = " ".join(filter(None, (address.said("cbc:StreetName"), address.said("cbc:BuildingNumber"))))
    more = [address.said("cbc:AdditionalStreetName"), *(line.words for line in address.all("cac:AddressLine/cbc:Line"))]
    return without_nothing(
        {
            "street": street,
            "additional": ", ".join(filter(None, more)),
            "city": address.said("cbc:CityName"),
            "postal_code": address.said("cbc:PostalZone"),
            "region": address.said("cbc:CountrySubentity"),
            "country": address.said("cac:Country/cbc:IdentificationCode", "cac:Country/cbc:Name"),
        }
    )


def without_nothing(said: Mapping[str, Any]) -> Said:
    """Drop what says nothing."""
    return {name: value for name, value in said.items() if value not in (None, "", {}, [], ())}


def _address(party: Node) -> Said:
    found = party.one("cac:PostalAddress") or party.one("cac:PartyLegalEntity/cac:RegistrationAddress")
    return {} if found is None else address_of(found)


def _tax_id(party: Node) -> str | None:
    """Give the VAT number; where there is none, the first number of another scheme."""
    schemes = list(party.all("cac:PartyTaxScheme"))
    vat = [scheme for scheme in schemes if scheme.said("cac:TaxScheme/cbc:ID") == "VAT"]
    return next((number for scheme in vat + schemes if (number := scheme.said("cbc:CompanyID"))), None)


def _contact(party: Node) -> Node | None:
    """Give the contact, of the party or of what wraps it."""
    places = (party, party.parent) if party.kind == "Party" and party.parent is not None else (party,)
    return next((found for place in places for path in CONTACTS if (found := place.one(path)) is not None), None)
