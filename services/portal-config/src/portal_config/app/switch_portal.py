"""Switches a published portal off, and on again with the version that it had."""

from contracts.portal_config.portals import Portal as Answer
from contracts.portal_config.versions import SwitchPortal
from portal_config.app import answers
from portal_config.app.context import Context
from portal_config.app.finding import the_portal, the_version


async def switch_portal(request: SwitchPortal, at: Context) -> Answer:
    """Switch it; one that is so already says nothing. Raises UnknownPortal, NeverPublished."""
    await at.tenants.take_turn()
    portal = await the_portal(at, request.slug)
    switched = portal.switch(on=request.on)
    if switched is not portal:
        await at.portals.put(switched)
        if switched.on:
            version = await the_version(at, switched, switched.in_force)
            at.say(answers.portal_published(switched, version), f"portals/{switched.slug}")
        else:
            at.say(answers.portal_unpublished(switched), f"portals/{switched.slug}")
    return answers.portal(switched.entry)
