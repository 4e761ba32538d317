"""Ends the session that makes the call."""

from contracts.identity.sessions import SignOut
from contracts.message import Nothing
from contracts.principal import Principal
from identity.app.ending import end_session
from identity.ports import Outside


async def sign_out(outside: Outside, _request: SignOut, who: Principal) -> Nothing:
    """End it, on every replica."""
    await end_session(outside, who.session)
    return Nothing()
