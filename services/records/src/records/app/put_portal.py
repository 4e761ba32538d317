"""Puts a portal's version in force, or takes the portal out of force."""

from collections.abc import Mapping

from contracts.portal_config.portals import PortalPublished, PortalUnpublished
from contracts.records.intake import PolicyChanged
from records.app.context import Context
from records.domain.turn import Turn


async def publish_portal(event: PortalPublished, at: Context) -> None:
    """Put a version in force where it is newer than what was heard of the portal; keep it to ask about in any case."""
    await at.versions.keep(event.slug, event.version, event.document)
    turn = Turn(event.version, event.switched)
    heard = await at.rules.portal_turn(event.slug)
    if heard is None or turn > heard:
        await _put(event.slug, turn, event.document, at)


async def unpublish_portal(event: PortalUnpublished, at: Context) -> None:
    """Take a portal out of force as of this turn; off is stronger than on of the same turn."""
    turn = Turn(event.version, event.switched)
    heard = await at.rules.portal_turn(event.slug)
    if heard is None or turn >= heard:
        await _put(event.slug, turn, None, at)


async def _put(slug: str, turn: Turn, document: Mapping[str, object] | None, at: Context) -> None:
    await at.rules.put_portal(slug, turn, document)
    at.say(PolicyChanged(portal=slug, version=turn.version), f"portals/{slug}")
