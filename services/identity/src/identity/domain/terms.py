"""The terms of a portal: which version is in force, and who accepted it when."""

from dataclasses import dataclass
from datetime import datetime

from identity.domain.refusal import Refusal


class TermsChanged(Refusal):
    """What was accepted are not the terms in force, if there are any."""

    code = "identity.terms-changed"
    status = 409
    title = "These are not the terms in force"

    def __init__(self) -> None:
        super().__init__("Read them again, and accept the version that they say.")


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A version of a portal's terms, accepted."""

    version: str
    at: datetime


def accepting(in_force: str | None, version: str, before: Acceptance | None, now: datetime) -> Acceptance:
    """Accept a version; one that was accepted already keeps its date. Raises TermsChanged for any but `in_force`."""
    if in_force is None or version != in_force:
        raise TermsChanged
    return before if before is not None and before.version == version else Acceptance(version, now)
