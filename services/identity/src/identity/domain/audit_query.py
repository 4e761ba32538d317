"""What somebody looks for in the audit trail."""

from dataclasses import dataclass

from identity.domain.audit import ChainedEntry, Json


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the trail by time; `at` as it is stored."""

    at: str
    n: int


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """By actor, action and subject, each None for any; `since` is included, `until` is not, both as stored."""

    actor: str | None = None
    action: str | None = None
    subject: str | None = None
    since: str | None = None
    until: str | None = None

    @property
    def crossed(self) -> bool:
        """Tell whether more is asked for than one index knows."""
        return sum(part is not None for part in (self.actor, self.action, self.subject)) > 1

    def matches(self, found: ChainedEntry) -> bool:
        """Tell whether an entry of the time asked for is by this actor, of this action and about this subject."""
        entry = found.entry
        return (
            self.actor in (None, _member(entry.get("actor"), "id"))
            and self.action in (None, entry.get("action"))
            and (self.subject is None or self.subject in _ids(entry))
        )


def _member(value: object, name: str) -> object:
    return value.get(name) if isinstance(value, dict) else None


def _ids(entry: Json) -> list[object]:
    subjects = entry.get("subjects")
    return [_member(subject, "id") for subject in subjects] if isinstance(subjects, list) else []
