"""What Nordlicht sells: goods and work, with prices in euro and what they cost it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from portico_local.demo.content.markets import Market
from portico_local.demo.content.wording import Said, said

CENT: Final = Decimal("0.01")
TEN_CENTS: Final = Decimal("0.10")


@dataclass(frozen=True, slots=True)
class Article:
    """Goods or work. `price` and `cost` per `unit`, in euro; `stock` is None for work."""

    sku: str
    name: Said
    unit: Said
    price: Decimal
    cost: Decimal
    brand: str = ""
    category: Said | None = None
    stock: int | None = None

    @property
    def is_work(self) -> bool:
        """Whether hands do it: taxed and delivered otherwise than goods."""
        return self.stock is None

    def price_in(self, market: Market) -> Decimal:
        """What one unit costs there, to the cent; elsewhere than in euro to ten cents, as price lists have it."""
        step = CENT if market.factor == 1 else TEN_CENTS
        return (self.price * market.factor).quantize(step).quantize(CENT)

    def tax_in(self, market: Market) -> Decimal:
        """Its tax rate there, in per cent."""
        return market.work_tax if self.is_work else market.goods_tax


PIECE: Final = said("pc", "un.", "ud.", "Stk")
HOUR: Final = said("h", "h", "h", "Std")
METRE: Final = said("m", "m", "m", "m")
FLAT: Final = said("flat", "global", "global", "psch")

HEATING: Final = said("Heating", "Aquecimento", "Calefacción", "Heizung")
AIR: Final = said("Ventilation", "Ventilação", "Ventilación", "Lüftung")
COLD: Final = said("Refrigeration", "Refrigeração", "Refrigeración", "Kältetechnik")
SUN: Final = said("Solar power", "Energia solar", "Energía solar", "Photovoltaik")
PARTS: Final = said("Parts", "Peças", "Recambios", "Ersatzteile")


def _goods(sku: str, brand: str, category: Said, price: str, cost: str, stock: int, name: Said) -> Article:
    return Article(sku, name, PIECE, Decimal(price), Decimal(cost), brand, category, stock)


def _work(sku: str, price: str, cost: str, unit: Said, name: Said) -> Article:
    return Article(sku, name, unit, Decimal(price), Decimal(cost))


_ALL: Final = (
    _goods("WP-08", "Borealis", HEATING, "6480.00", "4610.00", 7, said(
        "Air-to-water heat pump 8 kW", "Bomba de calor ar-água 8 kW",
        "Bomba de calor aire-agua 8 kW", "Luft-Wasser-Wärmepumpe 8 kW")),
    _goods("WP-16", "Borealis", HEATING, "9890.00", "7120.00", 3, said(
        "Air-to-water heat pump 16 kW", "Bomba de calor ar-água 16 kW",
        "Bomba de calor aire-agua 16 kW", "Luft-Wasser-Wärmepumpe 16 kW")),
    _goods("BT-300", "Borealis", HEATING, "1180.00", "790.00", 12, said(
        "Buffer tank 300 l", "Depósito de inércia 300 l", "Depósito de inercia 300 l", "Pufferspeicher 300 l")),
    _goods("HW-200", "Borealis", HEATING, "1345.00", "905.00", 9, said(
        "Hot-water cylinder 200 l, stainless steel", "Termoacumulador 200 l em inox",
        "Acumulador de ACS 200 l, inoxidable", "Warmwasserspeicher 200 l, Edelstahl")),
    _goods("UP-25", "Vallmer", HEATING, "312.00", "198.00", 24, said(
        "High-efficiency circulation pump 25-60", "Bomba circuladora de alta eficiência 25-60",
        "Bomba circuladora de alta eficiencia 25-60", "Hocheffizienz-Umwälzpumpe 25-60")),
    _goods("TH-1", "Vallmer", HEATING, "89.00", "52.00", 140, said(
        "Room thermostat, wireless", "Termóstato ambiente sem fios",
        "Termostato de ambiente inalámbrico", "Raumthermostat, Funk")),
    _goods("LU-450", "Thermavent", AIR, "2760.00", "1890.00", 5, said(
        "Ventilation unit with heat recovery, 450 m³/h", "Unidade de ventilação com recuperação de calor, 450 m³/h",
        "Unidad de ventilación con recuperador, 450 m³/h", "Lüftungsgerät mit Wärmerückgewinnung, 450 m³/h")),
    _goods("FI-450", "Thermavent", PARTS, "38.50", "19.20", 210, said(
        "Filter set F7/G4 for LU-450", "Conjunto de filtros F7/G4 para LU-450",
        "Juego de filtros F7/G4 para LU-450", "Filtersatz F7/G4 für LU-450")),
    _goods("KM-25", "Kaltwerk", COLD, "3210.00", "2240.00", 4, said(
        "Condensing unit 2.5 kW, R290", "Unidade condensadora 2,5 kW, R290",
        "Unidad condensadora 2,5 kW, R290", "Verflüssigungssatz 2,5 kW, R290")),
    _goods("KV-12", "Kaltwerk", COLD, "1490.00", "985.00", 6, said(
        "Cold-room evaporator, 12 m²", "Evaporador para câmara fria, 12 m²",
        "Evaporador para cámara frigorífica, 12 m²", "Kühlraumverdampfer, 12 m²")),
    _goods("PV-440", "Solvea", SUN, "168.00", "109.00", 320, said(
        "Solar module 440 W, full black", "Módulo fotovoltaico 440 W, full black",
        "Módulo fotovoltaico 440 W, full black", "Solarmodul 440 W, full black")),
    _goods("WR-10", "Solvea", SUN, "1790.00", "1260.00", 8, said(
        "Hybrid inverter 10 kW", "Inversor híbrido 10 kW", "Inversor híbrido 10 kW", "Hybrid-Wechselrichter 10 kW")),
    _goods("SP-10", "Solvea", SUN, "4350.00", "3180.00", 0, said(
        "Battery storage 10 kWh", "Bateria de armazenamento 10 kWh",
        "Batería de almacenamiento 10 kWh", "Batteriespeicher 10 kWh")),
    _goods("SV-32", "Vallmer", PARTS, "64.90", "33.40", 75, said(
        "Safety valve kit 3 bar, DN 32", "Kit de válvula de segurança 3 bar, DN 32",
        "Kit de válvula de seguridad 3 bar, DN 32", "Sicherheitsgruppe 3 bar, DN 32")),
    Article("MG-28", said(
        "Pipework 28 mm, insulated", "Tubagem 28 mm, isolada", "Tubería 28 mm, aislada", "Rohrleitung 28 mm, gedämmt"),
        METRE, Decimal("14.80"), Decimal("7.10"), "Vallmer", PARTS, 860),
    _work("S-MON", "68.00", "41.00", HOUR, said(
        "Installation, technician", "Instalação, técnico", "Instalación, técnico", "Montage, Monteurstunde")),
    _work("S-IBN", "390.00", "240.00", FLAT, said(
        "Commissioning and handover", "Entrada em serviço e entrega",
        "Puesta en marcha y entrega", "Inbetriebnahme und Einweisung")),
    _work("S-WAR", "245.00", "150.00", FLAT, said(
        "Maintenance visit", "Visita de manutenção", "Visita de mantenimiento", "Wartung")),
    _work("S-STO", "79.00", "46.00", HOUR, said(
        "Fault repair, technician", "Reparação de avaria, técnico",
        "Reparación de avería, técnico", "Störungsbehebung, Technikerstunde")),
    _work("S-ANF", "55.00", "31.00", FLAT, said("Travel", "Deslocação", "Desplazamiento", "Anfahrt")),
)  # fmt: skip

ARTICLES: Final = {article.sku: article for article in _ALL}
GOODS: Final = tuple(article for article in _ALL if not article.is_work)
