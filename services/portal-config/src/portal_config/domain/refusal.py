"""What portal-config refuses. Each refusal has a stable code; faults point at places in the request."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from portal_config.domain.change import Change


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong place. `pointer` is an RFC 6901 JSON pointer into the request, `detail` is for people."""

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


class UnknownTenant(Refusal):
    """Nobody made this tenant."""

    code, status, title = "portal-config.unknown-tenant", 404, "There is no such tenant"


class UnknownModule(Refusal):
    """The tenant has not defined this module."""

    code, status, title = "portal-config.unknown-module", 404, "There is no such module"


class UnknownPortal(Refusal):
    """The tenant has no such portal, or nobody published it."""

    code, status, title = "portal-config.unknown-portal", 404, "There is no such portal"


class UnknownLogo(Refusal):
    """The tenant has no such logo."""

    code, status, title = "portal-config.unknown-logo", 404, "There is no such logo"


class NoLogo(Refusal):
    """What was sent cannot be a logo."""

    code, status, title = "portal-config.no-logo", 422, "This cannot be a logo"

    def __init__(self, detail: str) -> None:
        super().__init__(detail, (Fault("/content", "no-logo", detail),))


class UnknownVersion(Refusal):
    """The portal was never published with this number."""

    code, status, title = "portal-config.unknown-version", 404, "There is no such version"


class UnknownDraft(Refusal):
    """The draft was never at this revision, is at it now, or it is no longer kept."""

    code, status, title = "portal-config.unknown-draft", 404, "There is no such earlier draft"


class NeverPublished(Refusal):
    """Only what was published once can be switched off and on."""

    code, status, title = "portal-config.never-published", 409, "This portal has not been published yet"

    def __init__(self) -> None:
        super().__init__("Publish it first.")


class PublishedOnce(Refusal):
    """What was published stays, with its versions; it can be switched off."""

    code, status, title = "portal-config.published-once", 409, "This portal has been published"

    def __init__(self) -> None:
        super().__init__("Switch it off instead: its versions and its memberships stay.")


class PortalOff(Refusal):
    """The portal is switched off: nobody is let in until it is on again."""

    code, status, title = "portal-config.portal-off", 404, "This portal is switched off"

    def __init__(self) -> None:
        super().__init__("Come back later, or ask whoever invited you when it opens again.")


class PortalExists(Refusal):
    """The address is taken."""

    code, status, title = "portal-config.portal-exists", 409, "There is a portal with this address already"


class TooMany(Refusal):
    """A tenant has a bounded number of portals and of modules."""

    code, status, title = "portal-config.too-many", 409, "There are too many of them already"


class DraftChanged(Refusal):
    """Somebody else saved the draft in the meantime. `changes` lead from what the author saw to what is there now."""

    code, status, title = "portal-config.draft-changed", 412, "The draft has been changed in the meantime"

    def __init__(self, detail: str = "", *, changes: Sequence[Change] = ()) -> None:
        super().__init__(detail)
        self.changes = tuple(changes)


class DraftInvalid(Refusal):
    """The draft does not hold against the tenant's modules as they are now."""

    code, status, title = "portal-config.draft-invalid", 422, "The portal's document is not valid"


class VersionOutdated(Refusal):
    """An old version names what the tenant's modules no longer have."""

    code, status, title = "portal-config.version-outdated", 409, "This version does not fit today's modules"


class ModuleInvalid(Refusal):
    """The definition does not hold in itself."""

    code, status, title = "portal-config.module-invalid", 422, "The module's definition is not valid"


class ModuleChanged(Refusal):
    """Somebody else defined the module in the meantime."""

    code, status, title = "portal-config.module-changed", 412, "The module has been defined anew in the meantime"


class ModuleInUse(Refusal):
    """A published portal uses what the new definition leaves out."""

    code, status, title = "portal-config.module-in-use", 409, "A published portal uses what this would take away"
