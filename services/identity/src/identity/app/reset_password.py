"""Sets a new password with a mailed link: once, ending every session and opening none."""

from contracts.identity.passwords import ResetPassword
from contracts.message import Nothing
from contracts.principal import Principal
from identity.app.credentials import Person, person_of, replace_password
from identity.app.links import open_counted, use_link
from identity.app.new_password import hash_new_password
from identity.app.tries import proven_by_mail
from identity.domain.link import Purpose, ReplacedLink, WithdrawnLink
from identity.domain.reset import ResetSubject
from identity.domain.session import Holder
from identity.domain.tries import Tried
from identity.ports import Outside


async def reset_password(outside: Outside, request: ResetPassword, who: Principal) -> Nothing:
    """Set it. Nobody is signed in by it: whatever signing in asks for beside the password, it still asks for."""
    link = await open_counted(outside, Purpose.RESET, request.token, who)
    subject = ResetSubject.read(link.subject)
    person = await holder_of(outside, subject)
    outside.trail.about(subject.holder.value, person.id)
    hashed = await hash_new_password(outside, request.password, person.email)
    await use_link(outside, link)
    what = Tried.SIGN_IN if subject.holder is Holder.USER else Tried.STAFF_SIGN_IN
    await proven_by_mail(outside, what, person.email, who)
    await replace_password(outside, person, hashed, "reset", portal=subject.portal)
    return Nothing()


async def holder_of(outside: Outside, subject: ResetSubject) -> Person:
    """Give whose password a link replaces. Raises WithdrawnLink, and ReplacedLink once another password was set."""
    person = await person_of(outside, subject.holder, subject.id)
    if person is None or not person.active:
        raise WithdrawnLink
    if person.credential != subject.credential:
        raise ReplacedLink
    return person
