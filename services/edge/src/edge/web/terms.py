"""The terms of a portal: whether who is here has accepted them, and the way to the page that asks.

No page costs a call more: the version in force is in what is known of the portal, the accepted one in the session.
"""

from typing import Final
from urllib.parse import quote

from edge.web.visit import Json, Visit

PAGE: Final = "/terms"
FREE: Final = frozenset({"sign-out", "terms.accept"})
"""What works before they are accepted."""


class TermsDue(Exception):  # noqa: N818  an answer: the page that asks
    """The terms in force come first."""


def terms_of(visit: Visit) -> Json | None:
    """Give the terms in force; None where the portal has none, or is not known at the moment."""
    found: Json | None = visit.public.get("terms")
    return found


def are_due(visit: Visit) -> bool:
    """Tell whether who is here has yet to accept the version in force. Who looks through another's eyes does not."""
    terms, who = terms_of(visit), visit.admitted.who
    return terms is not None and accepted_at(visit) is None and not who.read_only and not who.preview


def accepted_at(visit: Visit) -> str | None:
    """Give when the version in force was accepted, as far as the session knows."""
    terms, accepted = terms_of(visit), visit.profile.get("terms")
    if terms is None or not accepted or accepted["version"] != terms["version"]:
        return None
    at: str | None = accepted["accepted_at"]
    return at


def way_to_terms(visit: Visit) -> str:
    """Give the page that asks, and leads back here."""
    return PAGE + ("" if visit.here == "/" else f"?next={quote(visit.here, safe='/')}")
