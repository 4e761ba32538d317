"""A record with a text of its own in each field that a portal can grant, to be searched for in whatever comes out."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from zlib import crc32

from policy import parse_module
from policy.parse_entry import grantable
from policy.value import FieldType

Row = dict[str, Any]
DECLARED: Final[Mapping[str, FieldType]] = {
    "zqown_string": "string",
    "zqown_text": "text",
    "zqown_choice": "choice",
    "zqown_number": "number",
    "zqown_money": "money",
    "zqown_date": "date",
}
DEFINITION: Final[Row] = {
    "label": {"en": "Things"},
    "fields": [
        {"name": name, "type": kind, "label": {"en": "Own"}, "sortable": kind != "text", "searchable": kind == "string"}
        for name, kind in {**DECLARED, "project": "string"}.items()
    ],
}
GRANTS: Final = tuple(grantable(parse_module("invoices", DEFINITION)))
CURRENCIES: Final = ("XTS", "XXX")


def text(owner: str, name: str) -> str:
    """The text that a field of a record carries and nothing else does, in the field's own type."""
    number = crc32(f"{owner} {name}".encode())
    short = name.rpartition(".")[2]
    if short in {"total", "balance", "quantity", "unit_price", "tax_rate", "zqown_number", "zqown_money", "taxes"}:
        return f"{number % 9_000_000 + 1_000_000}.37"
    if short in {"issued_on", "due_on", "zqown_date"}:
        return date.fromordinal(date(2100, 1, 1).toordinal() + number % 100_000).isoformat()
    if name == "currency":
        return CURRENCIES[number % 2]
    return f"zq{short.replace('_', '')}{number}"


def texts(owner: str) -> dict[str, str]:
    """What gives away each field of a record, by the name that grants it. Of `related` only the reference does."""
    return {name: text(owner, name) for name in GRANTS}


def record(owner: str, **more: object) -> Row:
    """The data of an upserted record that carries all of them."""
    say = texts(owner)
    scalars = ("title", "status", "issued_on", "due_on", "currency", "total", "balance", "terms")
    return {
        **{name: say[name] for name in scalars},
        "fields": {name: say[f"fields.{name}"] for name in (*DECLARED, "project")}
        | {"undeclared": text(owner, "undeclared")},
        "lines": [{name.removeprefix("lines."): say[name] for name in GRANTS if name.startswith("lines.")}],
        "parties": {"buyer": {"name": say["parties"], "address": {"city": say["parties"]}}},
        "taxes": [{"category": "S", "rate": "21", "base": "100.00", "amount": say["taxes"]}],
        "adjustments": [{"kind": "allowance", "reason": say["adjustments"], "amount": "5.00"}],
        "payment_means": [{"iban": "NL00", "reference": say["payment_means"]}],
        "notes": [say["notes"]],
        "documents": [{"document_id": say["documents"], "name": "invoice.pdf", "media_type": "application/pdf"}],
        "related": [{"module": "orders", "record_id": say["related"]}],
        "contacts": [say["contacts"]],
        **more,
    }
