"""Who signs in to the demo. Their passwords stand here for all to read: everything it runs on listens on loopback."""

from dataclasses import dataclass
from typing import Final

from portico_local.demo.content.company import DOMAIN
from portico_local.demo.content.customers import CUSTOMERS, Contact, Customer

_CUSTOMERS: Final = {customer.account_id: customer for customer in CUSTOMERS}


@dataclass(frozen=True, slots=True)
class Person:
    """A customer's employee. `accounts`: what they act for, the first being their own."""

    contact_id: str
    accounts: tuple[str, ...]
    password: str
    about: str

    @property
    def customer(self) -> Customer:
        """Their own account."""
        return _CUSTOMERS[self.accounts[0]]

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


OWNER: Final = Owner("Katrin Nordmann", f"katrin.nordmann@{DOMAIN}", "Leuchtturm-Nord-1907")
PEOPLE: Final = (
    Person("P-1001", ("C-1001",), "Hafenkran-Elbe-17", "German, sees everything of Kleber Bau"),
    Person("P-2001", ("C-2001",), "Clifton-Bridge-1864", "English, sees the group and its hotel in Brighton"),
    Person("P-3001", ("C-3001",), "Barrica-Roble-225", "Spanish, role billing"),
    Person("P-4001", ("C-4001",), "Forno-Lenha-0430", "Portuguese, role technical"),
    Person(
        "P-1007", ("C-1002", "C-1001"), "Nordkette-Foehn-2334", "German, role technical for two accounts: a switcher"
    ),
)
