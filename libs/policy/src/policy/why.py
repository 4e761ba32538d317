"""Answers to "why not", in the words of the portal document: conditions that a record misses, rights field by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from policy.builtin import ALWAYS_READABLE
from policy.compile import ModulePolicy
from policy.definition import ModuleDefinition
from policy.filters import Condition, Filter, Placeholder, bind, filled, holds, value_at
from policy.parse_entry import grantable
from policy.value import Value
from policy.viewer import Viewer

WRITTEN: Final[Mapping[str, tuple[str, bool | None]]] = MappingProxyType(
    {
        "present": ("exists", True),
        "absent": ("exists", False),
        "lacks": ("not contains", None),
        "no_prefix": ("not prefix", None),
    }
)
"""Operators that no document has, because negation is pushed down to them: as their author reads them."""


@dataclass(frozen=True, slots=True)
class Missed:
    """A condition that does not hold. `wanted` is what the viewer's record would have to be compared with.

    What a viewer lacks stays as the document has it: `$me.contact`. `found` is the record's own value, whatever it is.
    """

    field: str
    op: str
    wanted: tuple[Value, ...]
    found: object


def missed(node: Filter | None, viewer: Viewer, values: object) -> tuple[Missed, ...]:
    """Give the conditions that keep a record's `values` out, in the author's order; none where the filter holds."""
    if node is None or holds(bind(node, viewer), values):
        return ()
    if not isinstance(node, Condition):
        return tuple(one for part in node.parts for one in missed(part, viewer, values))
    op, truth = WRITTEN.get(node.op, (node.op, None))
    wanted = tuple(_wanted(operand, viewer) for operand in node.operands) if truth is None else (truth,)
    return (Missed(node.field, op, wanted, value_at(values, node.field)),)


def rights(definition: ModuleDefinition, module: ModulePolicy | None) -> dict[str, str]:
    """Give `hidden`, `read` or `write` for every field of a module; without a policy all but a few are hidden."""
    readable = module.readable if module is not None else {}
    writable = module.writable if module is not None else frozenset[str]()
    named = {
        name: "write" if name in writable else "read" if name in readable else "hidden"
        for name in grantable(definition)
    }
    return {**dict.fromkeys(ALWAYS_READABLE, "read"), **named}


def _wanted(operand: Value | Placeholder, viewer: Viewer) -> Value:
    if not isinstance(operand, Placeholder):
        return operand
    value = filled(operand, viewer)
    if value is not None:
        return value
    if operand.name != "today":
        return f"$me.{operand.name}"
    return f"$today{operand.days:+}d" if operand.days else "$today"
