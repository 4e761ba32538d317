"""Who comes to a page: their portal, their session, renewed where it is due. What is kept decides nothing."""

from dataclasses import dataclass, replace
from typing import Final

from pydantic import ValidationError
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from chassis.problems import Refused
from contracts.identity.people import ShowMe
from contracts.portal_config.portals import ShowPublicPortal
from contracts.principal import ANONYMOUS
from contracts.records.viewing import ShowPortal
from edge.app.portal_views import PortalViews
from edge.domain.refusal import NotFound
from edge.http.page_table import Page
from edge.http.problems import AnsweredProblemError, problem_for
from edge.http.reception import Admitted
from edge.web import language, terms
from edge.web.cookie import Session, SessionCookies
from edge.web.renewal import SignedOut, admit
from edge.web.visit import Json, Tools, Visit

KEPT: Final = (
    "id", "email", "name", "language", "time_zone", "date_format", "time_format", "country", "membership", "terms",
)  # fmt: skip
"""What the cookie keeps of a profile."""


@dataclass(frozen=True, slots=True)
class Entrance:
    """Lets visitors in, and out again with their cookies."""

    tools: Tools
    cookies: SessionCookies
    views: PortalViews

    def arrived(self, page: Page, http: HttpRequest) -> Visit:
        """Make the visit of somebody of whom nothing is known but what their browser says."""
        portal = f"{http.path_params['tenant']}/{http.path_params['slug']}"
        session = self.cookies.read(http, portal)
        profile = session.profile if session else {}
        spoken = language.of_visitor(http, {}) if page.who == "anyone" else language.of_reader(http, profile)
        nobody = Admitted(ANONYMOUS, "", None, self.tools.reception.network(http))
        return Visit(
            http, page, self.tools, nobody, portal, http.scope.get("portal.base", f"/p/{portal}"),
            spoken, {"name": ""}, session, nonce=self.tools.forms.nonce_of(http),
        )  # fmt: skip

    async def let_in(self, visit: Visit) -> None:
        """Let a visitor in. Raises SignedOut, TermsDue, TooManyRequests, and what the portal's description refuses."""
        if visit.page.who == "anyone":
            visit.admitted = self.tools.reception.admit_anyone(visit.page.rate, visit.http)
            await self._look(visit)
            visit.language = language.of_visitor(visit.http, visit.public, str(visit.profile.get("language", "")))
            return
        if visit.session is None:
            raise SignedOut(ended=False)
        await admit(visit, visit.session, ShowPortal, profile_of)
        who = visit.admitted.who
        if f"{who.tenant}/{who.portal}" != visit.portal:
            raise SignedOut(ended=False)
        visit.view = await self.views.of(who, lambda: visit.ask(ShowPortal()))
        try:
            await self._look(visit)
        except (AnsweredProblemError, Refused) as error:
            if problem_for(error).status < 500:
                raise
            # Who is signed in reads on while portal-config is away, in our colours.
            visit.public = {"name": visit.view["name"], "look": {}}
        await self._terms_first(visit, visit.session)

    async def _terms_first(self, visit: Visit, session: Session) -> None:
        """Have the terms accepted first. Raises TermsDue: after a look whether they were, in another browser."""
        if visit.page.name in terms.FREE or not terms.are_due(visit):
            return
        visit.session = replace(session, profile=await profile_of(visit))
        if terms.are_due(visit):
            raise terms.TermsDue

    async def _look(self, visit: Visit) -> None:
        tenant, slug = visit.portal.split("/")
        try:
            request = ShowPublicPortal(tenant=tenant, slug=slug)
        except ValidationError as error:
            raise NotFound from error
        visit.public = await self.views.public(tenant, slug, lambda: visit.ask(request))

    def leave(self, visit: Visit, before: Session | None, response: Response) -> Response:
        """Answer, with what the browser is to keep."""
        if visit.nonce != self.tools.forms.known_nonce(visit.http):
            self.tools.forms.keep(response, visit.nonce)
        if visit.page.who == "anyone":
            language.keep(visit.http, response, https=self.tools.forms.https)
        self.cookies.keep(visit.http, response, visit.portal, before, visit.session)
        return response


async def profile_of(visit: Visit) -> Json:
    """Give what the cookie keeps of a profile: asked as whoever `visit` is admitted as."""
    return kept_of(await visit.ask(ShowMe()))


def kept_of(me: Json) -> Json:
    """Give what the cookie keeps of a profile as identity tells it."""
    return {name: me.get(name) for name in KEPT}


async def begin(visit: Visit, tokens: Json) -> None:
    """Sign the visitor in with tokens that identity has just handed out: their browser keeps them."""
    session = Session(tokens["access_token"], tokens["refresh_token"], {})
    admitted = visit.admitted
    visit.admitted = Admitted(admitted.who, session.access, admitted.allowance, admitted.network)
    visit.session = replace(session, profile=await profile_of(visit))
