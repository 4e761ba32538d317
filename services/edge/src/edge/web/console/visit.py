"""A visit to the console."""

from dataclasses import dataclass
from typing import ClassVar, Final

from edge.web.catalogues import later
from edge.web.visit import Visit

Entry = tuple[str, str, str, frozenset[str]]
"""Path below the console, icon, words, and the staff roles that may go there."""
EVERYBODY: Final = frozenset({"owner", "designer", "support", "finance", "auditor"})


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
    def tenant(self) -> str:
        """Give the tenant."""
        return self.admitted.who.tenant

    @property
    def menu(self) -> list[tuple[str, str, str, bool]]:
        """Give the entries of the side navigation that this person may open: path, icon, words, whether it is here."""
        here = self.page.below.split("/")[1]
        return [
            (below, icon, words, below.split("/")[1] == here)
            for below, icon, words, roles in MENU
            if roles & self.roles
        ]


MENU: Final[tuple[Entry, ...]] = (("/", "house", later("Overview"), EVERYBODY),)
"""The side navigation, in order."""
