"""Notes what identity says of a membership, in whatever order it says it."""

from records.app.context import Context
from records.domain.membership import Membership


async def note_membership(said: Membership, at: Context) -> None:
    """Keep a membership where this is newer than what was heard of it, ended or not."""
    known = await at.memberships.find(said.id)
    if known is None or said.revision > known.revision:
        await at.memberships.put(said)
