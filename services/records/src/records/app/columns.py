"""The columns of an export: single values, of fields that this policy reads."""

from collections.abc import Mapping, Sequence
from typing import Final

from pydantic import JsonValue

from contracts.records.exporting import ExportColumn
from policy import ModulePolicy
from records.domain.refusal import NotAColumn, UnknownField

ALWAYS: Final[Mapping[str, str]] = {"id": "string", "record_id": "string", "module": "string", "revision": "number"}
DECLARED: Final = "fields."


def columns_of(module: ModulePolicy, names: Sequence[str]) -> tuple[ExportColumn, ...]:
    """Give the columns that are named, or all; `fields` stands for all declared ones.

    Raises UnknownField for a name that may not be read, as for one that is none, NotAColumn for no single value.
    """
    single = {name: grant for name, grant in module.readable.items() if grant.kind is not None}
    if not names:
        names = ("record_id", *single)
    found: dict[str, ExportColumn] = {}
    for name in names:
        several = [one for one in single if one.startswith(DECLARED)] if name == "fields" else [name]
        for one in several:
            found[one] = _column(module, one)
        if not several:
            raise UnknownField.at("fields")
    return tuple(found.values())


def _column(module: ModulePolicy, name: str) -> ExportColumn:
    if name in ALWAYS:
        return ExportColumn(name=name, label=None, type=ALWAYS[name])
    grant = module.readable.get(name)
    if grant is None and not (name == "lines" and any(one.startswith("lines.") for one in module.readable)):
        raise UnknownField.at("fields")
    if grant is None or grant.kind is None:
        raise NotAColumn.at("fields")
    return ExportColumn(name=name, label=dict(grant.label) if grant.label else None, type=grant.kind)


def cells(shown: Mapping[str, JsonValue], columns: Sequence[ExportColumn]) -> tuple[JsonValue, ...]:
    """Give the values of a record as it is shown, one per column."""
    declared = shown.get("fields")
    fields = declared if isinstance(declared, dict) else {}
    return tuple(
        fields.get(one.name.removeprefix(DECLARED)) if one.name.startswith(DECLARED) else shown.get(one.name)
        for one in columns
    )
