"""Every page of the console before services that answer everything: with their contracts' examples, whose free texts
are whatever a test wants them to be. A page that joins the table is walked without a word said of it here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from lxml import html
from starlette.responses import Response

from contracts.catalogue import requests
from contracts.generate import examples
from contracts.identity.own_sessions import ListSessions
from contracts.message import Request, Who
from contracts.portal_config.portals import ListPortals, ShowDraft
from contracts.portal_config.presets import ListPresets
from contracts.portal_config.tenancy import ListModules, ShowModule
from contracts.portal_config.versions import ShowVersion
from contracts.principal import Principal
from contracts.records.jobs import ListJobs, ShowJob
from contracts.records.sampling import SampleDraft
from edge.domain.forms import form_token
from edge.http.page_table import CONSOLE, CONSOLE_PAGES, Page
from edge.web.cookie import Session, SessionCookies
from policy import PRESETS, draft_of
from stack.console import CONSOLE as COOKIE
from stack.console import FORM
from stack.knocking import Knocker, Reply
from stack.listed import INVOICES, record

NONCE: Final = "N" * 22
WHEN: Final = "2026-11-22T10:00:00Z"
PATH: Final = {"slug": "customers", "module": "invoices", "version": "1"}
"""What paths are filled with; any other part of one is an id."""
ASKED: Final = {"console.explain": "?id=INV-1&module=invoices&user=u1"}
"""What pages are asked beside, that show nothing of anybody's otherwise."""
STAFF_PAGES: Final = tuple(page for page in CONSOLE_PAGES if page.who == "staff")
OVERRIDE: Final = {"accounts": ["C-1001"], "modules_off": ["products"]}
FREE: Final = frozenset({"label", "section", "title", "text", "body", "detail", "description"})
"""Texts, by the names that JSON without a schema has them under."""
JSON: Final[Mapping[Any, str]] = {str: "string", list: "array", dict: "object"}
TYPED: Final = {
    "name": "Jo", "email": "jo@example.com", "account_id": "C-1", "module": "site_checks", "label-en": "Site checks",
    "current": "a-long-password", "new": "another-long-one", "sheet": "email;name;account_id\njo@example.com;Jo;C-1",
}  # fmt: skip
"""What somebody types where a form is empty."""
SCHEMAS: Final = {kind: kind.ANSWER.model_json_schema(mode="serialization") for kind in requests().values()}
MARK: Final = "Wordofacustomer"
SET: Final = ("module", "kind", "state", "tone", "audience", "view", "outcome", "op", "slug", "scopes", "actions")
"""Plain strings that are words of ours: pages know them."""


def answers(word: str) -> dict[type[Request[Any]], Any]:
    """Give an answer for every call there is, each free text of which is `word`."""
    told = examples()
    found = {
        kind: kind.ANSWER.model_validate(told.get(f"{name}.answer", {})).model_dump(mode="json")
        for name, kind in requests().items()
    }
    document = {**draft_of("customers", "Customers"), "slug": "customers", "overrides": [OVERRIDE]}
    modules = [{"module": name, "revision": 2, "definition": dict(each.definition)} for name, each in PRESETS.items()]
    found |= {
        ShowDraft: {"slug": "customers", "revision": 4, "document": document, "changed_at": WHEN},
        ShowVersion: {**found[ShowVersion], "version": 1, "document": document},
        ListModules: {"items": modules},
        ShowModule: modules[0],
        SampleDraft: {**found[SampleDraft], "modules": [INVOICES], "samples": [
            {"module": "invoices", "items": [record(1)], "record": record(1), "total": 1}
        ]},
    }  # fmt: skip
    runs = {**found[ShowJob], "state": "running"}
    found |= {ShowJob: runs, ListJobs: {"items": [runs]}}
    other = {**found[ListSessions]["items"][0], "id": "x2", "current": False}
    found[ListSessions] = {"items": [*found[ListSessions]["items"], other]}
    found[ListPortals] = {"items": [{**each, "slug": "customers"} for each in found[ListPortals]["items"][:1]]}
    return {
        kind: answer if kind is ListPresets else _worded(answer, SCHEMAS[kind], SCHEMAS[kind], word)
        for kind, answer in found.items()
    }


@dataclass(frozen=True, slots=True)
class Walk:
    """Somebody with a session at an edge whose services answer everything."""

    edge: Knocker
    cookie: str

    @classmethod
    def of(cls, edge: Knocker, roles: set[str], tenant: str = "acme") -> "Walk":
        """Begin one, as staff of these roles."""
        who = Principal(Who.STAFF, tenant=tenant, subject="s1", session="x1", roles=frozenset(roles))
        profile = {"name": "Ada", "language": "en", "email": "ada@acme.example"}
        return cls(edge, cookie_of(edge, COOKIE, edge.signer.sign(who, 300), profile))

    async def open(self, page: Page, path: str = "") -> Reply:
        """Open a page, at an address that another led to where there is one; what was asked before is forgotten."""
        self.edge.bus.calls.clear()
        path = path or path_of(page)
        return await self.edge.ask("GET", path + ASKED.get(page.name, ""), cookie=self.cookie)

    async def places(self) -> dict[str, str]:
        """Give an address of each page that its table cannot make one of: pages lead to those."""
        guessed = [page for page in STAFF_PAGES if page.method == "GET"]
        texts = [(await self.open(page)).text for page in guessed]
        links = set(re.findall(r'href="(/console[^"?#]*)', "".join(texts)))
        found = {}
        for page in guessed:
            pattern = re.sub(r"{\w+}", "[^/]+", page.path)
            led = [link for link in links if re.fullmatch(pattern, link) and page_named(link) is page]
            if set(re.findall(r"{(\w+)}", page.below)) - PATH.keys() and led:
                found[page.name] = min(led)
        return found

    async def send(self, path: str, fields: Mapping[str, str]) -> Reply:
        """Send a form, as our own page would."""
        self.edge.bus.calls.clear()
        return await self.edge.ask("POST", path, raw=sent(self.edge, path, fields), **headers_of(self.cookie))

    @property
    def asked(self) -> set[type[Request[Any]]]:
        """Give what services were asked since."""
        return {kind for kind, _, _ in self.edge.bus.calls}


def headers_of(cookie: str) -> dict[str, str]:
    """Give what a browser sends with a form of ours."""
    return {
        "cookie": f"{cookie}; portico-form={NONCE}", "host": "edge", "origin": "http://edge", "content_type": FORM
    }  # fmt: skip


def sent(edge: Knocker, path: str, fields: Mapping[str, str]) -> bytes:
    """Give the body of a form, with the token of our own page."""
    token = form_token(edge.settings.form_key(), NONCE, path)
    return urlencode({"form_token": token, **fields}).encode()


def cookie_of(edge: Knocker, name: str, token: str, profile: Mapping[str, Any]) -> str:
    """Give the cookie of a session; `name` as the edge reads it: the console's, or that of a portal."""
    response = Response()
    key = edge.settings.form_key()
    SessionCookies(key, https=False).write(response, name.removeprefix("portico."), Session(token, "", dict(profile)))
    return response.headers["set-cookie"].split(";")[0]


def says_all(edge: Knocker, word: str = MARK) -> None:
    """Let every service answer every call."""
    for kind, answer in answers(word).items():
        edge.bus.says(kind, answer)


def path_of(page: Page) -> str:
    """Give an address of a page."""
    return page.root + re.sub(r"{(\w+)}", lambda part: PATH.get(part[1], "x1"), page.below)


def page_named(link: str) -> Page | None:
    """Give the page that a link leads to: the first of the table that fits."""
    fitting = (page for page in STAFF_PAGES if page.method == "GET")
    return next((page for page in fitting if re.fullmatch(re.sub(r"{\w+}", "[^/]+", page.path), link)), None)


def page_at(path: str) -> Page | None:
    """Give the page that a form's address leads to, None for what is none of the console's."""
    for page in CONSOLE_PAGES:
        pattern = re.sub(r"{\w+}", "[^/]+", CONSOLE + page.below)
        if page.method == "POST" and re.fullmatch(pattern, path):
            return page
    return None


def forms_in(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Give each form of a page that is sent by POST: where it leads, and what it holds where nobody has typed."""
    page: Any = html.document_fromstring(text)
    for form in page.forms:
        if form.method == "POST":
            yield str(form.action).split("?")[0], fields_of(form)


def fields_of(form: Any) -> dict[str, str]:
    """Give what is sent by somebody who ticks every box, takes the first of a choice, and types where it is empty."""
    offered = reversed(form.xpath(".//input[@type='checkbox' or @type='radio']"))
    ticked = {box.get("name"): box.get("value", "on") for box in offered}
    empty = {each.get("name"): "" for each in form.xpath(".//input[@name and not(@value)] | .//textarea[@name]")}
    held = {**empty, **dict(form.form_values()), **ticked}
    return {name: value or TYPED.get(name, "") for name, value in held.items() if name != "form_token"}


def _worded(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any], word: str, name: str = "") -> Any:
    """Give an answer with its free texts said otherwise: what its schema bounds to nothing but a length."""
    schema = _resolved(value, schema, root)
    if isinstance(value, dict) and "properties" in schema:
        of = schema["properties"]
        return {key: _worded(each, of.get(key, {}), root, word, key) for key, each in value.items()}
    if isinstance(value, list):
        items = schema.get("items", {})
        return [_worded(each, items, root, word, name) for each in value]
    if isinstance(value, dict):
        of = schema.get("additionalProperties", {})
        free = word if name in FREE else ""
        return {
            key: free
            if free and isinstance(each, str)
            else _worded(each, of if isinstance(of, dict) else {}, root, word, key)
            for key, each in value.items()
        }
    bound = {"pattern", "format", "enum", "const"} & schema.keys()
    is_text = isinstance(value, str) and (schema.get("type") == "string" or name in FREE)
    return word if is_text and not bound and name not in SET else value


def _resolved(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in schema or "anyOf" in schema:
        if "$ref" in schema:
            schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
            continue
        kind = JSON.get(type(value), "")
        fitting = [each for each in schema["anyOf"] if each.get("type") == kind or "$ref" in each]
        schema = fitting[0] if fitting else {}
    return schema
