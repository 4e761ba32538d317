"""Compares two versions of a portal, or one with its draft."""

from contracts.portal_config.versions import CompareVersions, Comparison
from portal_config.app import answers
from portal_config.app.comparing import compared
from portal_config.app.context import Context
from portal_config.app.finding import the_portal, the_version
from portal_config.domain.change import MAX_IN_A_COMPARISON
from portal_config.domain.document import Document
from portal_config.domain.portal import Portal
from portal_config.domain.refusal import UnknownVersion


async def compare_versions(request: CompareVersions, at: Context) -> Comparison:
    """Give what differs. Raises UnknownPortal, UnknownVersion."""
    portal = await the_portal(at, request.slug)
    before, after = await _named(at, portal, request.before), await _named(at, portal, request.after)
    return answers.comparison(request, compared(before, after, MAX_IN_A_COMPARISON))


async def _named(at: Context, portal: Portal, name: str) -> Document:
    if name == "draft":
        return portal.draft.document
    if name == "published" and portal.published is None:
        raise UnknownVersion("The portal has not been published yet: compare versions by their numbers, or publish it.")
    number = portal.published if name == "published" else int(name)
    return (await the_version(at, portal, number or 0)).document
