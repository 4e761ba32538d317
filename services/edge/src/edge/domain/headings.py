"""What the fields that every record has are called at the head of a column, by language."""

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
}
MAX_ACCEPTED: Final = 200


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
