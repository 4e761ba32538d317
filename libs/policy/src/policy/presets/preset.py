"""How a preset module is written down: its definition and its usual entry in a portal, both as documents."""

import dataclasses
from collections.abc import Mapping
from copy import deepcopy
from typing import Final

from policy.value import FieldType

Document = dict[str, object]
Label = dict[str, str]

MONEY_FIELDS: Final = ("currency", "total", "balance")
LINE_FIELDS: Final = (
    "lines.line_id",
    "lines.sku",
    "lines.description",
    "lines.quantity",
    "lines.unit",
    "lines.unit_price",
    "lines.tax_rate",
    "lines.total",
)
COUNTED_FIELDS: Final = ("lines.line_id", "lines.sku", "lines.description", "lines.quantity", "lines.unit")
"""Of lines without prices."""
NOT_A_DRAFT: Final[Document] = {
    "any": [
        {"field": "status", "op": "exists", "value": False},
        {"field": "status", "op": "ne", "value": "draft"},
    ]
}


@dataclasses.dataclass(frozen=True, slots=True)
class Preset:
    """A module's definition document and the entry that makes a new portal useful.

    `for_suppliers` are the members of the entry that are otherwise in a portal for suppliers.
    """

    module: str
    definition: Document
    entry: Document
    for_suppliers: Document = dataclasses.field(default_factory=dict)

    def entry_for(self, audience: str) -> Document:
        """The entry for an audience, the caller's own to change."""
        return deepcopy({**self.entry, **(self.for_suppliers if audience == "supplier" else {})})


def label(en: str, pt: str, es: str, de: str) -> Label:
    """One text in the four languages."""
    return {"en": en, "pt": pt, "es": es, "de": de}


def field(name: str, kind: FieldType, text: Label, *, sortable: bool = False, searchable: bool = False) -> Document:
    """A declared field."""
    return {"name": name, "type": kind, "label": text, "sortable": sortable, "searchable": searchable}


def status(value: str, tone: str, text: Label, *, closed: bool = False, waits: bool | None = None) -> Document:
    """A status; closed ones wait for nobody, and others only for whom they are shown to unless `waits` is false."""
    said: Document = {"value": value, "label": text, "tone": tone, "closed": closed}
    return said if waits is None else {**said, "waits": waits}


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
PARTIES: Final = label("Parties", "Intervenientes", "Partes", "Beteiligte")
REFERENCES: Final = label("References", "Referências", "Referencias", "Bezug")
NOTES: Final = label("Notes", "Observações", "Observaciones", "Hinweise")
SCHEDULE: Final = label("Schedule", "Agendamento", "Planificación", "Termine")

DRAFT: Final = status("draft", "neutral", label("Draft", "Rascunho", "Borrador", "Entwurf"))
OPEN: Final = status("open", "info", label("Open", "Em aberto", "Abierto", "Offen"))
CANCELLED: Final = status(
    "cancelled", "neutral", label("Cancelled", "Cancelado", "Cancelado", "Storniert"), closed=True
)
DESCRIPTION: Final = field(
    "description", "text", label("Description", "Descrição", "Descripción", "Beschreibung"), searchable=True
)
PROJECT: Final = field(
    "project", "string", label("Project", "Projeto", "Proyecto", "Projekt"), sortable=True, searchable=True
)
TAX_TOTAL: Final = field("tax_total", "money", label("Tax", "Imposto", "Impuestos", "Steuer"))
"""Of documents that state it without subtotals."""
REFERENCE: Final = field(
    "reference",
    "string",
    label("Your reference", "A sua referência", "Su referencia", "Ihre Referenz"),
    searchable=True,
)
