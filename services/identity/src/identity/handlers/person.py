"""Doors for staff who look at one portal user, and sign them out."""

from chassis.call_router import CallRouter
from contracts.identity.person import EndPersonSession, EndPersonSessions, Person, ShowPerson
from contracts.message import Nothing
from contracts.principal import Principal
from identity.app.use_cases import UseCases

router: CallRouter[UseCases] = CallRouter()


@router.call(ShowPerson)
async def on_show_person(request: ShowPerson, who: Principal, use: UseCases) -> Person:
    """Show one portal user: memberships, sessions that hold, the newest invitations."""
    return await use.show_person(request, who)


@router.call(EndPersonSession)
async def on_end_person_session(request: EndPersonSession, who: Principal, use: UseCases) -> Nothing:
    """Sign a user out on one device, on every replica within 2 s."""
    return await use.end_person_session(request, who)


@router.call(EndPersonSessions)
async def on_end_person_sessions(request: EndPersonSessions, who: Principal, use: UseCases) -> Nothing:
    """Sign a user out everywhere, within 2 s."""
    return await use.end_person_sessions(request, who)
