"""Types a record's fields as its module declares them; what is not declared is kept as it came and never shown."""

from collections.abc import Mapping

from policy import Mistyped, ModuleDefinition, read_value
from records.domain.quarantine import Code, Reason
from records.domain.refusal import Fault

Fields = Mapping[str, object]


def typed_fields(definition: ModuleDefinition, fields: Fields) -> dict[str, object] | Reason:
    """Give the fields typed, or why they cannot be. A declared field may be missing or null."""
    typed = dict(fields)
    faults: list[Fault] = []
    for declared in definition.fields:
        raw = typed.get(declared.name)
        if raw is None:
            continue
        try:
            typed[declared.name] = read_value(declared.type, raw)
        except Mistyped as error:
            faults.append(Fault(f"/data/fields/{declared.name}", f"not-{declared.type}", str(error)[:500]))
    if faults:
        return Reason(Code.BAD_FIELD, "a declared field has a value of another type", tuple(faults[:50]))
    return typed
