"""The console's pages of a portal's settings: what is sent back changes nothing, and a colour is told in figures."""

from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest

from contracts.portal_config.portals import SaveDraft, ShowDraft
from contracts.portal_config.tenancy import ListModules
from stack.console import asked, form_in, send, signed_in
from stack.knocking import Knocker, problem

EVIL = "<script>alert(1)</script>"
DOCUMENT: dict[str, Any] = {
    "slug": "customers", "name": EVIL, "audience": "customer", "languages": ["de", "en"], "modules": [],
    "look": {"logo": None, "primary": "#F5A623"}, "sign_in": {"link": True, "second_factor": "optional"},
    "defaults": {"language": "de", "time_zone": "Europe/Kiev", "country": "DE"},
    "announcement": {"text": {"en": EVIL, "pt": "Fechado"}, "until": "2026-12-24"},
    "contact": {"name": EVIL, "phone": "+49 40 1"},
    "terms": {"version": "1", "text": {"en": f"One.\n{EVIL}"}},
}  # fmt: skip
PAGES = ["look", "notices", "sign-in"]


@pytest.fixture
async def cookie(edge: Knocker) -> str:
    """The cookie of an owner of a tenant with a draft that says all that there is to say."""
    kept = await signed_in(edge)
    draft = {"slug": "customers", "revision": 8, "document": DOCUMENT, "changed_at": "2026-11-22T10:00:00Z"}
    edge.bus.says(ShowDraft, draft)
    edge.bus.says(ListModules, {"items": []})
    edge.bus.says(SaveDraft, {**draft, "revision": 9})
    return kept


@pytest.mark.parametrize("page", PAGES)
async def test_what_is_sent_back_untouched_changes_nothing(edge: Knocker, cookie: str, page: str) -> None:
    at = f"/portals/customers/{page}"
    shown = await edge.ask("GET", f"/console{at}", cookie=cookie)
    assert shown.status == 200
    assert EVIL not in shown.text

    answer = await send(edge, cookie, at, at, urlencode({**form_in(shown.text, "settings"), "do": "save"}))

    assert answer.headers["location"] == f"/console{at}?saved=9"
    assert asked(edge, SaveDraft) == [{"slug": "customers", "expected_revision": 8, "document": DOCUMENT}]


async def test_a_colour_is_told_in_figures_and_shown_as_it_will_be(edge: Knocker, cookie: str) -> None:
    at = "/portals/customers/look"
    pale = (await edge.ask("GET", f"/console{at}", cookie=cookie)).text
    fine = await send(edge, cookie, at, at, urlencode({"name": "A", "look.primary": "#0b5a8f", "do": "draw"}))
    none = await send(edge, cookie, at, at, urlencode({"name": "A", "look.primary": "red", "do": "draw"}))

    assert "2 : 1 on white" in pale
    assert "Text and buttons have a darker tone: #" in pale
    assert 'fill="#f5a623"' in pale
    assert "it can be read, and is used as it is." in fine.text
    assert 'value="#0b5a8f"' in fine.text
    assert "This is no colour yet." in none.text
    assert not asked(edge, SaveDraft)


async def test_what_is_wrong_stands_beside_its_field(edge: Knocker, cookie: str) -> None:
    at = "/portals/customers/notices"
    form = form_in((await edge.ask("GET", f"/console{at}", cookie=cookie)).text, "settings")
    edge.bus.answers[SaveDraft] = problem(422, "portal-config.invalid", "/contact/email", "/contact")

    answer = await send(edge, cookie, at, at, urlencode({**form, "contact.email": "nobody", "do": "save"}))

    assert answer.status == 422
    assert 'value="nobody" aria-invalid="true"' in answer.text
    assert "<code>/contact</code>" in answer.text


async def test_languages_and_password_are_ticked_or_not(edge: Knocker, cookie: str) -> None:
    at = "/portals/customers/sign-in"
    page = unescape((await edge.ask("GET", f"/console{at}", cookie=cookie)).text)
    form = form_in(page, "settings")
    assert form["sign_in.password"] == "1", "as it is where nothing is said"
    assert form["defaults.time_zone"] == "Europe/Kiev", "an older name of a place stays"

    del form["sign_in.password"], form["languages.de"]
    await send(edge, cookie, at, at, urlencode({**form, "languages.es": "1", "do": "save"}))

    saved = asked(edge, SaveDraft)[0]["document"]
    assert saved["sign_in"] == {"link": True, "second_factor": "optional", "password": False}
    assert saved["languages"] == ["en", "es"]
