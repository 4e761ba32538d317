"""How domain things look in answers."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from contracts.identity import invitations, own_profile, people, sessions, staff, tenancy
from identity.domain.api_key import ApiKey
from identity.domain.invitation import Invitation
from identity.domain.membership import Membership
from identity.domain.portal import Portal
from identity.domain.staff import StaffMember
from identity.domain.user import User


def public_name(tenant: str, slug: str) -> str:
    """Write a portal's public name."""
    return f"{tenant}/{slug}"


def slug_of(public: str) -> str:
    """Give the slug of a public name."""
    return public.split("/", 1)[1]


def user_shown(user: User) -> sessions.User:
    """Show a user to themselves."""
    return sessions.User(id=user.id, email=user.email, name=user.name)


@dataclass(frozen=True, slots=True)
class Named:
    """What names are shown beside memberships: portals by slug, names of accounts by account."""

    portals: Mapping[str, Portal]
    accounts: Mapping[str, str]


def membership_shown(tenant: str, membership: Membership, named: Named) -> sessions.Membership:
    """Show a membership; a portal that was never heard of shows its slug."""
    portal = named.portals.get(membership.portal)
    return sessions.Membership(
        id=membership.id,
        portal=public_name(tenant, membership.portal),
        portal_name=portal.name if portal else membership.portal,
        account_id=membership.account,
        account_name=named.accounts.get(membership.account),
        contact_id=membership.contact,
        roles=membership.roles,
    )


def portal_user_shown(tenant: str, user: User, memberships: tuple[Membership, ...], named: Named) -> people.PortalUser:
    """Show a user to staff."""
    return people.PortalUser(
        id=user.id,
        email=user.email,
        name=user.name,
        state="active" if user.active else "deactivated",
        memberships=tuple(membership_shown(tenant, membership, named) for membership in memberships),
        created_at=user.created_at,
    )


def profile_shown(tenant: str, user: User, membership: Membership, named: Named) -> people.Profile:
    """Show a user's whole profile to themselves."""
    return people.Profile.model_validate(
        {
            "id": user.id,
            "email": user.email,
            "name": user.name,
            "language": user.preferences.language,
            "time_zone": user.preferences.time_zone,
            "date_format": user.preferences.date_format,
            "time_format": user.preferences.time_format,
            "country": user.preferences.country,
            "membership": membership_shown(tenant, membership, named),
            "terms": _terms_shown(user, named.portals.get(membership.portal)),
        }
    )


def _terms_shown(user: User, portal: Portal | None) -> people.TermsAccepted | None:
    if portal is None or portal.terms is None:
        return None
    accepted = user.accepted.get(portal.slug)
    at = accepted.at if accepted is not None and accepted.version == portal.terms else None
    return people.TermsAccepted(version=portal.terms, accepted_at=at)


def staff_shown(tenant: str, member: StaffMember) -> sessions.StaffMember:
    """Show a staff member."""
    return sessions.StaffMember(id=member.id, tenant=tenant, email=member.email, name=member.name, roles=member.roles)


def own_profile_shown(member: StaffMember) -> own_profile.OwnProfile:
    """Show a staff member's whole profile to themselves."""
    return own_profile.OwnProfile.model_validate(
        {
            "id": member.id,
            "email": member.email,
            "name": member.name,
            "roles": member.roles,
            **asdict(member.preferences),
        }
    )


def staff_entry_shown(member: StaffMember) -> staff.StaffEntry:
    """Show a staff member to owners."""
    return staff.StaffEntry.model_validate(
        {
            "id": member.id,
            "email": member.email,
            "name": member.name,
            "roles": member.roles,
            "state": member.state.value,
            "created_at": member.created_at,
        }
    )


def invitation_shown(tenant: str, invitation: Invitation, now: datetime) -> invitations.Invitation:
    """Show an invitation to staff."""
    return invitations.Invitation(
        id=invitation.id,
        portal=public_name(tenant, invitation.portal),
        email=invitation.email,
        name=invitation.name,
        account_id=invitation.account,
        contact_id=invitation.contact,
        roles=invitation.roles,
        state=invitation.state_at(now).value,
        expires_at=invitation.expires_at,
        created_at=invitation.created_at,
    )


def key_shown(key: ApiKey) -> tenancy.ApiKey:
    """Show a key without its secret."""
    return tenancy.ApiKey.model_validate(
        {
            "id": key.id,
            "name": key.name,
            "hint": key.hint,
            "scopes": key.scopes,
            "created_at": key.created_at,
            "last_used_at": key.last_used_at,
        }
    )
