"""What a viewer asks for beyond the policy: fewer records, fewer fields. It narrows a module's policy, never widens it.

The outcome is a `ModulePolicy` like any other, so that the database and the predicate agree on it too. A name that
this policy does not read is refused exactly as one that no record has.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from policy.builtin import ALWAYS_READABLE
from policy.compile import ModulePolicy
from policy.faults import Code, Faults
from policy.filters import DECLARED, Condition, Every
from policy.parse_filter import OPERATORS, Filterable, read_condition
from policy.place import Place
from policy.projection import LINES
from policy.value import FieldType

MAX_CONDITIONS: Final = 20
MAX_VALUES: Final = 50
"""Values that one condition names."""
MAX_VALUE: Final = 200
"""Characters of a value."""
ONE_OF: Final = "is"
"""The operator of a condition that names none: one of the values, which commas part."""
_TRUTH: Final[Mapping[str, bool]] = {"true": True, "false": False}

Asked = Mapping[str, Mapping[str, str]]
"""Values as text by operator by field, as in `filter[due_on][lte]=2026-12-31`."""


def read_asked(module: ModulePolicy, asked: Asked) -> tuple[Condition, ...]:
    """Read the conditions that a viewer asks for, typed by their fields.

    Raises `Invalid` with every fault, at `/filter/<field>/<operator>`: of names that may not be read where there are
    any, else of what else is wrong, so that nothing but its name can tell about a field.
    """
    unknown, wrong = Faults(), Faults()
    tests = [(name, op, text) for name, ops in asked.items() for op, text in ops.items()]
    if len(tests) > MAX_CONDITIONS:
        wrong.add("/filter", Code.FILTER_TOO_LARGE, f"at most {MAX_CONDITIONS} conditions")
        wrong.raise_any()
    conditions = []
    for name, op, text in tests:
        grant = module.readable.get(name)
        if grant is None or grant.kind is None:
            unknown.add(_pointer(name, op), Code.UNKNOWN_FIELD, "names no field that can be used here")
        else:
            conditions.append(_condition(Place(text, wrong, _pointer(name, op)), name, grant.kind, op))
    unknown.raise_any()
    wrong.raise_any()
    return tuple(condition for condition in conditions if condition is not None)


def _pointer(name: str, op: str) -> str:
    return Place(None, Faults(), "/filter").at(name, None).at(op, None).pointer


def _condition(place: Place, name: str, kind: FieldType, asked: str) -> Condition | None:
    several = "in" in OPERATORS[kind]
    op = ("in" if several else "eq") if asked == ONE_OF else asked
    if op not in OPERATORS[kind]:
        place.refuse(Code.FILTER_OPERATOR, f"a field of type {kind} has: {', '.join(OPERATORS[kind])}")
        return None
    value = _value(place, kind, op)
    return read_condition(Place(value, place.faults, place.pointer), name, Filterable(kind, placeholders=False), op)


def _value(place: Place, kind: FieldType, op: str) -> object:
    """Give the text as the document that a portal's author would have written."""
    text = str(place.value)
    parts = text.split(",") if op in {"in", "nin"} else [text]
    if len(parts) > MAX_VALUES:
        place.refuse(Code.FILTER_VALUE, f"at most {MAX_VALUES} values")
        return parts[:1]
    if any(len(part) > MAX_VALUE for part in parts):
        place.refuse(Code.FILTER_VALUE, f"a value has at most {MAX_VALUE} characters")
    typed = [_TRUTH.get(part, part) if kind == "boolean" or op == "exists" else part for part in parts]
    return typed if op in {"in", "nin"} else typed[0]


def narrowed_by(module: ModulePolicy, conditions: Sequence[Condition]) -> ModulePolicy:
    """Give the module with the conditions beside its own filter."""
    own = () if module.filter is None else (module.filter,)
    return replace(module, filter=Every((*own, *conditions))) if conditions else module


def only(module: ModulePolicy, names: Sequence[str]) -> ModulePolicy | None:
    """Give the module with only these of its readable fields; None where one of the names is no such field.

    `lines` and `fields` stand for all of theirs that are readable; what is always readable may be named too.
    """
    kept: dict[str, None] = {}
    for name in names:
        under = {"lines": LINES, "fields": DECLARED}.get(name)
        found = [one for one in module.readable if (one.startswith(under) if under else one == name)]
        if not found and name not in ALWAYS_READABLE:
            return None
        kept.update(dict.fromkeys(found))
    return replace(module, readable={name: module.readable[name] for name in module.readable if name in kept})


def without_lines(module: ModulePolicy) -> ModulePolicy:
    """Give the module without the lines of its records, as lists show it."""
    readable = {name: grant for name, grant in module.readable.items() if not name.startswith(LINES)}
    return module if len(readable) == len(module.readable) else replace(module, readable=readable)
