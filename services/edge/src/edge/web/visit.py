"""One visit to one page: who is here, in which language, what they may ask, and how the page is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Final

from pydantic_core import from_json
from starlette.requests import Request as HttpRequest
from starlette.responses import RedirectResponse, Response

from contracts.message import Request
from contracts.problem import Problem
from edge.app.logos import Logos
from edge.domain.crowd import Crowd
from edge.domain.forms import form_token
from edge.domain.logos import logo_of
from edge.domain.multipart import Sent
from edge.http.door import call_headers
from edge.http.page_table import Page
from edge.http.problems import AnsweredProblemError
from edge.http.reception import Admitted, Reception
from edge.http.streaming import OpenStream
from edge.ports import Caller
from edge.web.catalogues import label, translations
from edge.web.cookie import Session, SessionCookies
from edge.web.formats import Formats
from edge.web.forms import MAX_FIELDS, MAX_FORM, Forms
from edge.web.language import Offer, offered
from edge.web.renderer import Renderer

if TYPE_CHECKING:
    from edge.web.handover import Handover

Json = dict[str, Any]
ICONS: Final = {
    "work_orders": "hammer", "invoices": "receipt", "credit_notes": "receipt", "quotes": "file-text",
    "orders": "package", "purchase_orders": "package", "deliveries": "send", "objects": "building-2",
    "contracts": "file-text", "documents": "files", "products": "layout-grid", "requests": "inbox",
    "projects": "columns-3", "appointments": "clock",
}  # fmt: skip
"""Icons of the preset modules; a tenant's own have the last resort's."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What every visit works with.

    `exports` bounds how many files are written at once; `broker` is the address that backoffices are told, "" for none.
    """

    reception: Reception
    caller: Caller
    renderer: Renderer
    forms: Forms
    form_key: bytes
    exports: Crowd
    cookies: SessionCookies
    opening: OpenStream
    handover: "Handover"
    logos: Logos
    broker: str = ""


@dataclass(slots=True)
class Visit:
    """A request for a page. `portal` is `<tenant>/<slug>`, `base` what addresses of this portal begin with.

    `public` is what anybody may know of the portal, `view` what this membership sees of it (empty before sign-in).
    `session` is what goes back to the browser: setting it changes the cookie, None takes it back.
    """

    http: HttpRequest
    page: Page
    tools: Tools
    admitted: Admitted
    portal: str
    base: str
    language: str
    public: Json
    session: Session | None = None
    view: Json = field(default_factory=dict)
    nonce: str = ""

    FRAME: ClassVar[str] = "frame"
    """The folder of the templates around the page."""

    @property
    def root(self) -> str:
        """Give what the paths of these pages begin with inside the edge; `base` is what browsers see."""
        return f"/p/{self.portal}"

    @property
    def logo(self) -> str:
        """Give the portal's logo by its fingerprint, "" where its mark shows."""
        return logo_of(self.public.get("look") or {})

    @property
    def here(self) -> str:
        """Give the path of this page below the portal's address, with its query; its start for what is no page."""
        url = self.http.url
        if self.page.method != "GET":
            return "/"
        return url.path.removeprefix(self.root) + (f"?{url.query}" if url.query else "")

    @property
    def profile(self) -> Json:
        """Give what identity tells of the user; empty before sign-in."""
        return self.session.profile if self.session else {}

    @property
    def formats(self) -> Formats:
        """Give how this reader reads dates and numbers."""
        return Formats.of({**self.profile, "language": self.language})

    @property
    def ends_at(self) -> datetime:
        """Give when the visitor's token ends, where they live."""
        return datetime.fromtimestamp(self.admitted.who.expires_at, self.formats.zone)

    @property
    def partial(self) -> bool:
        """Tell whether htmx asks for a part of the page only."""
        kind, target = (self.http.headers.get(name, "") for name in ("hx-request-type", "hx-target"))
        # What is to be selected from is asked for as "full"; with the head of a page its styles would be refused.
        return kind == "partial" or (kind == "full" and target.partition("#")[0] not in ("", "body"))

    @property
    def languages(self) -> list[Offer]:
        """Give what this page can be read in instead; nothing for who is signed in and has their own."""
        return offered(self.http, self.public) if self.page.who == "anyone" else []

    def module(self, name: str) -> Json | None:
        """Give a module as this membership sees it, None where it shows none of that name."""
        return next((each for each in self.view.get("modules", ()) if each["module"] == name), None)

    def icon_of(self, module: str) -> str:
        """Give the icon of a module."""
        return ICONS.get(module, "list")

    def label(self, labels: Mapping[str, str]) -> str:
        """Give the tenant's own word in the reader's language."""
        return label(labels, self.language)

    def say(self, sentence: str, **values: object) -> str:
        """Give a sentence in the reader's language."""
        said = translations(self.language).ugettext(sentence)
        return said % values if values else said

    def address(self, below: str) -> str:
        """Give the address of a page of this portal by its path below it."""
        return self.base + below

    async def ask(self, request: Request[Any]) -> Json:
        """Make a call as this visitor and give its answer. Raises AnsweredProblemError, and what the gate refuses."""
        self.refuse_unless(type(request))
        text = request.model_dump_json(exclude_unset=True).encode()
        headers = call_headers(self.http, type(request).EFFECT, self.admitted)
        answer = await self.tools.caller.send(type(request), text, headers)
        if answer.status >= 400:
            raise AnsweredProblemError(Problem.model_validate_json(answer.body))
        return from_json(answer.body) if answer.body else {}

    def refuse_unless(self, request: type[Request[Any]]) -> None:
        """Raise what refuses this visitor a call: a form that they could not send is no page of theirs."""
        self.tools.reception.refuse_call(request, self.admitted)

    async def form(self, limit: int = MAX_FORM, most: int = MAX_FIELDS) -> dict[str, str]:
        """Read the form that was sent, of at most `limit` bytes and so many fields.

        Raises FormForged for one that is none of ours, TooLarge, TooSlow.
        """
        return await self.tools.forms.read(self.http, limit, most)

    async def form_with_files(self, limit: int) -> Sent:
        """Read a form that may carry files, of at most `limit` bytes. Raises as `form` does."""
        return await self.tools.forms.read_with_files(self.http, limit)

    def form_token(self, below: str) -> str:
        """Give the hidden field of a form that is sent to a page of this portal."""
        return form_token(self.tools.form_key, self.nonce, self.root + below)

    def render(self, template: str, values: Mapping[str, object], *, status: int = 200, sends_to: str = "") -> Response:
        """Answer with a page made from `templates/<template>.html`; its forms may go to one other origin too."""
        return self.tools.renderer.page(template, self, values, status=status, sends_to=sends_to)

    def go(self, below: str) -> Response:
        """Answer with another page of this portal, by GET."""
        place = self.address(below)
        if self.http.headers.get("hx-request"):
            return Response(status_code=204, headers={"hx-redirect": place})
        return RedirectResponse(place, 303)
