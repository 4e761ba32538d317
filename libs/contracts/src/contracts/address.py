"""How a field of a request is written in an address where it is no plain value. The API's description follows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Separated:
    """A list in one parameter, parted by commas: `fields=title,total`."""


@dataclass(frozen=True, slots=True)
class Bracketed:
    """A map of maps of text, a parameter for each value: `filter[due_on][lte]=2026-12-31`.

    `plain` is the inner key of a parameter with one bracket: `filter[status]=open`.
    """

    plain: str
