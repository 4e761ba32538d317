"""Sets a staff member's first password with their one-time link, and signs them in."""

from dataclasses import replace

from contracts.identity.sessions import ActivateStaff, StaffSignedIn
from contracts.principal import Principal
from identity.app.links import open_counted, use_link
from identity.app.new_password import hash_new_password
from identity.app.opening import sign_in_staff_member
from identity.domain.link import Purpose, UnknownLink
from identity.domain.staff import StaffState
from identity.ports import Outside


async def activate_staff(outside: Outside, request: ActivateStaff, who: Principal) -> StaffSignedIn:
    """Activate whom the link was made for, once."""
    link = await open_counted(outside, Purpose.STAFF, request.token, who)
    member = await outside.staff.get(link.subject)
    if member is None or member.state is not StaffState.INVITED:
        raise UnknownLink
    password = await hash_new_password(outside, request.password, member.email)
    preferences = replace(member.preferences, language=request.language or member.preferences.language)
    member = replace(
        member,
        name=request.name,
        password=password,
        state=StaffState.ACTIVE,
        credential=member.credential + 1,
        preferences=preferences,
    )
    await use_link(outside, link)
    await outside.staff.put(member)
    return await sign_in_staff_member(outside, member, who)
