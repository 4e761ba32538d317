"""What records refuses to a caller. What may not be seen is answered exactly like what does not exist."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong place. `pointer` is an RFC 6901 JSON pointer, `code` is stable, `detail` is for people."""

    pointer: str
    code: str
    detail: str


class Refusal(Exception):  # noqa: N818  a refusal is an answer, not an error
    """A rule said no. `status` is the HTTP status it amounts to."""

    code: ClassVar[str]
    status: ClassVar[int]
    title: ClassVar[str]

    def __init__(self, detail: str = "", faults: Sequence[Fault] = ()) -> None:
        super().__init__(detail)
        self.faults = tuple(faults)


class NotFound(Refusal):
    """There is no such thing, or not for this viewer."""

    code, status, title = "records.not-found", 404, "There is no such record or module"


class NoPortal(Refusal):
    """The membership's portal is not in force here, or cannot be read."""

    code, status, title = "records.no-portal", 403, "This portal is not open"


class UnknownField(Refusal):
    """A name in the query that this policy does not read or that does not exist: nobody can tell which."""

    code, status, title = "records.unknown-field", 422, "There is no such field"

    @classmethod
    def at(cls, parameter: str) -> "UnknownField":
        """Refuse what this query parameter names."""
        return cls(faults=(Fault(f"/{parameter}", "unknown-field", "names no field that can be used here"),))


class NotAColumn(Refusal):
    """A readable field that is no single value: lines, parties and other groups have no place in a cell."""

    code, status, title = "records.not-a-column", 422, "This field is no column"

    @classmethod
    def at(cls, parameter: str) -> "NotAColumn":
        """Refuse what this query parameter names."""
        return cls(faults=(Fault(f"/{parameter}", "not-a-column", "names more than a single value"),))


class NotGranted(Refusal):
    """The portal does not let this caller do that with records that they may see."""

    code, status, title = "records.not-granted", 403, "This portal does not let you do that"


class TooMuchToExport(Refusal):
    """A file would go through more records than one export may."""

    code, status, title = "records.too-much-to-export", 422, "This is too much for one file"


class BadFilter(Refusal):
    """A condition that its field does not take: another operator, or a value of another type."""

    code, status, title = "records.bad-filter", 422, "The filter cannot be used"


class TooManyWords(Refusal):
    """A search for more words than one search takes."""

    code, status, title = "records.too-many-words", 422, "Search for fewer words"


class BadCursor(Refusal):
    """A cursor that was not made here, or was made for another list."""

    code, status, title = "records.bad-cursor", 422, "The cursor does not belong to this list"


class UnknownSource(Refusal):
    """No such source was ever heard."""

    code, status, title = "records.unknown-source", 404, "There is no such source"


class UnknownJob(Refusal):
    """There is no such job, or it has expired."""

    code, status, title = "records.unknown-job", 404, "There is no such job"


class TooManyJobs(Refusal):
    """A tenant has a bounded number of jobs that wait or run."""

    code, status, title = "records.too-many-jobs", 409, "Too many jobs are on their way"


class DraftInvalid(Refusal):
    """The draft does not hold against the tenant's modules as records knows them."""

    code, status, title = "records.draft-invalid", 422, "The portal's document is not valid"


class TooManyMemberships(Refusal):
    """A dry run looks at a bounded number of memberships."""

    code, status, title = "records.too-many-memberships", 409, "The portal has too many memberships for a dry run"


class UnknownQuarantined(Refusal):
    """The quarantine holds no such event."""

    code, status, title = "records.unknown-quarantined", 404, "The quarantine holds no such event"


class NobodyNamed(Refusal):
    """A question about what somebody sees that names nobody."""

    code, status, title = "records.nobody-named", 422, "Name a membership or a user"

    def __init__(self) -> None:
        super().__init__(faults=(Fault("/membership", "missing", "a membership or a user is needed"),))


class VersionOfNoPortal(Refusal):
    """A version that could be that of several portals."""

    code, status, title = "records.version-of-no-portal", 422, "A version needs a membership"

    def __init__(self) -> None:
        super().__init__(faults=(Fault("/version", "ambiguous", "several portals may have it: name a membership"),))


class UnknownMembership(Refusal):
    """No such membership, or none of this user."""

    code, status, title = "records.unknown-membership", 404, "There is no such membership"


class UnknownVersion(Refusal):
    """The membership's portal never had this version."""

    code, status, title = "records.unknown-version", 404, "The portal has no such version"


class UnreadableVersion(Refusal):
    """A version that names what the modules of today no longer have."""

    code, status, title = "records.version-unreadable", 409, "This version does not fit today's modules"


class UnreadableDraft(Refusal):
    """A draft that names what the modules of today do not have."""

    code, status, title = "records.draft-unreadable", 409, "This draft does not fit today's modules"


class UnknownRoles(Refusal):
    """Roles that the draft does not define."""

    code, status, title = "records.unknown-role", 422, "The draft has no such role"

    @classmethod
    def at(cls, places: Sequence[int]) -> "UnknownRoles":
        """Refuse the roles at these places of the list."""
        return cls(faults=[Fault(f"/roles/{place}", "unknown-role", "is no role of the draft") for place in places])
