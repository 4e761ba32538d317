"""Where one is signed in: each session, ended one by one or all at once."""

from starlette.responses import Response

from contracts.identity.own_sessions import EndSession, EndSessions, ListSessions
from edge.http.problems import AnsweredProblemError
from edge.web.filling import NotTaken, send
from edge.web.visit import Visit


async def show(visit: Visit) -> Response:
    """Show them, the one last seen first."""
    listed = await visit.ask(ListSessions())
    return visit.render("account/sessions", {"listed": listed["items"], "ended": "ended" in visit.http.query_params})


async def end(visit: Visit) -> Response:
    """End one; one that has ended meanwhile is ended."""
    await visit.form()
    try:
        await send(visit, EndSession, {"id": visit.http.path_params["id"]})
    except (AnsweredProblemError, NotTaken) as error:
        if error.problem.status not in (404, 422):
            raise
    return visit.go("/sessions?ended=1")


async def end_all(visit: Visit) -> Response:
    """End all of them; this one stays where that was asked for."""
    keep = (await visit.form()).get("keep_this") == "1"
    await visit.ask(EndSessions(keep_this=keep))
    if keep:
        return visit.go("/sessions?ended=1")
    visit.session = None
    return visit.go("/sign-in?everywhere=1")
