"""Gives the next access and refresh token; a refresh token that comes back after its time ends the session."""

from contracts.identity.sessions import RefreshSession, Tokens
from contracts.principal import Principal
from identity.app.ending import end_session
from identity.app.opening import bearer_of, hand_out
from identity.app.standing import principal_of
from identity.domain.session import ReusedRefreshToken, SessionOver, Step
from identity.ports import Outside


async def refresh_session(outside: Outside, request: RefreshSession, who: Principal) -> Tokens:
    """Rotate, or give what was given a moment ago, or end the session."""
    token = outside.refresh_tokens.read(request.refresh_token)
    session = await outside.sessions.get(token.family)
    now = outside.clock.now()
    if session is None or not session.alive(now, outside.lifetimes):
        raise SessionOver
    step = session.step(token.number, who.device, now, outside.lifetimes)
    if step is Step.REUSE:
        outside.trail.acted(bearer_of(outside, session))
        await end_session(outside, session.family)
        raise ReusedRefreshToken
    principal = await principal_of(outside, session)
    if step is Step.ROTATE:
        was, session = session, session.rotated(who.device, now)
        if not await outside.sessions.rotate(was, session):
            raise SessionOver
    return hand_out(outside, session, principal)
