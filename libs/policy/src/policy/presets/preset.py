"""How a preset module is written down: its definition and its usual entry in a portal, both as documents."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from policy.value import FieldType

Document = dict[str, object]
Label = dict[str, str]

MONEY_FIELDS: Final = ("currency", "total", "balance")
LINE_FIELDS: Final = (
    "lines.sku",
    "lines.description",
    "lines.quantity",
    "lines.unit",
    "lines.unit_price",
    "lines.tax_rate",
    "lines.total",
)
NOT_A_DRAFT: Final[Document] = {
    "any": [
        {"field": "status", "op": "exists", "value": False},
        {"field": "status", "op": "ne", "value": "draft"},
    ]
}


@dataclass(frozen=True, slots=True)
class Preset:
    """A module's definition document and the entry that makes a new portal useful."""

    module: str
    definition: Document
    entry: Document


def label(en: str, pt: str, es: str, de: str) -> Label:
    """One text in the four languages."""
    return {"en": en, "pt": pt, "es": es, "de": de}


def field(name: str, kind: FieldType, text: Label, *, sortable: bool = False, searchable: bool = False) -> Document:
    """A declared field."""
    return {"name": name, "type": kind, "label": text, "sortable": sortable, "searchable": searchable}


def status(value: str, tone: str, text: Label, *, closed: bool = False) -> Document:
    """A status; closed ones wait for nobody."""
    return {"value": value, "label": text, "tone": tone, "closed": closed}


def section(text: Label, *fields: str) -> Document:
    """A part of a record's page."""
    return {"section": text, "fields": list(fields)}


def read(*names: str) -> Mapping[str, str]:
    """Grants for reading, in this order."""
    return dict.fromkeys(names, "read")


DETAILS: Final = label("Details", "Detalhes", "Detalles", "Details")
AMOUNTS: Final = label("Amounts", "Valores", "Importes", "Beträge")
LINES: Final = label("Lines", "Linhas", "Líneas", "Positionen")
FILES: Final = label("Documents", "Documentos", "Documentos", "Dokumente")
SCHEDULE: Final = label("Schedule", "Agendamento", "Planificación", "Termine")

DRAFT: Final = status("draft", "neutral", label("Draft", "Rascunho", "Borrador", "Entwurf"))
OPEN: Final = status("open", "info", label("Open", "Em aberto", "Abierto", "Offen"))
CANCELLED: Final = status(
    "cancelled", "neutral", label("Cancelled", "Cancelado", "Cancelado", "Storniert"), closed=True
)
PROJECT: Final = field(
    "project", "string", label("Project", "Projeto", "Proyecto", "Projekt"), sortable=True, searchable=True
)
REFERENCE: Final = field(
    "reference",
    "string",
    label("Your reference", "A sua referência", "Su referencia", "Ihre Referenz"),
    searchable=True,
)
