"""What the fields that every record has are called, by language: at the head of a column, beside a value."""

import re
from collections.abc import Mapping
from typing import Final

LANGUAGES: Final = ("en", "pt", "es", "de")
HEADINGS: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "id": ("Portal id", "Id. do portal", "Id. del portal", "Portal-Kennung"),
    "record_id": ("Number", "Número", "Número", "Nummer"),
    "module": ("Kind", "Tipo", "Tipo", "Art"),
    "revision": ("Revision", "Revisão", "Revisión", "Revision"),
    "title": ("Title", "Título", "Título", "Titel"),
    "status": ("Status", "Estado", "Estado", "Status"),
    "issued_on": ("Date", "Data", "Fecha", "Datum"),
    "due_on": ("Due", "Vencimento", "Vencimiento", "Fällig"),
    "currency": ("Currency", "Moeda", "Moneda", "Währung"),
    "total": ("Total", "Total", "Total", "Gesamt"),
    "balance": ("Balance", "Saldo", "Saldo", "Offen"),
    "terms": ("Terms", "Condições", "Condiciones", "Bedingungen"),
    "parties": ("Parties", "Intervenientes", "Partes", "Beteiligte"),
    "taxes": ("Taxes", "Impostos", "Impuestos", "Steuern"),
    "adjustments": (
        "Allowances and charges",
        "Descontos e encargos",
        "Descuentos y cargos",
        "Nachlässe und Zuschläge",
    ),
    "payment_means": ("Payment", "Pagamento", "Pago", "Zahlung"),
    "notes": ("Notes", "Observações", "Observaciones", "Hinweise"),
    "documents": ("Documents", "Documentos", "Documentos", "Dokumente"),
    "related": ("Related", "Relacionados", "Relacionados", "Zugehöriges"),
    "contacts": ("Contacts", "Contactos", "Contactos", "Kontakte"),
    "lines": ("Lines", "Linhas", "Líneas", "Positionen"),
    "lines.line_id": ("No.", "N.º", "N.º", "Pos."),
    "lines.sku": ("Item", "Artigo", "Artículo", "Artikel"),
    "lines.description": ("Description", "Descrição", "Descripción", "Beschreibung"),
    "lines.quantity": ("Quantity", "Quantidade", "Cantidad", "Menge"),
    "lines.unit": ("Unit", "Unidade", "Unidad", "Einheit"),
    "lines.unit_price": ("Unit price", "Preço unitário", "Precio unitario", "Einzelpreis"),
    "lines.tax_rate": ("Tax", "Imposto", "Impuesto", "Steuer"),
    "lines.total": ("Net", "Líquido", "Neto", "Netto"),
}
MAX_ACCEPTED: Final = 200
_SEAM: Final = re.compile(r"[_.\-]+|(?<=[a-z])(?=[A-Z])")


def language_of(accepted: str) -> str:
    """Give the first language of an Accept-Language that we have, else ours."""
    wishes = (each.split(";")[0].strip()[:2].lower() for each in accepted[:MAX_ACCEPTED].split(","))
    return next((wish for wish in wishes if wish in LANGUAGES), LANGUAGES[0])


def heading(name: str, label: Mapping[str, str] | None, language: str) -> str:
    """Give a column's heading: the tenant's own label, else ours, else the field's name."""
    if label:
        return label.get(language) or label.get(LANGUAGES[0]) or next(iter(label.values()))
    ours = HEADINGS.get(name)
    return ours[LANGUAGES.index(language)] if ours else name


def readable(name: str, label: Mapping[str, str] | None, language: str) -> str:
    """Give what people call a field: as `heading`, or the name itself as words: `fields.siteCode`, Site code."""
    if label or name in HEADINGS:
        return heading(name, label, language)
    words = " ".join(part for part in _SEAM.split(name.rpartition(".")[2]) if part)
    return (words[:1].upper() + words[1:].lower() if words.isascii() else words) or name
