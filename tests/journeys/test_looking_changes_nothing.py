"""Who looks through somebody's eyes, or at a draft, changes nothing: each form of each page of the portal is refused by
the services themselves. The edge that is walked here stands before the running services, its own check switched off.
"""

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import aio_pika
import pytest
from lxml import html

from actors import Customer, Http, Tenant, invited_customer, record_event
from actors.backoffice import backoffice_of
from chassis.call_client import Answer, CallClient
from chassis.probes import Health
from contracts.message import Request
from contracts.problem import Problem
from edge.http.page_table import PORTAL_PAGES, Page
from edge.http.reception import Reception
from edge.main import make_door
from stack.console_walk import cookie_of, fields_of, headers_of, sent
from stack.fixtures import Suite
from stack.knocking import Knocker

ROLES: Final = {"admin": {"modules": ["invoices"]}, "billing": {"modules": ["invoices"]}}
REFUSED: Final = {"identity.read-only", "identity.preview-only"}
OF_THE_BROWSER: Final = {"look.end", "appearance.save", "announcement.put-away"}
"""What changes a cookie of the browser and asks nobody."""
SHOWN: Final = [
    each for each in PORTAL_PAGES if each.method == "GET" and not each.streams and "{token}" not in each.below
]
FORMS: Final = [page for page in PORTAL_PAGES if page.who == "user" and page.method == "POST"]


@dataclass
class Services:
    """The running services, by the bus: fulfils Caller, and keeps what became of each call."""

    calls: CallClient
    told: list[tuple[type[Request[Any]], int, str]] = field(default_factory=list)

    async def send(self, kind: type[Request[Any]], body: bytes, headers: Mapping[str, Any]) -> Answer:
        answer = await self.calls.send(kind, body, headers)
        code = Problem.model_validate_json(answer.body).code if answer.status >= 400 else ""
        self.told.append((kind, answer.status, code))
        return answer

    async def put(self, *_: object, **__: object) -> None:
        raise AssertionError("pages publish nothing")


@dataclass
class Unguarded:
    """An edge without a check of its own, and who came to it with which cookie."""

    edge: Knocker
    services: Services
    home: str
    cookie: str = ""

    def come(self, token: str) -> None:
        """Come with this token as the session of the portal."""
        profile = {"name": "Ada", "language": "en", "time_zone": "UTC", "date_format": "yyyy-MM-dd"}
        self.cookie = cookie_of(self.edge, "portico." + self.home.removeprefix("/p/"), token, profile)

    async def forms(self, record: str, **unseen: str) -> dict[str, tuple[str, dict[str, str]]]:
        """What each page's forms send, by the page that they are sent to; what is in none is sent `unseen`."""
        found = {page.name: (self._path(page, record), unseen) for page in FORMS}
        for page in SHOWN:
            answer = await self.edge.ask("GET", self._path(page, record), cookie=self.cookie)
            if answer.headers.get("content-type", "").startswith("text/html") and answer.text:
                shown: Any = html.document_fromstring(answer.text)
                for form in shown.forms:
                    to = next((each for each in FORMS if re.fullmatch(self._pattern(each), form.action)), None)
                    if form.method == "POST" and to is not None:
                        found[to.name] = form.action, fields_of(form)
        return found

    async def send(self, path: str, fields: Mapping[str, str]) -> int:
        """Send a form as our own page would; what became of calls before is forgotten."""
        self.services.told.clear()
        raw = sent(self.edge, path, fields)
        return (await self.edge.ask("POST", path, raw=raw, **headers_of(self.cookie))).status

    def _path(self, page: Page, record: str) -> str:
        return self.home + page.below.replace("{module}", "invoices").replace("{id}", record)

    def _pattern(self, page: Page) -> str:
        return self.home + re.sub(r"{\w+}", "[^/]+", page.below)


@pytest.fixture
async def unguarded(suite: Suite, acme: Tenant, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Unguarded]:
    """An edge in this process before the suite's services; nothing is refused in it."""
    monkeypatch.setattr(Reception, "refuse_call", lambda *_: None)
    edge = Knocker(verify_keys=suite.settings["PORTICO_VERIFY_KEYS"])
    connection = await aio_pika.connect_robust(suite.settings["PORTICO_AMQP_URL"])
    services = Services(CallClient(connection))
    edge.app = make_door(edge.settings, services, edge.streams, edge.revocations, Health())
    yield Unguarded(edge, services, f"/p/{acme.name}/customers")
    await connection.close()


@pytest.fixture
async def customer(acme: Tenant, globex: Tenant) -> Customer:
    """Somebody who may invite colleagues, with an invoice, beside another tenant's."""
    for tenant in (globex, acme):
        await tenant.change_portal(roles=ROLES, terms={"version": "1", "text": {"en": "Be kind."}})
        customer = await invited_customer(tenant, roles=["admin"])
        async with backoffice_of(tenant.name, tenant.amqp_url) as backoffice:
            await backoffice.publish(record_event(tenant.name, "INV-1", 1))
        await customer.sees(1)
    return customer


async def _known(http: Http, customer: Customer) -> list[Any]:
    """What they could have changed: profile, colleagues and invitations, devices."""
    answers = [(await customer.get(path)).body for path in ("/api/v1/me", "/api/v1/colleagues", "/api/v1/me/sessions")]
    return [*answers[:2], [each["id"] for each in answers[2]["items"]]]


async def test_no_form_of_any_page_has_an_effect_under_view_as_or_in_a_preview(
    http: Http, acme: Tenant, globex: Tenant, customer: Customer, unguarded: Unguarded
) -> None:
    before = await _known(http, customer)
    membership = customer.tokens["membership"]["id"]
    looks = [("/backoffice/v1/view-as", {"membership_id": membership})]
    looks += [("/backoffice/v1/portals/customers/preview", {"account_id": "C-1001", "roles": ["admin"]})]
    [record] = await customer.records()
    wrong = []
    for path, asked in looks:
        opened = await http.post(path, asked, token=acme.staff_token)
        unguarded.come(opened.body["access_token"])
        for name, form in (await unguarded.forms(record["id"], membership_id=membership)).items():
            status = await unguarded.send(*form)
            told = unguarded.services.told
            let_in = [kind for kind, status, _ in told if kind.EFFECT == "write" and status != 403]
            refused = [kind for kind, _, code in told if code in REFUSED]
            if let_in or bool(refused) == (name in OF_THE_BROWSER) or status not in (303, 403):
                wrong.append((path, name, status, [(kind.NAME, *rest) for kind, *rest in told]))
        assert not wrong
    assert await _known(http, customer) == before
    unguarded.home = f"/p/{globex.name}/customers"
    unguarded.come(opened.body["access_token"])
    elsewhere = await unguarded.edge.ask("GET", f"{unguarded.home}/", cookie=unguarded.cookie)
    assert (elsewhere.status, elsewhere.headers["location"]) == (303, f"{unguarded.home}/sign-in")
