"""Shows an invitation to whoever holds its link."""

from contracts.identity.invitations import InvitationPreview, ProfileDefaults, ShowInvitation
from contracts.principal import Principal
from identity.app.invited import open_invitation
from identity.app.showing import public_name
from identity.ports import Outside


async def show_invitation(outside: Outside, request: ShowInvitation, _who: Principal) -> InvitationPreview:
    """Show it, and change nothing."""
    invited = await open_invitation(outside, request.token)
    invitation, portal, defaults = invited.invitation, invited.portal, invited.portal.defaults
    return InvitationPreview(
        portal=public_name(outside.tenant, portal.slug),
        portal_name=portal.name,
        inviter=invitation.inviter,
        email=invitation.email,
        name=invitation.name,
        defaults=ProfileDefaults.model_validate(
            {
                "language": invitation.language or defaults.language,
                "time_zone": defaults.time_zone,
                "date_format": defaults.date_format,
                "time_format": defaults.time_format,
                "country": defaults.country,
            }
        ),
        sign_in=invited.user is not None,
        expires_at=invitation.expires_at,
    )
