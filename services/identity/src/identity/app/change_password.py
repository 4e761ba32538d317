"""Changes one's own password: whoever only found an open browser does not know the one before."""

from contracts.identity.passwords import ChangePassword
from contracts.message import Nothing, Who
from contracts.principal import Principal
from identity.app.credentials import person_of, replace_password
from identity.app.new_password import hash_new_password
from identity.app.tries import before_password, right_password, wrong_password
from identity.domain.password import WrongPassword
from identity.domain.refusal import NotFound
from identity.domain.session import Holder
from identity.domain.tries import Tried
from identity.ports import Outside

NEW = "/new"


async def change_password(outside: Outside, request: ChangePassword, who: Principal) -> Nothing:
    """Change it, ending every other session. Raises WrongPassword, WeakPassword, TooManyTries."""
    person = await person_of(outside, Holder.USER if who.kind is Who.USER else Holder.STAFF, who.subject)
    if person is None:
        raise NotFound
    outside.trail.about(who.kind.value, person.id)
    tried = await before_password(outside, Tried.CHANGE, person.id, who)
    if not await outside.passwords.verified(request.current, person.password):
        await wrong_password(outside, tried)
        raise WrongPassword
    await right_password(outside, tried)
    hashed = await hash_new_password(outside, request.new, person.email, NEW)
    await replace_password(outside, person, hashed, "change", portal=who.portal, session=who.session)
    return Nothing()
