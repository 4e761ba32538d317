"""Name the wrong places of a document so that whoever sent it finds them: RFC 6901 pointers into what was sent."""

from collections.abc import Sequence
from typing import Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from contracts.problem import Fault

MAX_FAULTS: Final = 50
MAX_TEXT: Final = 500


def faults_of(error: ValidationError, document: object, below: str = "") -> tuple[Fault, ...]:
    """Give each wrong place once; `below` is where the document itself lies.

    Where several kinds of value were possible, pydantic names each with a step that no document has: those steps go,
    and what each kind would have wanted comes together.
    """
    found: dict[str, list[ErrorDetails]] = {}
    for detail in error.errors(include_url=False, include_context=False, include_input=False):
        found.setdefault(below + _pointer(detail, document), []).append(detail)
    return tuple(_fault(place, details) for place, details in list(found.items())[:MAX_FAULTS])


def _fault(place: str, details: Sequence[ErrorDetails]) -> Fault:
    code = details[0]["type"] if len(details) == 1 else "no_kind_fits"
    wanted = dict.fromkeys(detail["msg"] for detail in details)
    return Fault(pointer=place[:MAX_TEXT], code=code, detail=", or: ".join(wanted)[:MAX_TEXT])


def _pointer(detail: ErrorDetails, document: object) -> str:
    steps: list[str] = []
    place = document
    last = len(detail["loc"]) - 1
    for number, step in enumerate(detail["loc"]):
        if isinstance(place, dict) and (step in place or (number == last and detail["type"] == "missing")):
            place = place.get(step)
        elif isinstance(place, list) and isinstance(step, int) and step < len(place):
            place = place[step]
        else:
            continue
        steps.append("/" + str(step).replace("~", "~0").replace("/", "~1"))
    return "".join(steps)
