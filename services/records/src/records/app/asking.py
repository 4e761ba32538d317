"""What a caller asks of a list beyond the policy: conditions, words, fields. Each narrows what the policy shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from contracts.records.viewing import ListRecords
from policy import ONE_OF, Asked, Condition, Invalid, fields_of, narrowed_by, only, read_asked, without_lines
from policy.faults import Code
from records.app.looking import Look
from records.domain.public_id import public_id
from records.domain.refusal import BadFilter, Fault, TooManyWords, UnknownField
from records.domain.words import MAX_ASKED, words_of
from records.ports import Query, Wanted

RECORD_ID: Final = "record_id"
INDEXED: Final = frozenset({"status", "issued_on", "due_on"})
"""Fields whose conditions an index helps with; any other makes a list examine what it does not show."""
DAYS: Final = ("issued_on", "due_on")
MAX_IDS: Final = 50
BEFORE_EVERY_DAY: Final = ""
_COMPARISONS: Final = ("eq", "lt", "lte", "gt", "gte")


@dataclass(frozen=True, slots=True)
class Question:
    """One list as it was asked for: what is wanted, whose ids only where some are named, and whether an index helps.

    `statuses` are those that a condition names, none where none does.
    `unasked` is the look as the policy alone makes it, `looking` as the question narrows it.
    """

    unasked: Look
    looking: Look
    wanted: Wanted
    ids: frozenset[str] | None
    indexed: bool
    statuses: tuple[str, ...] = ()


def question(request: ListRecords, looking: Look) -> Question:
    """Read what is asked for. Raises UnknownField for a name that may not be read, BadFilter, TooManyWords."""
    asked: dict[str, Mapping[str, str]] = {
        name: {str(op): text for op, text in ops.items()} for name, ops in request.filter.items()
    }
    ids = _ids(looking, asked.pop(RECORD_ID)) if RECORD_ID in asked else None
    conditions = _conditions(looking, asked)
    words = _words(request.q)
    narrowed = looking.narrowed(narrowed_by(looking.module, conditions))
    # What is always there is searched too: whoever knows a record's name finds it.
    searched = (RECORD_ID, *(name for name, grant in looking.module.readable.items() if grant.searchable))
    narrowed = (
        with_fields(narrowed, request.fields) if request.fields else narrowed.narrowed(without_lines(narrowed.module))
    )
    wanted = Wanted(
        narrowed.query(),
        narrowed.fields(),
        tuple(words or ()),
        searched,
        days={name: _days(name, conditions) for name in DAYS if _has_day(name, conditions)},
        by_status=bool(_statuses(conditions)),
    )
    filtered = fields_of(narrowed.module.filter) if narrowed.module.filter else frozenset[str]()
    ids = frozenset() if request.q is not None and words == [] else ids
    return Question(looking, narrowed, wanted, ids, not words and filtered <= INDEXED, _statuses(conditions))


def _statuses(conditions: Sequence[Condition]) -> tuple[str, ...]:
    named = (one.operands for one in conditions if one.field == "status" and one.op in {"eq", "in"})
    return tuple(str(operand) for operand in next(named, ()))


def with_fields(looking: Look, names: Sequence[str]) -> Look:
    """Look at these fields only. Raises UnknownField at a name that may not be read."""
    module = only(looking.module, names)
    if module is None:
        raise UnknownField.at("fields")
    return looking.narrowed(module)


def _conditions(looking: Look, asked: Asked) -> tuple[Condition, ...]:
    try:
        return read_asked(looking.module, asked)
    except Invalid as error:
        faults = [Fault(fault.pointer, fault.code, fault.detail) for fault in error.faults]
        refusal = UnknownField if faults[0].code == Code.UNKNOWN_FIELD else BadFilter
        raise refusal(faults=faults) from error


def _ids(looking: Look, ops: Mapping[str, str]) -> frozenset[str]:
    """Give the public ids of the records that are named; alone, a name may hold commas itself."""
    names: list[set[str]] = []
    for op, text in ops.items():
        if op not in {ONE_OF, "eq", "in"}:
            place = Fault(f"/filter/{RECORD_ID}/{op}", Code.FILTER_OPERATOR, "record_id has: eq, in")
            raise BadFilter(faults=[place])
        parts = text.split(",") if op == "in" else [text]
        if len(parts) > MAX_IDS:
            raise BadFilter(faults=[Fault(f"/filter/{RECORD_ID}/{op}", Code.FILTER_VALUE, f"at most {MAX_IDS}")])
        names.append(set(parts))
    named = set[str]().union(*names[:1]).intersection(*names)
    return frozenset(public_id(looking.viewer.tenant, looking.module.module, name) for name in named)


def _words(asked: str | None) -> list[str] | None:
    """Give the words of a search; None where nothing is searched for."""
    if asked is None or not asked.strip():
        return None
    words = words_of(asked)
    if len(words) > MAX_ASKED:
        raise TooManyWords(faults=[Fault("/q", "too-many-words", f"at most {MAX_ASKED} words")])
    return words


def _has_day(name: str, conditions: Sequence[Condition]) -> bool:
    ops = {one.op for one in conditions if one.field == name}
    return bool(ops) and "absent" not in ops


def _days(name: str, conditions: Sequence[Condition]) -> Query:
    """Bound a date's sort key as the conditions bound the date; what has no date meets none of them."""
    bounds: dict[str, object] = {"$gt": BEFORE_EVERY_DAY}
    for one in conditions:
        if one.field == name and one.op in _COMPARISONS:
            bounds = _tighter(bounds, f"${one.op}", one.operands[0])
    return bounds


def _tighter(bounds: Query, op: str, day: object) -> dict[str, object]:
    """Add a bound; of two of one kind the tighter stays."""
    held = bounds.get(op)
    if held is not None and ((str(held) >= str(day)) == (op in {"$gt", "$gte"})):
        return dict(bounds)
    return {**bounds, op: day}


def replaced(wanted: Wanted, fields: Query) -> Wanted:
    """Want the same records, but of them these fields."""
    return replace(wanted, fields=fields)
