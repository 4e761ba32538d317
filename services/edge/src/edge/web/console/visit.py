"""A visit to the console."""

from dataclasses import dataclass
from typing import Any, ClassVar, Final

from contracts.identity.audit import ListAudit
from contracts.identity.invitations import ListInvitations
from contracts.identity.people import ListUsers
from contracts.identity.staff import ListStaff
from contracts.identity.tenancy import ListApiKeys
from contracts.identity.view_as import ViewAs
from contracts.message import Request
from contracts.portal_config.portals import ListPortals
from contracts.portal_config.tenancy import ListModules
from contracts.records.explaining import ExplainVisibility
from contracts.records.intake import ListQuarantine
from contracts.records.jobs import ListJobs
from contracts.records.sources import ListSources
from edge.web.catalogues import LANGUAGES, later
from edge.web.language import own_name
from edge.web.visit import Visit

Entry = tuple[str, str, str, type[Request[Any]] | None]
"""Path below the console, icon, words, and the call that the page begins with: who may make it, may go there."""


@dataclass(slots=True)
class ConsoleVisit(Visit):
    """A request for a page of the console; `portal` is empty, `profile` tells of the staff member."""

    FRAME: ClassVar[str] = "console/frame"

    @property
    def root(self) -> str:
        """Give what the paths of the console begin with."""
        return "/console"

    @property
    def roles(self) -> frozenset[str]:
        """Give the roles of the staff member, as their token says."""
        return self.admitted.who.roles

    @property
    def may_view_as(self) -> bool:
        """Tell whether this person may look through a customer's eyes."""
        return bool(ViewAs.ROLES & self.roles)

    def language_name(self, code: str) -> str:
        """Give a language's own name; one that this console does not speak is named by its code."""
        return own_name(code) if code in LANGUAGES else code

    @property
    def tenant(self) -> str:
        """Give the tenant."""
        return self.admitted.who.tenant

    @property
    def menu(self) -> list[tuple[str, str, str, bool]]:
        """Give the entries of the side navigation that this person may open: path, icon, words, whether it is here."""
        here = self.page.below.split("/")[1]
        return [
            (below, icon, words, below.split("/")[1] == here)
            for below, icon, words, call in MENU
            if call is None or not call.ROLES or call.ROLES & self.roles
        ]


MENU: Final[tuple[Entry, ...]] = (
    ("/", "house", later("Overview"), None),
    ("/portals", "layout-grid", later("Portals"), ListPortals),
    ("/modules", "package", later("Modules"), ListModules),
    ("/people", "users-round", later("People"), ListUsers),
    ("/invitations", "mail", later("Invitations"), ListInvitations),
    ("/staff", "user-round", later("Staff"), ListStaff),
    ("/explain", "search", later("Explain"), ExplainVisibility),
    ("/quarantine", "inbox", later("Quarantine"), ListQuarantine),
    ("/sources", "building-2", later("Backoffices"), ListSources),
    ("/jobs", "clock", later("Jobs"), ListJobs),
    ("/api-keys", "key-round", later("API keys"), ListApiKeys),
    ("/audit", "file-text", later("Audit trail"), ListAudit),
)
"""The side navigation, in order."""
