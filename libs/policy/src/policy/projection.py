"""What comes out of a record: an allow-list, field by field and member by member. Nothing else is looked at."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from policy.builtin import ALWAYS_READABLE, GROUPS, Leaf, Many, Named, Row, Shape
from policy.compile import ModulePolicy
from policy.filters import DECLARED
from policy.value import reader

LINES: Final = "lines."


def project(module: ModulePolicy, record: Mapping[str, object]) -> dict[str, object]:
    """The record as this policy shows it, in the shape a backoffice publishes it in, with `id` besides.

    `id`, `record_id`, `module`, `revision` always; every granted field, null where the record has no value of its type;
    declared ones under `fields`. `lines`, `fields` and groups are missing unless granted. Amounts stay `Decimal`,
    moments `datetime`. `related` keeps what belongs to modules that show; whether each of those records does is for the
    caller to ask.
    """
    return Projector(module).project(record)


class Projector:
    """What a module's policy shows, sorted out once for any number of records."""

    def __init__(self, module: ModulePolicy) -> None:
        self._related = module.related
        self._groups = [(name, GROUPS[name]) for name in module.readable if name in GROUPS]
        self._lines = [name.removeprefix(LINES) for name in module.readable if name.startswith(LINES)]
        scalars = {name: reader(grant.kind) for name, grant in module.readable.items() if grant.kind is not None}
        self._own = [(name, read) for name, read in scalars.items() if not name.startswith(DECLARED)]
        self._declared = [
            (name.removeprefix(DECLARED), read) for name, read in scalars.items() if name.startswith(DECLARED)
        ]

    def project(self, record: Mapping[str, object]) -> dict[str, object]:
        """Show one record, as `project` does."""
        values = _object(record.get("values"))
        out: dict[str, object] = {name: record.get(name) for name in ALWAYS_READABLE}
        out["id"] = record.get("_id")
        for name, shape in self._groups:
            out[name] = _shaped(values.get(name), shape)
        if "related" in out:
            out["related"] = [each for each in _rows(out["related"]) if each.get("module") in self._related]
        for name, read in self._own:
            out[name] = read(values.get(name))
        if self._declared:
            declared = _object(values.get("fields"))
            out["fields"] = {name: read(declared.get(name)) for name, read in self._declared}
        if self._lines:
            lines = _rows(values.get("lines"))
            out["lines"] = [{name: _scalar(line.get(name)) for name in self._lines} for line in lines]
        return out


def _object(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


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
