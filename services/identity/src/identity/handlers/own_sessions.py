"""Doors for one's own sessions."""

from chassis.call_router import CallRouter
from contracts.identity.own_sessions import EndSession, EndSessions, ListSessions, OwnSessions
from contracts.message import Nothing
from contracts.principal import Principal
from identity.app.use_cases import UseCases

router: CallRouter[UseCases] = CallRouter()


@router.call(ListSessions)
async def on_list_sessions(request: ListSessions, who: Principal, use: UseCases) -> OwnSessions:
    """List one's own sessions, the one last seen first."""
    return await use.list_sessions(request, who)


@router.call(EndSession)
async def on_end_session(request: EndSession, who: Principal, use: UseCases) -> Nothing:
    """End one of one's own sessions, on every replica within 2 s."""
    return await use.end_own_session(request, who)


@router.call(EndSessions)
async def on_end_sessions(request: EndSessions, who: Principal, use: UseCases) -> Nothing:
    """Sign out everywhere, here too unless this session is to stay."""
    return await use.end_own_sessions(request, who)
