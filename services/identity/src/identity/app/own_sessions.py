"""One's own sessions: listed, ended one by one, ended everywhere."""

from contracts.identity import own_sessions
from contracts.identity.own_sessions import EndSession, EndSessions, ListSessions, OwnSessions
from contracts.message import Nothing, Who
from contracts.principal import Principal
from identity.app.ending import end_session, end_sessions
from identity.domain.refusal import NotFound
from identity.domain.session import Holder
from identity.ports import Outside


async def list_sessions(outside: Outside, _request: ListSessions, who: Principal) -> OwnSessions:
    """Give those that hold, the one last seen first."""
    now = outside.clock.now()
    mine = await outside.sessions.open_of(_holder(who), who.subject)
    return OwnSessions(
        items=tuple(
            own_sessions.Session(
                id=each.family,
                device=each.agent,
                started_at=each.started_at,
                last_seen_at=each.rotated_at,
                expires_at=each.over_at(outside.lifetimes),
                current=each.family == who.session,
            )
            for each in mine
            if each.alive(now, outside.lifetimes)
        )
    )


async def end_own_session(outside: Outside, request: EndSession, who: Principal) -> Nothing:
    """End one; somebody else's is not there."""
    session = await outside.sessions.get(request.id)
    mine = session is not None and (session.holder, session.subject) == (_holder(who), who.subject)
    if session is None or not mine or session.ended:
        raise NotFound
    await end_session(outside, session.family)
    return Nothing()


async def end_own_sessions(outside: Outside, request: EndSessions, who: Principal) -> Nothing:
    """End all of them, this one too unless it is to stay."""
    await end_sessions(outside, _holder(who), who.subject, but=who.session if request.keep_this else "")
    return Nothing()


def _holder(who: Principal) -> Holder:
    return Holder.USER if who.kind is Who.USER else Holder.STAFF
