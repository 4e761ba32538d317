"""Takes the wish for a reset link. Whoever asks for whatever address: the same work, the same answer."""

from datetime import datetime

from contracts.identity.passwords import ForgotPassword, ForgotStaffPassword, PasswordPerson, PasswordResetRequested
from contracts.message import Nothing
from contracts.principal import Principal
from identity.app.credentials import Person, language_of
from identity.app.links import issue_links
from identity.app.sending import tenant_name
from identity.app.showing import public_name, slug_of
from identity.app.tries import may_be_mailed
from identity.domain.link import Purpose
from identity.domain.portal import Portal
from identity.domain.reset import ResetSubject
from identity.domain.session import Holder
from identity.domain.tries import Tried
from identity.ports import Outside

NOBODY = "nobody"


async def forgot_password(outside: Outside, request: ForgotPassword, who: Principal) -> Nothing:
    """Send a link, if a user who may sign in there has this address. Raises TooManyTries."""
    wanted = await may_be_mailed(outside, Tried.FORGOT, request.email, who)
    slug = slug_of(request.portal)
    portal = await outside.portals.get(slug)
    user = await outside.users.by_email(request.email)
    memberships = await outside.memberships.of_users([user.id if user else NOBODY])
    member = any(each.portal == slug and each.active for each in memberships)
    welcome = portal is not None and portal.open and portal.password_sign_in
    mailed = user if user is not None and user.active and member and welcome else None
    if wanted:
        await _say(outside, mailed, Holder.USER, slug, portal)
    return Nothing()


async def forgot_staff_password(outside: Outside, request: ForgotStaffPassword, who: Principal) -> Nothing:
    """Send a link, if a staff member who may sign in has this address. Raises TooManyTries."""
    wanted = await may_be_mailed(outside, Tried.STAFF_FORGOT, request.email, who)
    member = await outside.staff.by_email(request.email)
    if wanted:
        await _say(outside, member if member is not None and member.active else None, Holder.STAFF, "", None)
    return Nothing()


async def _say(outside: Outside, person: Person | None, holder: Holder, slug: str, portal: Portal | None) -> None:
    """Make a link and say so; for nobody just the same, but for whom to mail."""
    if person is not None:
        outside.trail.about(holder.value, person.id)
    subject = ResetSubject(
        holder, person.id if person else outside.chance.id(), slug, person.credential if person else 0
    ).text()
    expires_at: datetime = outside.clock.now() + outside.lifetimes.reset
    tokens = await issue_links(outside, Purpose.RESET, [subject], expires_at)
    event = PasswordResetRequested(
        request_id=outside.chance.id(),
        holder=holder.value,
        tenant_name=await tenant_name(outside),
        portal=public_name(outside.tenant, slug) if slug else None,
        portal_name=portal.name if portal else slug or None,
        language=_language(person, portal),
        expires_at=expires_at,
        sealed_token=outside.sealer.seal(tokens[subject]),
        person=PasswordPerson(email=person.email, name=person.name) if person else None,
    )
    outside.voice.emit(event, f"password-resets/{event.request_id}")


def _language(person: Person | None, portal: Portal | None) -> str:
    if person is not None:
        return language_of(person)
    return portal.defaults.language if portal else "en"
