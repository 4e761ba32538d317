"""What comes out of a record: an allow-list, field by field and member by member. Nothing else is looked at."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from policy.builtin import ALWAYS_READABLE, GROUPS, Leaf, Many, Named, Row, Shape
from policy.compile import ModulePolicy
from policy.filters import DECLARED
from policy.portal import Grant
from policy.value import stored_value

LINES: Final = "lines."


def project(module: ModulePolicy, record: Mapping[str, object]) -> dict[str, object]:
    """The record as this policy shows it, in the shape a backoffice publishes it in, with `id` besides.

    `id`, `record_id`, `module`, `revision` always; every granted field, null where the record has no value of its type;
    declared ones under `fields`. `lines`, `fields` and groups are missing unless granted. Amounts stay `Decimal`,
    moments `datetime`. `related` keeps what belongs to modules that show; whether each of those records does is for the
    caller to ask.
    """
    raw = record.get("values")
    values: Mapping[str, object] = raw if isinstance(raw, Mapping) else {}
    out: dict[str, object] = {name: record.get(name) for name in ALWAYS_READABLE}
    out["id"] = record.get("_id")
    for name in (name for name in module.readable if name in GROUPS):
        out[name] = _shaped(values.get(name), GROUPS[name])
    if "related" in module.readable:
        out["related"] = [each for each in _rows(out["related"]) if each.get("module") in module.related]
    _put_scalars(out, module.readable, values)
    lines = [name.removeprefix(LINES) for name in module.readable if name.startswith(LINES)]
    if lines:
        out["lines"] = [{name: _scalar(line.get(name)) for name in lines} for line in _rows(values.get("lines"))]
    return out


def _put_scalars(out: dict[str, object], readable: Mapping[str, Grant], values: Mapping[str, object]) -> None:
    raw = values.get("fields")
    declared = raw if isinstance(raw, Mapping) else {}
    fields: dict[str, object] = {}
    for name, grant in readable.items():
        if grant.kind is None:
            continue
        if name.startswith(DECLARED):
            short = name.removeprefix(DECLARED)
            fields[short] = stored_value(grant.kind, declared.get(short))
        else:
            out[name] = stored_value(grant.kind, values.get(name))
    if fields:
        out["fields"] = fields


def _rows(value: object) -> list[Mapping[str, object]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list | tuple) else []


def _shaped(value: object, shape: Shape) -> object:
    """A value cut to its allowed shape; what does not have the shape becomes empty."""
    match shape:
        case Leaf():
            return _scalar(value)
        case Row(members):
            row = value if isinstance(value, Mapping) else {}
            return {name: _shaped(row[name], inner) for name, inner in members.items() if name in row}
        case Many(Leaf()):
            items = value if isinstance(value, list | tuple) else ()
            return [each for each in items if _scalar(each) is not None]
        case Many(item):
            return [_shaped(each, item) for each in _rows(value)]
        case Named(item):
            named = value if isinstance(value, Mapping) else {}
            return {str(name): _shaped(each, item) for name, each in named.items()}


def _scalar(value: object) -> object:
    return value if isinstance(value, str | int | Decimal | bool | datetime) else None
