"""Accepts the terms of the portal that somebody is in."""

from dataclasses import replace

from contracts.identity.people import AcceptTerms, TermsAccepted
from contracts.principal import Principal
from identity.domain.refusal import NotFound
from identity.domain.terms import accepting
from identity.ports import Outside


async def accept_terms(outside: Outside, request: AcceptTerms, who: Principal) -> TermsAccepted:
    """Keep which version was accepted, and when. Raises NotFound, TermsChanged."""
    user, portal = await outside.users.get(who.subject), await outside.portals.get(who.portal)
    if user is None or portal is None:
        raise NotFound
    before = user.accepted.get(portal.slug)
    now = accepting(portal.terms, request.version, before, outside.clock.now())
    if now != before:
        await outside.users.put(replace(user, accepted={**user.accepted, portal.slug: now}))
    return TermsAccepted(version=now.version, accepted_at=now.at)
