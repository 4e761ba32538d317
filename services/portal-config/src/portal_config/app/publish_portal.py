"""Publishes a portal's draft as the next version."""

from contracts.portal_config.portals import PublishPortal
from contracts.portal_config.portals import Version as Answer
from contracts.principal import Principal
from portal_config.app import answers
from portal_config.app.checking import IN_DRAFT, Faulty, checked_portal, definitions
from portal_config.app.comparing import expect_draft
from portal_config.app.context import Context
from portal_config.app.finding import the_portal
from portal_config.app.signing import signature
from portal_config.domain.refusal import DraftInvalid


async def publish_portal(request: PublishPortal, who: Principal, at: Context) -> Answer:
    """Put the draft in force; an unchanged one answers the version in force. A portal that is off stays off.

    Raises UnknownPortal, DraftChanged, DraftInvalid.
    """
    await at.tenants.take_turn()
    portal = await the_portal(at, request.slug)
    if request.expected_revision is not None:
        await expect_draft(at, portal, request.expected_revision)
    try:
        document = checked_portal(portal.draft.document.value, definitions(await at.modules.all()))
    except Faulty as error:
        raise DraftInvalid("The modules have changed since it was saved.", error.under(IN_DRAFT)) from error
    current = await at.versions.find(portal.slug, portal.published) if portal.published else None
    if current is not None and current.document == document:
        return answers.version(current)
    published, version = portal.publish(document, at.now(), signature(who))
    await at.portals.put(published)
    await at.versions.add(version)
    if published.on:
        at.say(answers.portal_published(published, version), f"portals/{portal.slug}")
    return answers.version(version)
