"""Signs staff in to the console with e-mail address and password."""

from dataclasses import replace

from contracts.identity.sessions import SignInStaff, StaffSignedIn
from contracts.principal import Principal
from identity.app.opening import sign_in_staff_member
from identity.app.tries import before_password, right_password, wrong_password
from identity.domain.sign_in import SignInFailed
from identity.domain.tries import Tried
from identity.ports import Outside


async def sign_in_staff(outside: Outside, request: SignInStaff, who: Principal) -> StaffSignedIn:
    """Sign in; whatever is wrong, the same refusal after the same time, counted the same. Raises TooManyTries."""
    tried = await before_password(outside, Tried.STAFF_SIGN_IN, request.email, who)
    member = await outside.staff.by_email(request.email)
    right = await outside.passwords.verified(request.password, member.password if member else None)
    if member is None or member.password is None or not right or not member.active:
        await wrong_password(outside, tried)
        if member is not None:
            outside.trail.about("staff", member.id)
        raise SignInFailed
    await right_password(outside, tried)
    if outside.passwords.outdated(member.password):
        member = replace(member, password=await outside.passwords.hashed(request.password))
        await outside.staff.put(member)
    return await sign_in_staff_member(outside, member, who)
