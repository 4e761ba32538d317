"""What a reset link is about: one password of one person, and the portal it was asked for at."""

from dataclasses import dataclass

from identity.domain.link import UnknownLink
from identity.domain.session import Holder


@dataclass(frozen=True, slots=True)
class ResetSubject:
    """`credential` is that of the password to replace: once any other is set, the link no longer works."""

    holder: Holder
    id: str
    portal: str
    credential: int

    def text(self) -> str:
        """Write it as the subject of a link. The portal is a slug, "" for staff."""
        return f"{self.holder.value}/{self.id}/{self.portal}/{self.credential}"

    @classmethod
    def read(cls, text: str) -> "ResetSubject":
        """Read it again. Raises UnknownLink."""
        parts = text.split("/")
        if len(parts) != 4:
            raise UnknownLink
        return cls(Holder(parts[0]), parts[1], parts[2], int(parts[3]))
