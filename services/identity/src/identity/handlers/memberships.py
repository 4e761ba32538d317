"""Doors for staff: what users are members of, and as what; and for the operator, to say it all again."""

from chassis.call_router import CallRouter
from contracts.identity.people import ChangeMembership, GrantMembership, RevokeMembership
from contracts.identity.role_counts import CountRoles, RoleCounts
from contracts.identity.sessions import Membership
from contracts.message import Nothing
from contracts.principal import Principal
from contracts.republishing import Republished, RepublishMemberships
from identity.app.use_cases import UseCases

router: CallRouter[UseCases] = CallRouter()


@router.call(CountRoles)
async def on_count_roles(request: CountRoles, who: Principal, use: UseCases) -> RoleCounts:
    """Count who has which role in a portal, and who is invited with it."""
    return await use.count_roles(request, who)


@router.call(GrantMembership)
async def on_grant_membership(request: GrantMembership, who: Principal, use: UseCases) -> Membership:
    """Let an existing user act for one more account in a portal, without an invitation."""
    return await use.grant_membership(request, who)


@router.call(ChangeMembership)
async def on_change_membership(request: ChangeMembership, who: Principal, use: UseCases) -> Membership:
    """Change a membership's roles or contact, in force within 2 s; what is left out stays."""
    return await use.change_membership(request, who)


@router.call(RevokeMembership)
async def on_revoke_membership(request: RevokeMembership, who: Principal, use: UseCases) -> Nothing:
    """End a membership within 2 s, and the sessions that are in it."""
    return await use.revoke_membership(request, who)


@router.call(RepublishMemberships, tenant=lambda request: request.tenant)
async def on_republish(request: RepublishMemberships, _who: Principal, use: UseCases) -> Republished:
    """Say again a page of the memberships that hold."""
    return await use.republish(request)
