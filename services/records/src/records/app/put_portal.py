"""Puts a portal's version in force, or takes the portal out of force."""

from collections.abc import Mapping

from contracts.records.intake import PolicyChanged
from records.app.context import Context


async def publish_portal(slug: str, version: int, document: Mapping[str, object], at: Context) -> None:
    """Put a version in force where it is newer than what was heard of the portal; keep it to ask about in any case."""
    await at.versions.keep(slug, version, document)
    heard = await at.rules.portal_version(slug)
    if heard is None or version > heard:
        await _put(slug, version, document, at)


async def unpublish_portal(slug: str, version: int, at: Context) -> None:
    """Take a portal out of force as of this version; off is stronger than on of the same version."""
    heard = await at.rules.portal_version(slug)
    if heard is None or version >= heard:
        await _put(slug, version, None, at)


async def _put(slug: str, version: int, document: Mapping[str, object] | None, at: Context) -> None:
    await at.rules.put_portal(slug, version, document)
    at.say(PolicyChanged(portal=slug, version=version), f"portals/{slug}")
