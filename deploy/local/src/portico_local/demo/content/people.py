"""Who signs in to the demo. Their passwords stand here for all to read: everything it runs on listens on loopback."""

from dataclasses import dataclass
from typing import Final

from portico_local.demo.content.company import DOMAIN, PORTAL, SUPPLIERS_PORTAL
from portico_local.demo.content.customers import CUSTOMERS, Contact, Customer
from portico_local.demo.content.suppliers import SUPPLIERS

_ACCOUNTS: Final = {account.account_id: account for account in (*CUSTOMERS, *SUPPLIERS)}


@dataclass(frozen=True, slots=True)
class Person:
    """An employee of a customer or supplier. `accounts`: what they act for, the first being their own."""

    contact_id: str
    accounts: tuple[str, ...]
    password: str
    about: str

    @property
    def customer(self) -> Customer:
        """Their own account."""
        return _ACCOUNTS[self.accounts[0]]

    @property
    def portals(self) -> tuple[str, ...]:
        """The portals that they sign in to, that of their own account first."""
        return tuple(dict.fromkeys(portal_of(account) for account in self.accounts))

    @property
    def contact(self) -> Contact:
        """Their name, address and roles, as the backoffice has them."""
        return next(contact for contact in self.customer.contacts if contact.contact_id == self.contact_id)


@dataclass(frozen=True, slots=True)
class Owner:
    """The employee of the tenant who may do everything in its console."""

    name: str
    email: str
    password: str


def portal_of(account: str) -> str:
    """The portal that an account is served in."""
    return SUPPLIERS_PORTAL if _ACCOUNTS[account].kind == "supplier" else PORTAL


OWNER: Final = Owner("Katrin Nordmann", f"katrin.nordmann@{DOMAIN}", "Leuchtturm-Nord-1907")
PEOPLE: Final = (
    Person("P-1001", ("C-1001", "S-7003"), "Hafenkran-Elbe-17", "German, customer and supplier: Kleber Bau is both"),
    Person("P-2001", ("C-2001",), "Clifton-Bridge-1864", "English, sees the group and its hotel in Brighton"),
    Person("P-3001", ("C-3001",), "Barrica-Roble-225", "Spanish, role billing"),
    Person("P-4001", ("C-4001",), "Forno-Lenha-0430", "Portuguese, role technical"),
    Person("P-1005", ("C-1002",), "Almrausch-Inn-1805", "German, role admin: may invite colleagues"),
    Person("P-2004", ("C-2002",), "Palace-Pier-1899", "English, role approver: quotes and orders"),
    Person("P-2008", ("C-2003",), "Shandon-Bells-1752", "English, role viewer: reads and does nothing"),
    Person("P-7001", ("S-7001",), "Hellweg-Soest-1180", "German, supplier, sees everything of Vallmer"),
    Person("P-7003", ("S-7002",), "Triana-Giralda-1198", "Spanish, supplier, role billing"),
    Person(
        "P-1007", ("C-1002", "C-1001"), "Nordkette-Foehn-2334", "German, role technical for two accounts: a switcher"
    ),
)
