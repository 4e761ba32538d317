"""The start page at the door: sums, what is late, stages and news in four languages; and nothing of it executes."""

import re
from html import unescape
from typing import Any

import pytest

from contracts.identity.people import ShowMe
from contracts.identity.sessions import SignIn
from contracts.message import Who
from contracts.portal_config.portals import ShowPublicPortal
from contracts.principal import Principal
from contracts.records.dashboard import ShowDashboard
from contracts.records.viewing import ShowPortal
from stack.knocking import Knocker

HOME = "/p/acme/starters"
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}"
WHO = Principal(Who.USER, tenant="acme", subject="u1", session="x1", portal="starters", membership="m2", account="C-1")
PUBLIC = {"portal": "acme/starters", "name": "Acme", "languages": ["en", "de", "es", "pt"], "look": {}, "sign_in": {}}
FIELDS = {
    name: {"type": kind, "label": None, "sortable": True, "write": False}
    for name, kind in {"title": "string", "status": "choice", "total": "money", "currency": "string"}.items()
}
NO_RECORDS: dict[str, Any] = {"modules": [], "since": "2026-10-23T10:00:05Z", "fresh_as_of": None}


def module(name: str, label: dict[str, str], *statuses: tuple[str, str, str]) -> dict[str, Any]:
    """A module as the frame knows it."""
    told = [{"value": value, "label": {"en": text}, "tone": tone, "closed": False} for value, text, tone in statuses]
    layout = {"list": ["title"], "detail": [], "view": "list"}
    return {
        "module": name, "label": label, "view": "list", "actions": ["view"], "fields": FIELDS, "layout": layout,
        "statuses": told, "related": [], "sort": "title",
    }  # fmt: skip


def view(*modules: dict[str, Any]) -> dict[str, Any]:
    return {"portal": "acme/starters", "name": "Acme", "version": 1, "modules": list(modules), "fresh_as_of": None}


INVOICES = module("invoices", {"en": "Invoices", "de": "Rechnungen"}, ("open", "Open", "info"))
ORDERS = module("work_orders", {"en": "Work orders"}, ("planned", "Planned", "info"), ("busy", HOSTILE, "warning"))
POUNDS = {"currency": "GBP", "amount": "860.40"}
LATE = {"status": {"in": "open,overdue"}, "balance": {"gt": "0"}, "due_on": {"lt": "2026-11-22"}}
BOARD: dict[str, Any] = {
    "since": "2026-10-23T10:00:05Z",
    "modules": [
        {
            "module": "invoices", "label": INVOICES["label"], "stages": [],
            "waiting": [
                {
                    "action": "pay", "filter": {"status": {"in": "open,overdue"}, "balance": {"gt": "0"}},
                    "all": {"count": 3, "sums": [{"currency": "EUR", "amount": "12342.50"}, POUNDS]},
                    "overdue": {"count": 1, "sums": [POUNDS]},
                    "overdue_filter": LATE, "next_due": "2099-12-01",
                }
            ],
            "recent": [
                {
                    "changed_at": "2026-11-22T10:00:01Z",
                    "record": {"id": "Zk3v", "record_id": "INV/42", "module": "invoices", "revision": 1,
                               "title": HOSTILE, "status": "open", "currency": "EUR", "total": "121.00"},
                }
            ],
        },
        {
            "module": "work_orders", "label": ORDERS["label"], "waiting": [], "recent": [],
            "stages": [{"status": "planned", "count": 4}, {"status": "busy", "count": "1000+"}],
        },
        {"module": "not_in_the_frame_yet", "label": {"en": "Later"}, "waiting": [], "recent": [], "stages": []},
    ],
}  # fmt: skip


async def start_page(edge: Knocker, board: dict[str, Any], language: str = "en", **me: object) -> str:
    """The page of somebody who signs in and lands there."""
    membership = {"id": "m1", "portal": "acme/starters", "portal_name": "Acme", "account_id": "C-1"}
    profile = {
        "id": "u1", "email": "jo@example.com", "name": HOSTILE, "language": language, "time_zone": "UTC",
        "date_format": "dd.MM.yyyy", "time_format": "24h", "country": None, "membership": membership, **me,
    }  # fmt: skip
    tokens = {"access_token": edge.signer.sign(WHO, 300), "refresh_token": "acme.f.1.x"}
    signed_in = {**tokens, "token_type": "Bearer", "expires_in": 300, "user": {}, "membership": {}}
    for kind, body in ((ShowPublicPortal, PUBLIC), (ShowMe, profile), (SignIn, signed_in), (ShowDashboard, board)):
        edge.bus.says(kind, body)
    edge.bus.says(ShowPortal, view(INVOICES, ORDERS))
    cookie = await sign_in(edge)
    page = await edge.ask("GET", HOME + "/", cookie=cookie)
    assert page.status == 200, page.text
    return page.text


async def sign_in(edge: Knocker) -> str:
    page = await edge.ask("GET", HOME + "/sign-in")
    nonce, token = (
        re.search(r"portico-form=([\w-]+)", page.headers["set-cookie"]),
        re.search(r'name="form_token" value="(\w+)"', page.text),
    )
    assert nonce
    assert token
    sent = {"cookie": f"portico-form={nonce[1]}", "host": "edge", "origin": "http://edge"}
    answer = await edge.ask(
        "POST", HOME + "/sign-in", content_type="application/x-www-form-urlencoded",
        raw=f"form_token={token[1]}&email=jo@example.com&password=a-long-password".encode(), **sent,
    )  # fmt: skip
    assert answer.status == 303, answer.text
    return answer.headers["set-cookie"].split(";")[0]


def said(page: str) -> str:
    """What is read on a page, in one line."""
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).replace("\u202f", " ").replace("\xa0", " ").split())


@pytest.mark.parametrize(
    ("language", "sums", "late", "day"),
    [
        ("en", "€12,342.50 £860.40", "£860.40 1 overdue", "Next due: 01.12.2099, in"),
        ("de", "12.342,50 € 860,40 £", "860,40 £ 1 überfällig", "Nächste Fälligkeit: 01.12.2099, in"),
        ("es", "12.342,50 € 860,40 GBP", "860,40 GBP 1 vencidas", "Próximo vencimiento: 01.12.2099, dentro de"),
        ("pt", "12 342,50 € 860,40 £", "860,40 £ 1 em atraso", "Próximo vencimento: 01.12.2099, dentro de"),
    ],
)
async def test_it_says_what_to_pay_how_much_of_it_is_late_and_until_when(
    edge: Knocker, language: str, sums: str, late: str, day: str
) -> None:
    country = {"en": "GB", "pt": "PT"}.get(language)
    page = await start_page(edge, BOARD, language, country=country)

    for each in (sums, late, day):
        assert each in said(page), said(page)


async def test_each_block_leads_to_the_list_of_just_that(edge: Knocker) -> None:
    page = await start_page(edge, BOARD)
    places = [unescape(place) for place in re.findall(r'href="([^"]*)"', page)]

    to_pay = f"{HOME}/m/invoices?filter[status]=open,overdue&filter[balance][gt]=0"
    assert to_pay in places
    assert f"{to_pay}&filter[due_on][lt]=2026-11-22" in places
    assert f"{HOME}/m/work_orders?filter[status]=planned" in places
    assert f"{HOME}/m/invoices/Zk3v" in places
    assert "Planned 4" in said(page)
    assert "1,000+" in said(page)


async def test_it_costs_one_call(edge: Knocker) -> None:
    await start_page(edge, BOARD)
    edge.bus.calls.clear()

    await edge.ask("GET", HOME + "/", cookie=await sign_in(edge))

    kinds = [kind for kind, _, _ in edge.bus.calls]
    assert kinds.count(ShowDashboard) == 1
    assert set(kinds) <= {SignIn, ShowMe, ShowDashboard}


async def test_what_others_wrote_is_text(edge: Knocker) -> None:
    page = await start_page(edge, BOARD)

    assert page.count("&lt;script&gt;alert(1)") >= 3
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "49" not in said(page)


async def test_where_nothing_waits_it_says_so_kindly(edge: Knocker) -> None:
    page = said(await start_page(edge, NO_RECORDS))

    assert "Nothing waits for you. As soon as Acme has something for you, it stands here." in page
    assert "In progress" not in page
    assert "What is new" not in page


async def test_an_amount_that_may_not_be_read_is_not_said(edge: Knocker) -> None:
    waiting = {"action": "approve", "filter": {}, "all": {"count": "1000+", "sums": None}, "overdue": None}
    board = {**NO_RECORDS, "modules": [{**BOARD["modules"][0], "recent": [], "waiting": [waiting]}]}

    page = said(await start_page(edge, board))

    assert "To approve Invoices 1,000+ Show all 1,000+" in page
    assert "€" not in page
    assert "overdue" not in page
