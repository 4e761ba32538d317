"""Opens sessions and hands out their tokens: what every way of signing in ends with."""

from contracts.identity.sessions import SignedIn, StaffSignedIn, Tokens
from contracts.message import Who
from contracts.principal import Principal
from identity.app.naming import names_beside
from identity.app.showing import membership_shown, staff_shown, user_shown
from identity.domain.membership import Membership
from identity.domain.refresh_token import RefreshToken
from identity.domain.session import Holder, Session
from identity.domain.staff import StaffMember
from identity.domain.user import User
from identity.ports import Outside

FIRST_NUMBER = 1


async def sign_in_user(outside: Outside, user: User, membership: Membership, who: Principal) -> SignedIn:
    """Open a session of a user as a membership, and let the trail know who it is."""
    session = await _start(outside, user, membership.id, who)
    outside.trail.acted(user_principal(outside, session, membership))
    return await user_signed_in(outside, session, user, membership)


async def user_signed_in(outside: Outside, session: Session, user: User, membership: Membership) -> SignedIn:
    """Give the answer for a session that is there already."""
    tokens = hand_out(outside, session, user_principal(outside, session, membership))
    named = await names_beside(outside, [membership])
    return SignedIn(
        **dict(tokens), user=user_shown(user), membership=membership_shown(outside.tenant, membership, named)
    )


async def sign_in_staff_member(outside: Outside, member: StaffMember, who: Principal) -> StaffSignedIn:
    """Open a session of a staff member, and let the trail know who it is."""
    session = await _start(outside, member, None, who)
    principal = staff_principal(outside, session, member)
    outside.trail.acted(principal)
    tokens = hand_out(outside, session, principal)
    return StaffSignedIn(**dict(tokens), staff=staff_shown(outside.tenant, member))


def user_principal(outside: Outside, session: Session, membership: Membership) -> Principal:
    """Give what a user's access token says: today's membership, never an older token's."""
    return Principal(
        Who.USER,
        tenant=outside.tenant,
        subject=membership.user,
        session=session.family,
        membership=membership.id,
        membership_revision=membership.revision,
        portal=membership.portal,
        account=membership.account,
        contact=membership.contact,
        roles=frozenset(membership.roles),
    )


def staff_principal(outside: Outside, session: Session, member: StaffMember) -> Principal:
    """Give what a staff member's access token says."""
    return Principal(
        Who.STAFF,
        tenant=outside.tenant,
        subject=member.id,
        session=session.family,
        roles=frozenset(member.roles),
    )


def bearer_of(outside: Outside, session: Session) -> Principal:
    """Give whose session it is, for the trail: whether they may still do anything is another question."""
    kind = Who.USER if session.holder is Holder.USER else Who.STAFF
    membership = session.membership or ""
    return Principal(kind, outside.tenant, session.subject, session=session.family, membership=membership)


def hand_out(outside: Outside, session: Session, principal: Principal) -> Tokens:
    """Give an access token, and the session's current refresh token."""
    seconds = int(outside.lifetimes.access.total_seconds())
    refresh = outside.refresh_tokens.write(RefreshToken(outside.tenant, session.family, session.number))
    return Tokens(access_token=outside.signer.sign(principal, seconds), refresh_token=refresh, expires_in=seconds)


async def _start(outside: Outside, person: User | StaffMember, membership: str | None, who: Principal) -> Session:
    now = outside.clock.now()
    session = Session(
        family=outside.chance.id(),
        holder=Holder.USER if isinstance(person, User) else Holder.STAFF,
        subject=person.id,
        membership=membership,
        number=FIRST_NUMBER,
        device=who.device,
        started_at=now,
        rotated_at=now,
        expires_at=now + outside.lifetimes.session,
        agent=who.agent,
        credential=person.credential,
    )
    await outside.sessions.start(session)
    return session
