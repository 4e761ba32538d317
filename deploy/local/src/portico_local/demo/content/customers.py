"""Whom Nordlicht works for: eight accounts in seven countries, one of them belonging under another."""

from dataclasses import dataclass
from typing import Final, Literal

from contracts.backoffice.account import AccountContact, AccountUpserted
from contracts.backoffice.record import Address, Party
from portico_local.demo.content.markets import MARKETS, Market


@dataclass(frozen=True, slots=True)
class Contact:
    """A person at an account."""

    contact_id: str
    name: str
    email: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Customer:
    """An account, as the backoffice knows it. `note` is what the office thinks of it, and nobody else's business."""

    account_id: str
    name: str
    country: str
    tax_id: str
    address: Address
    contacts: tuple[Contact, ...]
    sites: tuple[str, ...]
    note: str
    parent: str | None = None
    kind: Literal["customer", "supplier"] = "customer"

    @property
    def market(self) -> Market:
        """Its country's habits."""
        return MARKETS[self.country]

    def party(self) -> Party:
        """As printed on a document."""
        first = self.contacts[0]
        return Party(
            name=self.name, address=self.address, tax_id=self.tax_id, contact=first.name, email=first.email
        )  # fmt: skip

    def event(self, revision: int) -> AccountUpserted:
        """What the backoffice says about it."""
        return AccountUpserted(
            account_id=self.account_id,
            revision=revision,
            name=self.name,
            kind=self.kind,
            parent=self.parent,
            emails=(self.contacts[0].email,),
            contacts=tuple(
                AccountContact(contact_id=who.contact_id, name=who.name, email=who.email, roles=who.roles)
                for who in self.contacts
            ),
            language=self.market.tongue,
        )


def _at(street: str, postal_code: str, city: str, country: str) -> Address:
    return Address(street=street, postal_code=postal_code, city=city, country=country)


ANNA: Final = Contact("P-1001", "Anna Kleber", "anna.kleber@kleber-bau.example")
JONAS: Final = Contact("P-1007", "Jonas Wieser", "jonas.wieser@wieser-energieberatung.example", ("technical",))

CUSTOMERS: Final = (
    Customer(
        "C-1001", "Kleber Bau GmbH", "DE", "DE811204637", _at("Billhorner Deich 72", "20539", "Hamburg", "DE"),
        (ANNA, JONAS),
        ("Bürohaus Billhorner Deich", "Werkhalle Wandsbek", "Musterhaus Bergedorf"),
        "Zahlt zuverlässig, fragt aber immer nach Skonto. Nachlass höchstens 3 %.",
    ),
    Customer(
        "C-1002", "Hotel Alpenblick GmbH", "AT", "ATU54821903", _at("Höhenstraße 15", "6020", "Innsbruck", "AT"),
        (Contact("P-1005", "Theresa Moser", "theresa.moser@alpenblick-innsbruck.example", ("admin",)), JONAS),
        ("Haupthaus", "Wellnessbereich", "Nebenhaus Süd"),
        "Saisonbetrieb: Termine nur April bis Juni und Oktober bis November.",
    ),
    Customer(
        "C-2001", "Harbour View Hotels Group Ltd", "GB", "GB718263904",
        _at("41 Queen Square", "BS1 4QP", "Bristol", "GB"),
        (Contact("P-2001", "Oliver Grant", "oliver.grant@harbourview.example"),),
        ("Head office, Queen Square", "Laundry and stores, Avonmouth", "Harbour View Bristol"),
        "Rahmenvertrag bis Jahresende, Wettbewerber hat ein Angebot gelegt.",
    ),
    Customer(
        "C-2002", "Harbour View Brighton Ltd", "GB", "GB718263995", _at("118 Kings Road", "BN1 2FA", "Brighton", "GB"),
        (Contact("P-2004", "Megan Price", "megan.price@harbourview.example", ("approver",)),),
        ("East wing", "West wing", "Kitchen building"),
        "Freigabe über 5.000 GBP nur durch die Gruppe in Bristol.", "C-2001",
    ),
    Customer(
        "C-2003", "Kilbride Dairies Ltd", "IE", "IE6418273OA", _at("Old Mallow Road 9", "T23 Y642", "Cork", "IE"),
        (Contact("P-2008", "Aoife Kilbride", "aoife.kilbride@kilbridedairies.example", ("viewer",)),),
        ("Creamery", "Cold store", "Visitor centre"),
        "Kühlausfall ist hier immer ein Notfall, Milch steht binnen zwei Stunden.",
    ),
    Customer(
        "C-3001", "Bodegas Valdemoro S.L.", "ES", "ESB26417385", _at("Calle de la Ribera 27", "26006", "Logroño", "ES"),
        (Contact("P-3001", "Lucía Ortega", "lucia.ortega@bodegasvaldemoro.example", ("billing",)),),
        ("Nave de barricas", "Sala de fermentación", "Tienda y oficinas"),
        "Rechnungen gehen an den Steuerberater, Mahnung frühestens nach 20 Tagen.",
    ),
    Customer(
        "C-4001", "Padaria Central do Porto, Lda.", "PT", "PT507381642",
        _at("Rua de Cedofeita 214", "4050-174", "Porto", "PT"),
        (Contact("P-4001", "Rui Tavares", "rui.tavares@padariacentral.example", ("technical",)),),
        ("Fábrica", "Loja da Cedofeita", "Armazém de Gaia"),
        "Arbeiten nur zwischen 13 und 19 Uhr, nachts wird gebacken.",
    ),
    Customer(
        "C-4002", "Frigorífico Serra Azul S.A.", "BR", "27.518.390/0001-64",
        _at("Rodovia BR-277, km 84", "83070-000", "Curitiba", "BR"),
        (Contact("P-4005", "Camila Duarte", "camila.duarte@serraazul.example"),),
        ("Unidade de Curitiba", "Unidade de Paranaguá", "Escritório central"),
        "Wechselkursrisiko: Preise vierteljährlich prüfen.",
    ),
)  # fmt: skip
