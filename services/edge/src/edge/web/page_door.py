"""Every page's way: arrive, be let in, the page itself, and out. What went wrong is told kindly, and shows nothing."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote

from pydantic import ValidationError
from starlette.requests import Request as HttpRequest
from starlette.responses import RedirectResponse, Response

from chassis.tracing import TENANT, tell
from edge.domain.refusal import NotFound
from edge.http.door import tell_quota
from edge.http.observed import note_route
from edge.http.page_table import Page
from edge.http.problems import AnsweredProblemError
from edge.web.cookie import Session
from edge.web.renewal import SignedOut
from edge.web.terms import TermsDue, way_to_terms
from edge.web.trouble import told
from edge.web.visit import Tools, Visit

Show = Callable[[Visit], Awaitable[Response]]


class Entering(Protocol):
    """Lets visitors in, and out again."""

    @property
    def tools(self) -> Tools:
        """Give what visits work with."""
        ...

    def arrived(self, page: Page, http: HttpRequest) -> Visit:
        """Make the visit of somebody of whom nothing is known but what their browser says."""
        ...

    async def let_in(self, visit: Visit) -> None:
        """Let a visitor in. Raises SignedOut, and whatever refuses them."""
        ...

    def leave(self, visit: Visit, before: Session | None, response: Response) -> Response:
        """Answer, with what the browser is to keep."""
        ...


@dataclass(frozen=True, slots=True)
class PageDoor:
    """Answers one page."""

    page: Page
    show: Show
    entrance: Entering

    async def answer(self, http: HttpRequest) -> Response:
        """Answer with a page, whatever happens."""
        note_route(http, self.page)
        visit = self.entrance.arrived(self.page, http)
        before = visit.session
        try:
            with self.entrance.tools.reception.crowd.enter():
                await self.entrance.let_in(visit)
                tell(TENANT, visit.admitted.who.tenant)
                response = await self.show(visit)
        except SignedOut as out:
            response = to_sign_in(visit, ended=out.ended)
        except TermsDue:
            response = visit.go(way_to_terms(visit))
        except Exception as error:  # noqa: BLE001  whatever it is, people get a page
            response = _refused(visit, NotFound() if _leads_nowhere(visit, error) else error)
        if self.page.streams and isinstance(response, RedirectResponse):
            response = Response(status_code=204)  # ends the stream; its page asks for itself and is led elsewhere
        tell_quota(response, visit.admitted.allowance)
        return self.entrance.leave(visit, before, response)


def _refused(visit: Visit, error: Exception) -> Response:
    """Tell what went wrong; where a service knows before we do that the session has ended, that is what is told."""
    if visit.admitted.token and isinstance(error, AnsweredProblemError) and error.problem.status == 401:
        visit.session = None
        return to_sign_in(visit, ended=True)
    return told(visit, error)


def _leads_nowhere(visit: Visit, error: Exception) -> bool:
    """Tell whether a request could not even be made of what the address names: nothing can be there."""
    if not isinstance(error, ValidationError):
        return False
    named = visit.http.path_params
    faults = error.errors(include_url=False, include_context=False)
    return any(fault["loc"] and named.get(str(fault["loc"][0])) == fault["input"] for fault in faults)


def to_sign_in(visit: Visit, *, ended: bool) -> Response:
    """Answer with the sign-in page, which leads back here: for pages that only show."""
    asked = []
    if visit.page.method == "GET" and visit.page.below != "/":
        asked.append("next=" + quote(visit.here, safe="/"))
    if ended:
        asked.append("ended=1")
    return visit.go("/sign-in" + ("?" + "&".join(asked) if asked else ""))
