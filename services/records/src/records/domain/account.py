"""An account: the company or person in the backoffice that customers act for."""

from dataclasses import dataclass, replace

from records.domain.ancestry import MAX_DEPTH


@dataclass(frozen=True, slots=True)
class Contact:
    """A person at the account. Personal data."""

    id: str
    name: str | None = None
    email: str | None = None
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """As the backoffice last said it. `ancestors` are nearest first. A deleted one keeps its revision."""

    id: str
    revision: int
    deleted: bool = False
    name: str = ""
    kind: str = "customer"
    parent: str | None = None
    emails: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    language: str | None = None
    features: tuple[str, ...] = ()
    ancestors: tuple[str, ...] = ()

    def under(self, ancestors: tuple[str, ...]) -> "Account":
        """Give it with these above it; itself never counts, nor what would stand too high."""
        return replace(self, ancestors=tuple(dict.fromkeys(a for a in ancestors if a != self.id))[:MAX_DEPTH])
