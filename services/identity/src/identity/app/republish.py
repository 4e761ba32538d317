"""Says again which memberships hold, in pages by id."""

from typing import Final

from contracts.republishing import Republished, RepublishMemberships
from identity.app.membering import say_granted
from identity.ports import Outside

AT_ONCE: Final = 200


async def republish(outside: Outside, request: RepublishMemberships) -> Republished:
    """Say a page of them."""
    found = await outside.memberships.holding(request.after, AT_ONCE)
    for membership in found:
        say_granted(outside, membership)
    return Republished(said=len(found), next=found[-1].id if len(found) == AT_ONCE else None)
