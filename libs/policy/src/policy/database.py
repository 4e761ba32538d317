"""A policy as MongoDB understands it: plain dicts for `find`, with the work done on the index.

`tenant` is left out: the tenant-scoped collection puts it first. Decimals stay `decimal.Decimal`; the storage codec
makes them Decimal128. The filter means what the predicate means under the simple (binary) collation. A query that
sorts under a language's collation compares *all* its strings loosely, so its rows must pass `decide` before they go
out; fetch them with `for_verdict=True`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from policy.audience import scope_keys
from policy.compile import ModulePolicy
from policy.filters import DECLARED, Condition, Every, Filter, Some, bind, fields_of
from policy.value import BSON_TYPES, instant
from policy.viewer import Viewer

Query = dict[str, object]

NOTHING: Final[Mapping[str, object]] = {"_id": {"$in": []}}
VERDICT_FIELDS: Final = ("tenant", "audience", "deleted", "hidden", "visible_from", "visible_until")
_NOT_AN_ARRAY: Final[Mapping[str, object]] = {"$not": {"$type": "array"}}
_NAN: Final = float("nan")


def mongo_filter(module: ModulePolicy, viewer: Viewer, now: datetime) -> Query:
    """The records of a module that a viewer may see at `now` (aware): `module` and `audience` equal, then the rest."""
    if now.tzinfo is None:
        raise ValueError("a moment needs its offset")
    keys = scope_keys(module.scope, viewer)
    moment = instant(now)
    query: Query = {
        "module": module.module,
        "audience": keys[0] if len(keys) == 1 else {"$in": list(keys)},
        "deleted": False,
        "hidden": False,
    }
    clauses: list[Query] = [
        {"$or": [{"visible_from": None}, {"visible_from": {"$lte": moment}}]},
        {"$or": [{"visible_until": None}, {"visible_until": {"$gt": moment}}]},
    ]
    if not module.shows:
        clauses.append(dict(NOTHING))
    elif module.filter is not None:
        clauses.append({"values": dict(_NOT_AN_ARRAY)})
        clauses.append(_clause(bind(module.filter, viewer)))
    return query | {"$and": clauses}


def mongo_projection(module: ModulePolicy, *, for_verdict: bool = False) -> dict[str, int]:
    """The stored fields that `project` needs; with `for_verdict` those that `decide` needs too."""
    names = ["record_id", "module", "revision"]
    names += [f"values.{name}" for name in module.readable]
    if for_verdict:
        names += VERDICT_FIELDS
        names += [f"values.{name}" for name in sorted(fields_of(module.filter) if module.filter else ())]
    return {"_id": 1, **dict.fromkeys(names, 1)}


def _clause(node: Filter) -> Query:
    match node:
        case Every(parts):
            return {"$and": [_clause(part) for part in parts]} if parts else {}
        case Some(parts):
            return {"$or": [_clause(part) for part in parts]} if parts else dict(NOTHING)
        case Condition():
            return _condition(node)


def _condition(condition: Condition) -> Query:
    """One test, for a value of the field's type only: arrays, null and other types pass none but `absent`.

    The database looks into arrays of objects on the way too; `holds` does not, so those are ruled out.
    """
    path = f"values.{condition.field}"
    if condition.op == "absent":
        clauses: list[Query] = [{path: {"$eq": None, **_NOT_AN_ARRAY}}]
    else:
        clauses = [{path: {"$type": list(BSON_TYPES[condition.kind]), **_NOT_AN_ARRAY}}, {path: _test(condition)}]
    if condition.field.startswith(DECLARED):
        clauses.append({"values.fields": dict(_NOT_AN_ARRAY)})
    return {"$and": clauses}


def _test(condition: Condition) -> Query:
    nan: list[object] = [_NAN] if condition.kind in {"number", "money"} else []
    match condition.op:
        case "present" | "ne" | "nin":
            return {"$nin": [*condition.operands, *nan]}
        case "in":
            return {"$in": list(condition.operands)}
        case "contains" | "prefix":
            return {"$regex": _pattern(condition)}
        case "lacks" | "no_prefix":
            return {"$not": {"$regex": _pattern(condition)}}
        case comparison:
            return {f"${comparison}": condition.operands[0]}


def _pattern(condition: Condition) -> str:
    """A pattern for exactly the operand: what is ASCII and not a letter or digit goes by its code."""
    text = str(condition.operands[0])
    start = "^" if condition.op in {"prefix", "no_prefix"} else ""
    return start + "".join(
        letter if ord(letter) > 127 or letter.isalnum() else f"\\x{ord(letter):02x}" for letter in text
    )
