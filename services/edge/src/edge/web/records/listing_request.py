"""What a list's address asks of records: a module that shows, its conditions as calls have them, and what was wrong."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from contracts.message import Request
from contracts.problem import Fault, Problem
from edge.domain.list_address import ListAddress
from edge.domain.refusal import NotFound
from edge.http.problems import AnsweredProblemError
from edge.web.visit import Json, Visit

DAYS: Final = 1
_FIRST_OF: Final[Mapping[str, int]] = {"gte": 0, "lt": 0, "gt": DAYS, "lte": DAYS}
"""Days to add until the midnight that a condition on a day means of a moment …"""
_BY_MIDNIGHT: Final[Mapping[str, str]] = {"gte": "gte", "lt": "lt", "gt": "gte", "lte": "lt"}
"""… and the operator that it then has."""
R = TypeVar("R", bound=Request[Any])


def module_of(visit: Visit) -> Json:
    """Give the module that the address names. Raises NotFound for one that does not show; nothing is asked then."""
    module = visit.module(visit.http.path_params["module"])
    if module is None:
        raise NotFound
    return module


def asked_of(visit: Visit, module: Mapping[str, Any], address: ListAddress) -> dict[str, Any]:
    """Give what a list, a count or a file of it is asked for with: only what the address says."""
    said: dict[str, Any] = {"module": module["module"]}
    if address.q:
        said["q"] = address.q
    if address.conditions:
        said["filter"] = {name: _tests(visit, module, name, tests) for name, tests in address.filter().items()}
    if address.sort:
        said["sort"] = address.sort
    return said


def made(request: type[R], said: Mapping[str, Any]) -> R:
    """Make the call. Raises AnsweredProblemError (422), as records would, for what no such call can say."""
    try:
        return request(**said)
    except ValidationError as error:
        places = [tuple(str(step) for step in fault["loc"]) for fault in error.errors(include_input=False)]
        raise AnsweredProblemError(
            Problem.of(422, "invalid-input", "The list cannot be asked for that", errors=_faults(places))
        ) from error


def _faults(places: Sequence[tuple[str, ...]]) -> tuple[Fault, ...]:
    # Pydantic marks a wrong key as a last step of its own.
    steps = [tuple(step for step in place if step != "[key]") for place in places]
    return tuple(Fault(pointer="/" + "/".join(place)[:200], code="wrong", detail="cannot be") for place in steps)


def _tests(visit: Visit, module: Mapping[str, Any], name: str, tests: Mapping[str, str]) -> dict[str, str]:
    """Give a field's conditions. Of moments people ask by the day, which begins at their own midnight."""
    if (module["fields"].get(name) or {}).get("type") != "datetime":
        return dict(tests)
    found: dict[str, str] = {}
    for op, value in tests.items():
        moment = _midnight(value, _FIRST_OF[op], visit.formats.zone) if op in _FIRST_OF else ""
        found |= {_BY_MIDNIGHT[op]: moment} if moment else {op: value}
    return found


def _midnight(day: str, later: int, zone: tzinfo) -> str:
    """Give the moment at which a day begins, as RFC 3339; "" for what is no day."""
    try:
        found = date.fromisoformat(day) + timedelta(days=later)
        return datetime(found.year, found.month, found.day, tzinfo=zone).isoformat()
    except (ValueError, OverflowError):
        return ""
