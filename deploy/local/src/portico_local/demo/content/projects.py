"""Kinds of projects that customers ask for: a name in four languages and what it takes."""

from dataclasses import dataclass
from random import Random
from typing import Final

from portico_local.demo.content.amounts import Wanted
from portico_local.demo.content.wording import Said, said

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Project:
    """`takes`: each article's number with the least and the most that such a project needs of it."""

    name: Said
    takes: tuple[tuple[str, Span], ...]

    def wanted(self, chance: Random) -> tuple[Wanted, ...]:
        """One project of this kind."""
        return tuple((sku, chance.randint(*span)) for sku, span in self.takes)


PROJECTS: Final = (
    Project(
        said("Heat pump for the boiler room", "Bomba de calor para a casa das máquinas",
             "Bomba de calor para la sala de calderas", "Wärmepumpe für den Heizraum"),
        (("WP-16", (1, 2)), ("BT-300", (1, 2)), ("UP-25", (2, 4)), ("MG-28", (18, 40)),
         ("S-MON", (24, 48)), ("S-IBN", (1, 1))),
    ),
    Project(
        said("Ventilation with heat recovery", "Ventilação com recuperação de calor",
             "Ventilación con recuperación de calor", "Lüftung mit Wärmerückgewinnung"),
        (("LU-450", (1, 3)), ("FI-450", (2, 6)), ("S-MON", (16, 36)), ("S-IBN", (1, 1))),
    ),
    Project(
        said("Modernisation of the cold room", "Modernização da câmara fria",
             "Modernización de la cámara frigorífica", "Modernisierung des Kühlraums"),
        (("KM-25", (1, 2)), ("KV-12", (1, 2)), ("MG-28", (12, 30)), ("S-MON", (14, 30)), ("S-IBN", (1, 1))),
    ),
    Project(
        said("Solar power for the roof, with storage", "Energia solar na cobertura, com baterias",
             "Energía solar en cubierta, con baterías", "Photovoltaik auf dem Dach mit Speicher"),
        (("PV-440", (18, 46)), ("WR-10", (1, 2)), ("SP-10", (1, 2)), ("S-MON", (30, 56)), ("S-IBN", (1, 1))),
    ),
    Project(
        said("New hot-water supply", "Nova instalação de água quente",
             "Nueva instalación de agua caliente", "Neue Warmwasserbereitung"),
        (("HW-200", (1, 3)), ("SV-32", (1, 3)), ("MG-28", (8, 24)), ("S-MON", (8, 18))),
    ),
    Project(
        said("Room-by-room temperature control", "Controlo de temperatura por divisão",
             "Control de temperatura por estancias", "Einzelraumregelung"),
        (("TH-1", (8, 24)), ("UP-25", (1, 2)), ("S-MON", (6, 14)), ("S-IBN", (1, 1))),
    ),
    Project(
        said("Filters and wearing parts for the year", "Filtros e peças de desgaste para o ano",
             "Filtros y recambios para el año", "Filter und Verschleißteile für das Jahr"),
        (("FI-450", (6, 16)), ("SV-32", (2, 4)), ("S-ANF", (1, 1))),
    ),
    Project(
        said("Replacement of circulation pumps", "Substituição das bombas circuladoras",
             "Sustitución de las bombas circuladoras", "Austausch der Umwälzpumpen"),
        (("UP-25", (3, 8)), ("SV-32", (1, 3)), ("S-MON", (6, 14)), ("S-ANF", (1, 2))),
    ),
)  # fmt: skip
