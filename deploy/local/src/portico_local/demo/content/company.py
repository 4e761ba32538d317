"""The tenant: a firm from Hamburg that installs and looks after heating, cooling, ventilation and solar power."""

from typing import Final

from contracts.backoffice.record import Address, Party
from portico_local.demo.content.markets import Market

TENANT: Final = "nordlicht"
NAME: Final = "Nordlicht Haustechnik GmbH"
PORTAL: Final = "customers"
PORTAL_NAME: Final = "Mein Nordlicht"
SUPPLIERS_PORTAL: Final = "suppliers"
SUPPLIERS_PORTAL_NAME: Final = "Nordlicht Einkauf"
DOMAIN: Final = "nordlicht-haustechnik.example"
TECHNICIANS: Final = {
    "de": ("Jens Petersen", "Aylin Demir", "Markus Hofer"),
    "en": ("Declan Byrne", "Priya Nair", "Tom Ashworth"),
    "es": ("Íñigo Lasarte", "Carmen Ruiz"),
    "pt": ("Nuno Figueiredo", "Rafael Teixeira"),
}


def seller(market: Market) -> Party:
    """Nordlicht as printed on a document for this country."""
    return Party(
        name=NAME,
        address=Address(street="Am Sandtorkai 48", city="Hamburg", postal_code="20457", country="DE"),
        tax_id=market.tax_id,
        registration="HRB 148 206, Amtsgericht Hamburg",
        email=f"rechnung@{DOMAIN}",
        phone="+49 40 5550 1480",
    )
