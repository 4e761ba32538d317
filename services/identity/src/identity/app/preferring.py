"""How somebody wants to read, as they change it: what is left out stays."""

from dataclasses import replace

from contracts.identity.own_profile import ChangeOwnProfile
from contracts.identity.people import ChangeMe
from identity.domain.user import Preferences


def preferred(request: ChangeMe | ChangeOwnProfile, now: Preferences) -> Preferences:
    """Give what they want from now on. Only the country may be taken away, by null."""
    return replace(
        now,
        language=request.language or now.language,
        time_zone=request.time_zone or now.time_zone,
        date_format=request.date_format or now.date_format,
        time_format=request.time_format or now.time_format,
        country=request.country if "country" in request.model_fields_set else now.country,
    )
