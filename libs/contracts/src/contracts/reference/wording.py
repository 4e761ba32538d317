"""Says a model's fields in words: each with its path, its type and bounds, and what it means."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import TypeAdapter

from contracts import kinds
from contracts.kinds import MAX_REVISION
from contracts.message import Message
from contracts.reference.glossary import meaning_of

DEPTH: Final = 4
"""How far inner objects are told."""
Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """One field. `path` is as in `lines[].total`; `required` is false where it may be left out."""

    path: str
    type: str
    required: bool
    meaning: str


def _pattern(kind: Any) -> str:  # noqa: ANN401  an annotated type
    return str(TypeAdapter(kind).json_schema()["pattern"])


PATTERNS: Final[Mapping[str, str]] = {
    _pattern(kinds.Amount): 'money, a decimal string as "121.00"',
    _pattern(kinds.Measure): 'a decimal string as "2.5"',
    _pattern(kinds.Slug): "name of a-z, 0-9 and -",
    _pattern(kinds.PortalName): "portal as <tenant>/<slug>",
    _pattern(kinds.ModuleName): "module's name",
    _pattern(kinds.FieldName): "field's name",
    _pattern(kinds.Role): "role's name",
    _pattern(kinds.Language): "language as en or pt-BR",
    _pattern(kinds.Country): "ISO 3166 country",
    _pattern(kinds.Currency): "ISO 4217 currency",
    _pattern(kinds.Email): "e-mail address",
    _pattern(kinds.Token): "token",
    _pattern(kinds.Identifier): "identifier of Portico's",
}
FORMATS: Final[Mapping[str, str]] = {"date": "date as 2026-12-01", "date-time": "time, RFC 3339 with offset"}
PLAIN: Final[Mapping[str, str]] = {"boolean": "true or false", "null": "null", "number": "number"}


def fields_of(model: type[Message]) -> tuple[Told, ...]:
    """Give every field of a message, inner objects' fields below their own."""
    schema = model.model_json_schema(mode="validation")
    return tuple(_fields(schema, schema.get("$defs", {}), "", ()))


def _fields(schema: Schema, definitions: Schema, above: str, seen: tuple[str, ...]) -> Iterator[Told]:
    required = schema.get("required", ())
    for name, field in schema.get("properties", {}).items():
        path = f"{above}{name}"
        meaning = str(field.get("description") or meaning_of(schema.get("title", ""), name))
        yield Told(path, words(field, definitions), name in required, meaning)
        inner, suffix = _inner(field, definitions)
        if inner and inner not in seen and len(seen) < DEPTH:
            yield from _fields(definitions[inner], definitions, f"{path}{suffix}.", (*seen, inner))


def _inner(schema: Schema, definitions: Schema) -> tuple[str, str]:
    """Give the object that a field holds, by its definition's name, and how one gets into it."""
    if reference := schema.get("$ref"):
        name = _name(reference)
        return (name, "") if "properties" in definitions[name] else ("", "")
    for one in schema.get("anyOf", ()):
        if (found := _inner(one, definitions))[0]:
            return found
    for value, step in ((schema.get("items"), "[]"), (_values(schema), ".*")):
        if value and (found := _inner(value, definitions))[0]:
            return found[0], f"{step}{found[1]}"
    return "", ""


def _values(schema: Schema) -> Schema | None:
    """Give what a map's values are."""
    values = [*schema.get("patternProperties", {}).values(), schema.get("additionalProperties")]
    return next((value for value in values if isinstance(value, Mapping)), None)


def words(schema: Schema, definitions: Schema) -> str:
    """Say a type with its bounds."""
    if "$ref" in schema:
        inner = definitions[_name(schema["$ref"])]
        return "object" if "properties" in inner else words(inner, definitions)
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(words(one, definitions) for one in _choices(schema)))
    if "const" in schema or "enum" in schema:
        return " or ".join(f'"{value}"' for value in schema.get("enum", [schema.get("const")]))
    return _plain(schema, definitions)


def _choices(schema: Schema) -> Iterator[Schema]:
    """Give what may stand there, choices within choices too; null last."""
    inner = [part for one in schema["anyOf"] for part in (_choices(one) if "anyOf" in one else (one,))]
    yield from sorted(inner, key=lambda one: one.get("type") == "null")


def _plain(schema: Schema, definitions: Schema) -> str:
    kind = schema.get("type", "")
    if kind == "string":
        known = FORMATS.get(schema.get("format", "")) or PATTERNS.get(schema.get("pattern", ""))
        return known or "text" + _between(schema, "minLength", "maxLength", " characters")
    if kind == "integer":
        return "whole number" + _between(schema, "minimum", "maximum", "")
    if kind == "array":
        return f"list of {words(schema.get('items', {}), definitions)}{_most(schema, 'maxItems')}"
    if kind == "object":
        values = _values(schema)
        if values is None:
            return "object"
        return f"map of names to {words(values, definitions)}{_most(schema, 'maxProperties')}"
    return PLAIN.get(kind, "any JSON")


def _most(schema: Schema, key: str) -> str:
    return f" (at most {schema[key]:,})" if key in schema else ""


def _between(schema: Schema, low: str, high: str, unit: str) -> str:
    least, most = schema.get(low), schema.get(high)
    if most is None:
        return "" if least is None else f" (from {least:,}{unit})"
    most = f"{most:,}" if most != MAX_REVISION else "2^63-1"
    if not least:
        return f" (at most {most}{unit})" if unit else f" (0 to {most})"
    return f" ({least:,} to {most}{unit})" if least > -MAX_REVISION else " (64 bits)"


def _name(reference: str) -> str:
    return reference.rpartition("/")[2]
