"""The countries that Nordlicht works in: language, currency, prices, taxes and what is printed on every document."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from portico_local.demo.content.wording import Said, Tongue, said


@dataclass(frozen=True, slots=True)
class Market:
    """One country. Tax rates in per cent, for goods and for work; `factor` makes its prices of those in euro."""

    country: str  # ISO 3166-1
    tongue: Tongue
    currency: str  # ISO 4217
    goods_tax: Decimal
    work_tax: Decimal
    factor: Decimal
    days_to_pay: int
    tax_id: str  # Nordlicht's own number there
    iban: str
    bic: str
    time_zone: str
    date_format: str
    time_format: str = "24h"


_EURO = Decimal(1)
_SEPA = ("DE02120300000000202051", "BYLADEM1001")
_DOTS, _SLASHES = "dd.MM.yyyy", "dd/MM/yyyy"

MARKETS: Final = {
    market.country: market
    for market in (
        Market("DE", "de", "EUR", Decimal(19), Decimal(19), _EURO, 14, "DE287451936", *_SEPA, "Europe/Berlin", _DOTS),
        Market("AT", "de", "EUR", Decimal(20), Decimal(20), _EURO, 14, "ATU68254719", *_SEPA, "Europe/Vienna", _DOTS),
        Market(
            "GB", "en", "GBP", Decimal(20), Decimal(20), Decimal("0.86"), 30, "GB362871459",
            "GB33BUKB20201555555555", "BUKBGB22", "Europe/London", _SLASHES,
        ),
        Market(
            "IE", "en", "EUR", Decimal(23), Decimal("13.5"), _EURO, 30, "IE3728164KH",
            *_SEPA, "Europe/Dublin", _SLASHES,
        ),
        Market(
            "ES", "es", "EUR", Decimal(21), Decimal(21), _EURO, 30, "ESN2764391G",
            *_SEPA, "Europe/Madrid", _SLASHES,
        ),
        Market(
            "PT", "pt", "EUR", Decimal(23), Decimal(23), _EURO, 30, "PT980641275",
            *_SEPA, "Europe/Lisbon", _SLASHES,
        ),
        Market(
            "BR", "pt", "BRL", Decimal(18), Decimal(5), Decimal("6.10"), 21, "41.287.650/0001-38",
            "BR1500000000000010932840814P2", "NORDBRSP", "America/Sao_Paulo", _SLASHES,
        ),
    )
}  # fmt: skip

TERMS: Final[Said] = said(
    "Payable within {days} days of the invoice date without deduction.",
    "Pagamento no prazo de {days} dias após a data da fatura, sem desconto.",
    "Pago a {days} días desde la fecha de factura, sin descuento.",
    "Zahlbar innerhalb von {days} Tagen nach Rechnungsdatum ohne Abzug.",
)
QUOTE_TERMS: Final[Said] = said(
    "Prices are firm for 30 days. 30 % on order, the rest after commissioning.",
    "Preços válidos durante 30 dias. 30 % com a adjudicação, o restante após a entrada em serviço.",
    "Precios válidos durante 30 días. 30 % con el pedido, el resto tras la puesta en marcha.",
    "Preise 30 Tage bindend. 30 % bei Auftrag, der Rest nach Inbetriebnahme.",
)
