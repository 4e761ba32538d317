"""A staff member's own account: the portal's pages about oneself, asked and changed as staff."""

from collections.abc import Mapping
from typing import Final

from contracts.identity.own_profile import ChangeOwnProfile, ShowOwnProfile
from edge.web.account import password, profile, sessions
from edge.web.account.profile import ProfilePages
from edge.web.page_door import Show
from edge.web.visit import Json, Visit

KEPT: Final = ("id", "email", "name", "language", "time_zone", "date_format", "time_format", "country")
"""What the cookie keeps of a profile."""


def kept_of(me: Json) -> Json:
    """Give what the cookie keeps of a profile as identity tells it."""
    return {name: me.get(name) for name in KEPT}


async def profile_of(visit: Visit) -> Json:
    """Give what the cookie keeps of a profile: asked as whoever `visit` is admitted as."""
    return kept_of(await visit.ask(ShowOwnProfile()))


OWN_PROFILE: Final = ProfilePages(ShowOwnProfile, ChangeOwnProfile, kept_of)
OWN: Final[Mapping[str, Show]] = {
    "console.profile": OWN_PROFILE.show,
    "console.profile.save": OWN_PROFILE.save,
    "console.appearance.save": profile.save_appearance,
    "console.password": password.show,
    "console.password.change": password.change,
    "console.sessions": sessions.show,
    "console.sessions.end-all": sessions.end_all,
    "console.sessions.end": sessions.end,
}
