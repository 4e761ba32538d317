"""What forms about oneself have in common: the fields of a profile, and what is said where they are wrong."""

from collections.abc import Mapping
from typing import Final

from edge.web.catalogues import later

PROFILE: Final = ("name", "language", "time_zone", "date_format", "time_format", "country")
_OF_LIST: Final = later("Choose one of the list.")
WRONG_PROFILE: Final = {
    "name": later("Enter your name, in one line."),
    "language": _OF_LIST,
    "time_zone": _OF_LIST,
    "date_format": _OF_LIST,
    "time_format": _OF_LIST,
    "country": _OF_LIST,
}
WEAK: Final = later("Choose another password: 8 to 128 characters, and not one that many people use.")
NOT_YOURS: Final = later("This is not your password. Mind capital letters.")


def given_profile(fields: Mapping[str, str]) -> dict[str, str | None]:
    """Give what a form says of a profile; no country is said by an empty one."""
    given: dict[str, str | None] = {name: fields[name] for name in PROFILE if name in fields}
    if given.get("country") == "":
        given["country"] = None
    return given
