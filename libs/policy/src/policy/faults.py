"""What is wrong with a document, and where: collected, bounded, raised at once, so that an author sees all of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MAX_FAULTS: Final = 50
MAX_POINTER: Final = 500
MAX_DETAIL: Final = 300


class Code(StrEnum):
    """Stable names of what can be wrong; programs match on them."""

    REQUIRED = "required"
    UNKNOWN_KEY = "unknown-key"
    WRONG_TYPE = "wrong-type"
    BAD_TEXT = "bad-text"
    TOO_LONG = "too-long"
    TOO_MANY = "too-many"
    TOO_FEW = "too-few"
    DUPLICATE = "duplicate"
    NOT_A_CHOICE = "not-a-choice"
    UNKNOWN_LANGUAGE = "unknown-language"
    UNKNOWN_TIME_ZONE = "unknown-time-zone"
    UNKNOWN_MODULE = "unknown-module"
    UNKNOWN_FIELD = "unknown-field"
    UNKNOWN_ROLE = "unknown-role"
    UNKNOWN_ACTION = "unknown-action"
    NO_WAY_IN = "no-way-in"
    NOT_SORTABLE = "not-sortable"
    NOT_SEARCHABLE = "not-searchable"
    NOT_GRANTED = "not-granted"
    NOT_GRANTABLE = "not-grantable"
    NOT_LISTABLE = "not-listable"
    EVERYONE_UNSAID = "everyone-unsaid"
    EVERYONE_UNUSED = "everyone-unused"
    FILTER_SHAPE = "filter-shape"
    FILTER_FIELD = "filter-field"
    FILTER_OPERATOR = "filter-operator"
    FILTER_VALUE = "filter-value"
    FILTER_TOO_DEEP = "filter-too-deep"
    FILTER_TOO_LARGE = "filter-too-large"


@dataclass(frozen=True, slots=True)
class Fault:
    """One place that is wrong. `pointer` is an RFC 6901 JSON pointer, `code` a `Code`, `detail` is for people."""

    pointer: str
    code: str
    detail: str


class Invalid(Exception):  # noqa: N818 - the answer to an author, not a crash
    """A document was refused. `faults` has one to `MAX_FAULTS` entries, in the order they were found."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(f"{len(faults)} faults, the first at {faults[0].pointer!r}: {faults[0].code}")
        self.faults = faults


class Faults:
    """Collects faults up to `MAX_FAULTS`; what comes after is dropped."""

    def __init__(self) -> None:
        self._found: list[Fault] = []

    @property
    def full(self) -> bool:
        """Whether looking further is a waste of time."""
        return len(self._found) >= MAX_FAULTS

    def add(self, pointer: str, code: Code, detail: str) -> None:
        """Note a fault."""
        if not self.full:
            self._found.append(Fault(pointer, code.value, detail[:MAX_DETAIL]))

    def raise_any(self) -> None:
        """Raise `Invalid` if there is any fault."""
        if self._found:
            raise Invalid(tuple(self._found))
