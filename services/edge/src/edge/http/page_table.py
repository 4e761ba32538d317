"""Every page of the portal there is, one line each: what is not here is not reachable. `edge.web` shows them by name.

Read a line as: method, path below the portal's address, name, which quota it counts against, who may.
"""

from dataclasses import dataclass
from typing import Final, Literal

from edge.app.limits import RateClass

PORTAL: Final = "/p/{tenant}/{slug}"
For = Literal["anyone", "user"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the portal, or what a form of it is sent to. `below` is its path below the portal's address."""

    method: Literal["GET", "POST"]
    below: str
    name: str
    rate: RateClass = "read"
    who: For = "user"

    @property
    def path(self) -> str:
        """Give the whole path."""
        return PORTAL + self.below


# fmt: off
PORTAL_PAGES: Final = (
    Page("GET", "/", "start"),
    Page("GET", "/sign-in", "sign-in", "read", "anyone"),
    Page("POST", "/sign-in", "sign-in.send", "sign_in", "anyone"),
    Page("POST", "/sign-out", "sign-out", "write"),
    Page("GET", "/forgot", "forgot", "read", "anyone"),
    Page("POST", "/forgot", "forgot.send", "sign_in", "anyone"),
)
# fmt: on
