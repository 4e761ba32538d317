"""Which mail of an invitation still counts, in whatever order the news arrive."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Invitation:
    """What is known of an invitation: the newest attempt, and whether it was taken back, which is for ever."""

    id: str
    attempt: int = 0
    withdrawn: bool = False

    def wants(self, attempt: int) -> bool:
        """Tell whether a mail for this attempt is still to be sent."""
        return not self.withdrawn and attempt > self.attempt

    def at(self, attempt: int) -> "Invitation":
        """Know of this attempt."""
        return replace(self, attempt=attempt)

    def taken_back(self) -> "Invitation":
        """Know that it was withdrawn."""
        return replace(self, withdrawn=True)
