"""What identity knows of a portal: whether it is open, which roles it has, what a new profile starts with."""

from dataclasses import dataclass, replace

from identity.domain.refusal import Refusal
from identity.domain.user import Preferences


class ClosedPortal(Refusal):
    """The portal is not published now."""

    code = "identity.portal-closed"
    status = 409
    title = "This portal is closed"

    def __init__(self) -> None:
        super().__init__("Whoever invited you can tell when it opens.")


@dataclass(frozen=True, slots=True)
class Portal:
    """A projection of the newest version heard of, open or not."""

    slug: str
    name: str
    version: int
    open: bool
    roles: frozenset[str]
    defaults: Preferences
    password_sign_in: bool = True

    def newer_than(self, known: "Portal | None") -> bool:
        """Tell whether this is news: a higher version, or that the known version was closed."""
        return known is None or (self.version, not self.open) > (known.version, not known.open)

    def closed(self, version: int) -> "Portal":
        """Give it as closed as of this version."""
        return replace(self, version=version, open=False)
