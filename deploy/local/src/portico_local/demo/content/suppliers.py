"""Whom Nordlicht buys from: two makers, and a builder who is a customer too."""

from typing import Final

from contracts.backoffice.record import Address
from portico_local.demo.content.customers import ANNA, Contact, Customer

SUPPLIERS: Final = (
    Customer(
        "S-7001", "Vallmer Wärmetechnik GmbH", "DE", "DE266170482",
        Address(street="Industriestraße 12", postal_code="59494", city="Soest", country="DE"),
        (Contact("P-7001", "Sven Albrecht", "sven.albrecht@vallmer.example"),), (),
        "Liefert spät, Bonus ab 80.000 EUR im Jahr noch nicht verhandelt.", None, "supplier",
    ),
    Customer(
        "S-7002", "Solvea Energía S.L.", "ES", "ESB91730256",
        Address(street="Avenida del Sol 8", postal_code="41092", city="Sevilla", country="ES"),
        (Contact("P-7003", "Nerea Iglesias", "nerea.iglesias@solvea.example", ("billing",)),), (),
        "Zweitlieferant suchen, Preise steigen jedes Quartal.", None, "supplier",
    ),
    Customer(
        "S-7003", "Kleber Bau GmbH", "DE", "DE811204637",
        Address(street="Billhorner Deich 72", postal_code="20539", city="Hamburg", country="DE"),
        (ANNA,), (),
        "Nur für Durchbrüche und Fundamente, Stundensätze gegenrechnen.", None, "supplier",
    ),
)  # fmt: skip
