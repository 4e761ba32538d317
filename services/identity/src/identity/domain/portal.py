"""What identity knows of a portal: whether it is open, which roles it has, what a new profile starts with."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from identity.domain.refusal import Fault, Refusal
from identity.domain.rights import Rules
from identity.domain.user import Preferences


class ClosedPortal(Refusal):
    """The portal is not published now."""

    code = "identity.portal-closed"
    status = 409
    title = "This portal is closed"

    def __init__(self, detail: str = "Come back later, or ask whoever invited you when it opens.") -> None:
        super().__init__(detail)


class UnknownRoles(Refusal):
    """The portal has no such roles: what they name would grant nothing."""

    code = "identity.unknown-role"
    status = 422
    title = "This portal has no such role"

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults[0].detail, faults=faults)


@dataclass(frozen=True, slots=True)
class Portal:
    """A projection of the newest version heard of, open or not. `rules` says what its roles grant.

    `switched` counts how often it was switched off or on: it orders what is said about the same version. `terms` is
    the version of them that is in force, None where it has none.
    """

    slug: str
    name: str
    version: int
    open: bool
    roles: frozenset[str]
    defaults: Preferences
    password_sign_in: bool = True
    rules: Rules = field(default_factory=dict)
    switched: int = 0
    terms: str | None = None

    def newer_than(self, known: "Portal | None") -> bool:
        """Tell whether this is news: a higher version, the same switched more often, or the known one closed."""
        return known is None or self.turn > known.turn

    @property
    def turn(self) -> tuple[int, int, bool]:
        """Where this news stands in the order of all news of the portal."""
        return self.version, self.switched, not self.open

    def role_faults(self, roles: Sequence[str], pointer: str = "/roles") -> tuple[Fault, ...]:
        """Give each place that names a role which this portal does not have; `pointer` is where the roles stand."""
        return tuple(
            Fault(f"{pointer}/{index}", UnknownRoles.code, f"The portal {self.slug} has no role {role}.")
            for index, role in enumerate(roles)
            if role not in self.roles
        )

    def refuse_unknown(self, roles: Sequence[str]) -> None:
        """Raise UnknownRoles where a role is not one of this portal's."""
        faults = self.role_faults(roles)
        if faults:
            raise UnknownRoles(faults)

    def closed(self, version: int, switched: int = 0) -> "Portal":
        """Give it as closed as of this version, switched so often."""
        return replace(self, version=version, switched=switched, open=False)
