"""Passwords of users and of staff alike: found, replaced, and told of."""

from dataclasses import replace
from typing import Literal

from contracts.identity.passwords import PasswordChanged, PasswordPerson
from identity.app.ending import end_sessions
from identity.app.sending import tenant_name
from identity.app.showing import public_name
from identity.domain.session import Holder
from identity.domain.staff import StaffMember
from identity.domain.user import User
from identity.ports import Outside

Person = User | StaffMember


async def person_of(outside: Outside, holder: Holder, person_id: str) -> Person | None:
    """Give whose password it is."""
    return await (outside.users if holder is Holder.USER else outside.staff).get(person_id)


def language_of(person: Person) -> str:
    """Give the language that somebody reads."""
    return person.preferences.language


async def replace_password(
    outside: Outside,
    person: Person,
    hashed: str,
    how: Literal["reset", "change"],
    *,
    portal: str = "",
    session: str = "",
) -> None:
    """Set it, end every session but the one named, and let the person know by mail. `portal` is a slug."""
    credential = person.credential + 1
    if isinstance(person, User):
        holder = Holder.USER
        await outside.users.put(replace(person, password=hashed, credential=credential))
    else:
        holder = Holder.STAFF
        await outside.staff.put(replace(person, password=hashed, credential=credential))
    await end_sessions(outside, holder, person.id, but=session)
    if session:
        await outside.sessions.prove(session, credential)
    known = await outside.portals.get(portal) if portal else None
    event = PasswordChanged(
        change_id=outside.chance.id(),
        holder=holder.value,
        subject_id=person.id,
        how=how,
        at=outside.clock.now(),
        tenant_name=await tenant_name(outside),
        portal=public_name(outside.tenant, known.slug) if known else None,
        portal_name=known.name if known else None,
        language=language_of(person),
        person=PasswordPerson(email=person.email, name=person.name),
    )
    outside.voice.emit(event, f"{holder.value}/{person.id}")
