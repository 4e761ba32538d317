"""Staff sign a portal user out: on one device, or on all."""

from contracts.identity.person import EndPersonSession, EndPersonSessions
from contracts.message import Nothing
from contracts.principal import Principal
from identity.app.ending import end_session, end_sessions_of_user
from identity.domain.refusal import NotFound
from identity.domain.session import Holder
from identity.ports import Outside


async def end_person_session(outside: Outside, request: EndPersonSession, _who: Principal) -> Nothing:
    """End one; a session of somebody else's, staff's too, is not there."""
    session = await outside.sessions.get(request.session_id)
    theirs = session is not None and (session.holder, session.subject) == (Holder.USER, request.id)
    if session is None or not theirs or session.ended:
        raise NotFound
    await end_session(outside, session.family)
    return Nothing()


async def end_person_sessions(outside: Outside, request: EndPersonSessions, _who: Principal) -> Nothing:
    """End all of them."""
    if await outside.users.get(request.id) is None:
        raise NotFound
    await end_sessions_of_user(outside, request.id)
    return Nothing()
