"""Shows whoever holds a mailed link what it would do."""

from contracts.identity.passwords import PasswordLink, ShowPasswordLink
from contracts.principal import Principal
from identity.app.credentials import Person, language_of
from identity.app.links import open_link
from identity.app.reset_password import holder_of
from identity.app.sending import tenant_name
from identity.app.showing import public_name
from identity.domain.link import Link, Purpose, UnknownLink, link_fingerprint
from identity.domain.reset import ResetSubject
from identity.domain.staff import StaffState
from identity.ports import Outside


async def show_password_link(outside: Outside, request: ShowPasswordLink, _who: Principal) -> PasswordLink:
    """Show it, and change nothing."""
    if await outside.links.find(link_fingerprint(Purpose.STAFF, request.token)) is not None:
        link = await open_link(outside, Purpose.STAFF, request.token)
        member = await outside.staff.get(link.subject)
        if member is None or member.state is not StaffState.INVITED:
            raise UnknownLink
        return await _shown(outside, link, member, None)
    link = await open_link(outside, Purpose.RESET, request.token)
    subject = ResetSubject.read(link.subject)
    return await _shown(outside, link, await holder_of(outside, subject), subject)


async def _shown(outside: Outside, link: Link, person: Person, subject: ResetSubject | None) -> PasswordLink:
    slug = subject.portal if subject else ""
    portal = await outside.portals.get(slug) if slug else None
    return PasswordLink(
        purpose="reset" if subject else "activate",
        holder=subject.holder.value if subject else "staff",
        tenant=outside.tenant,
        tenant_name=await tenant_name(outside),
        portal=public_name(outside.tenant, slug) if slug else None,
        portal_name=portal.name if portal else slug or None,
        email=person.email,
        name=person.name,
        language=language_of(person),
        expires_at=link.expires_at,
    )
