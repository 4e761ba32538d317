"""Query parameters that are more than one plain value: lists parted by commas, and maps written with brackets.

A request's field says so itself (`contracts.address`); here it is read, pointed at and described.
"""

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final

from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from contracts.address import Bracketed, Separated
from contracts.problem import Fault

_BRACKETS: Final = re.compile(r"(\w+)\[([^\[\]]{0,100})\](?:\[([^\[\]]{0,100})\])?")
_TEXT: Final = {"type": "string"}
_EXAMPLES: Final[Mapping[str, Any]] = {
    "fields": ["title", "due_on", "total"],
    "filter": {"status": "open,overdue", "due_on": {"lte": "2026-12-31"}},
}


class SaidTwiceError(ValueError):
    """A parameter is given more than once; its name is the only argument."""


class Folded:
    """The folded parameters of one request type."""

    def __init__(self, fields: Mapping[str, FieldInfo]) -> None:
        self._lists: dict[str, FieldInfo] = {}
        self._maps: dict[str, tuple[FieldInfo, str]] = {}
        for name, field in fields.items():
            for way in field.metadata:
                if isinstance(way, Separated):
                    self._lists[name] = field
                elif isinstance(way, Bracketed):
                    self._maps[name] = field, way.plain
        self.names = frozenset({*self._lists, *self._maps})

    def take(self, query: Mapping[str, str]) -> tuple[dict[str, str], dict[str, Any]]:
        """Part a query into what is plain and what is unfolded now. Raises SaidTwiceError."""
        plain: dict[str, str] = {}
        unfolded: dict[str, Any] = {}
        for name, text in query.items():
            brackets = _BRACKETS.fullmatch(name) if self._maps else None
            if name in self._lists:
                unfolded[name] = text.split(",")
            elif brackets is not None and brackets[1] in self._maps:
                self._put(unfolded, brackets, text)
            else:
                plain[name] = text
        return plain, unfolded

    def _put(self, unfolded: dict[str, Any], brackets: re.Match[str], text: str) -> None:
        name, outer, inner = brackets.groups()
        values = unfolded.setdefault(name, {}).setdefault(outer, {})
        key = self._maps[name][1] if inner is None else inner
        if key in values:
            raise SaidTwiceError(brackets[0])
        values[key] = text

    def pointed(self, fault: Fault) -> Fault:
        """Point at the parameter as it is written: what is at `/filter/due_on/lte` is at `/filter[due_on][lte]`."""
        name, *steps = fault.pointer.removeprefix("/").split("/")
        if name in self._maps:
            kept = [step for step in steps[:2] if step != self._maps[name][1]]
        elif name in self._lists:
            kept = []
        else:
            return fault
        return fault.model_copy(update={"pointer": f"/{name}" + "".join(f"[{step}]" for step in kept)})

    def described(self, means: Callable[[str], str]) -> list[dict[str, Any]]:
        """Describe them as OpenAPI parameters; `means` tells what a field means."""
        lists = [_parameter(name, means(name), _list_schema(field)) for name, field in self._lists.items()]
        maps = [_parameter(name, means(name), _map_schema(field)) for name, (field, _) in self._maps.items()]
        return [*lists, *maps]


def _parameter(name: str, meaning: str, schema: dict[str, Any]) -> dict[str, Any]:
    deep = schema["type"] == "object"
    found: dict[str, Any] = {"name": name, "in": "query", "required": False, "description": meaning, "schema": schema}
    found |= {"style": "deepObject", "explode": True} if deep else {"style": "form", "explode": False}
    return found | ({"example": _EXAMPLES[name]} if name in _EXAMPLES else {})


def _list_schema(field: FieldInfo) -> dict[str, Any]:
    return {**_schema(field), "minItems": 1}


def _map_schema(field: FieldInfo) -> dict[str, Any]:
    """Give the schema of a map whose inner maps may be written as one value."""
    schema = _schema(field)
    inner = schema.pop("additionalProperties", None)
    ((pattern, inner),) = [*schema.pop("patternProperties", {}).items()] or [(".*", inner)]
    return {
        **schema,
        "patternProperties": {pattern: {"anyOf": [_TEXT, inner]}},
        "additionalProperties": False,
    }


def _schema(field: FieldInfo) -> dict[str, Any]:
    declared: Any = Annotated[(field.annotation, *field.metadata)]
    return TypeAdapter(declared).json_schema()
