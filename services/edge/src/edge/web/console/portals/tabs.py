"""The strip between the pages of one portal: what there is to edit, and which of it is here."""

from dataclasses import dataclass
from typing import Final

from edge.web.catalogues import later
from edge.web.visit import Visit

TABS: Final[tuple[tuple[str, str], ...]] = (
    ("", later("Overview")),
    ("/modules", later("Modules")),
    ("/roles", later("Roles")),
    ("/exceptions", later("Exceptions")),
    ("/look", later("Look")),
    ("/notices", later("Notices")),
    ("/sign-in", later("Sign-in")),
    ("/document", later("Document")),
)
"""Path below the portal, and words, in order."""
MODULE_TABS: Final[tuple[tuple[str, str], ...]] = (
    ("", later("Fields and rights")),
    ("/filter", later("Which records")),
    ("/layout", later("Layout")),
)
"""The same below a module of the portal."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One of them."""

    below: str
    words: str
    here: bool


def tabs_of(visit: Visit, slug: str) -> list[Tab]:
    """Give the strip as it stands on this page."""
    return strip(visit, f"/portals/{slug}", TABS)


def module_tabs_of(visit: Visit, slug: str, module: str) -> list[Tab]:
    """Give the strip between the pages of one module."""
    return strip(visit, f"/portals/{slug}/modules/{module}", MODULE_TABS)


def strip(visit: Visit, root: str, tabs: tuple[tuple[str, str], ...]) -> list[Tab]:
    """Give a strip of pages below `root`; the first is here where no other is."""
    here = visit.http.url.path.removeprefix(visit.root + root)
    found = [below for below, _ in tabs if below and (here == below or here.startswith(below + "/"))]
    current = found[0] if found else tabs[0][0]
    return [Tab(root + below, visit.say(words), below == current) for below, words in tabs]
