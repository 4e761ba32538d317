"""Every page's way: arrive, be let in, the page itself, and out. What went wrong is told kindly, and shows nothing."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from chassis.tracing import TENANT, tell
from edge.http.door import tell_quota
from edge.http.observed import note_route
from edge.http.page_table import Page
from edge.web.entrance import Entrance, SignedOut
from edge.web.trouble import told
from edge.web.visit import Visit

Show = Callable[[Visit], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class PageDoor:
    """Answers one page."""

    page: Page
    show: Show
    entrance: Entrance

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
        except Exception as error:  # noqa: BLE001  whatever it is, people get a page
            response = told(visit, error)
        tell_quota(response, visit.admitted.allowance)
        return self.entrance.leave(visit, before, response)


def to_sign_in(visit: Visit, *, ended: bool) -> Response:
    """Answer with the sign-in page, which leads back here: for pages that only show."""
    asked = []
    if visit.page.method == "GET" and visit.page.below != "/":
        below = visit.http.url.path.removeprefix(f"/p/{visit.portal}")
        query = f"?{visit.http.url.query}" if visit.http.url.query else ""
        asked.append("next=" + quote(below + query, safe="/"))
    if ended:
        asked.append("ended=1")
    return visit.go("/sign-in" + ("?" + "&".join(asked) if asked else ""))
