"""Names of what is due at a time: a look at a source, a look at a tenant's embargoes."""

from typing import Final

EMBARGOES: Final = "embargoes"
_SOURCE: Final = "source/"


def name_of_source(source_id: str) -> str:
    """Name the next look at a source."""
    return _SOURCE + source_id


def source_of(name: str) -> str | None:
    """Give the id of the source that a look is at; None where it is at something else."""
    return name.removeprefix(_SOURCE) if name.startswith(_SOURCE) else None
