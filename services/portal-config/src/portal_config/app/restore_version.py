"""Puts an earlier version in force again, as the next one."""

from typing import Final

from contracts.portal_config.portals import RestoreVersion
from contracts.portal_config.portals import Version as Answer
from contracts.principal import Principal
from portal_config.app import answers
from portal_config.app.checking import Faulty, checked_portal, definitions
from portal_config.app.comparing import expect_draft
from portal_config.app.context import Context
from portal_config.app.finding import the_portal, the_version
from portal_config.app.signing import signature
from portal_config.domain.refusal import VersionOutdated

TO_DO: Final = "It names what the modules no longer have: define that again, or save the version as draft without it."


async def restore_version(request: RestoreVersion, who: Principal, at: Context) -> Answer:
    """Publish it again; the draft becomes it too. A portal that is off stays off.

    Raises UnknownPortal, DraftChanged, UnknownVersion, VersionOutdated.
    """
    await at.tenants.take_turn()
    portal = await the_portal(at, request.slug)
    if request.expected_revision is not None:
        await expect_draft(at, portal, request.expected_revision)
    earlier = await the_version(at, portal, request.version)
    try:
        document = checked_portal(earlier.document.value, definitions(await at.modules.all()))
    except Faulty as error:
        raise VersionOutdated(TO_DO, error.under("")) from error
    restored, version = portal.restore(earlier, document, at.now(), signature(who))
    await at.drafts.keep(portal)
    await at.portals.put(restored)
    await at.versions.add(version)
    if restored.on:
        at.say(answers.portal_published(restored, version), f"portals/{portal.slug}")
    return answers.version(version)
