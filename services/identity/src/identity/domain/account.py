"""What identity knows of an account: what it is called, and whether it is still there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Account:
    """A projection of the newest revision heard of. `name` is None where it is gone, or was never said."""

    id: str
    revision: int
    name: str | None
    gone: bool = False

    def newer_than(self, known: "Account | None") -> bool:
        """Tell whether this is news."""
        return known is None or self.revision > known.revision
