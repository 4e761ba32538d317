"""Who comes to the console: staff, with a session of their own; portal users' cookies and tokens open nothing here."""

from dataclasses import dataclass

from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from contracts.identity.own_sessions import ListSessions
from contracts.message import Who
from contracts.principal import ANONYMOUS
from edge.http.page_table import Page
from edge.http.reception import Admitted
from edge.web import language
from edge.web.console.own import profile_of
from edge.web.console.visit import ConsoleVisit
from edge.web.cookie import Session, SessionCookies
from edge.web.renewal import SignedOut, admit
from edge.web.visit import Tools, Visit

COOKIE = "console"
"""Among the cookies of portals, whose names all have a dot more."""


@dataclass(frozen=True, slots=True)
class ConsoleEntrance:
    """Lets staff in, and out again with their cookies."""

    tools: Tools
    cookies: SessionCookies

    def arrived(self, page: Page, http: HttpRequest) -> Visit:
        """Make the visit of somebody of whom nothing is known but what their browser says."""
        session = self.cookies.read(http, COOKIE)
        nobody = Admitted(ANONYMOUS, "", None, self.tools.reception.network(http))
        profile = session.profile if session else {}
        spoken = language.of_visitor(http, {}) if page.who == "anyone" else language.of_reader(http, profile)
        return ConsoleVisit(
            http, page, self.tools, nobody, "", "/console", spoken, {"name": "Portico"}, session,
            nonce=self.tools.forms.nonce_of(http),
        )  # fmt: skip

    async def let_in(self, visit: Visit) -> None:
        """Let a visitor in. Raises SignedOut, TooManyRequests."""
        if visit.page.who == "anyone":
            visit.admitted = self.tools.reception.admit_anyone(visit.page.rate, visit.http)
            return
        if visit.session is None:
            raise SignedOut(ended=False)
        await admit(visit, visit.session, ListSessions, profile_of)
        if visit.admitted.who.kind is not Who.STAFF:
            raise SignedOut(ended=False)
        visit.view = {"tenant": visit.admitted.who.tenant}

    def leave(self, visit: Visit, before: Session | None, response: Response) -> Response:
        """Answer, with what the browser is to keep."""
        if visit.nonce != self.tools.forms.known_nonce(visit.http):
            self.tools.forms.keep(response, visit.nonce)
        language.keep(visit.http, response, https=self.tools.forms.https)
        self.cookies.keep(visit.http, response, COOKIE, before, visit.session)
        return response
