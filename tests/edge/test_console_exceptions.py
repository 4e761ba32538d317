"""Exceptions of a portal in the console: accounts are found by searching, nothing is kept before it is saved."""

from urllib.parse import quote, urlencode

import pytest

from contracts.portal_config.portals import SaveDraft
from contracts.records.accounts import FindAccounts
from edge.domain.drafts.exceptions import key_of
from stack.console import asked, send, signed_in
from stack.drafted import HOSTILE, customers, saved, says_draft, somebody_was_faster
from stack.knocking import Knocker

AT = "/portals/customers/exceptions"
ONE = {"accounts": ["C-1001", HOSTILE], "modules_on": ["products"]}
OTHER = {"accounts": ["C-2002"], "modules_off": ["orders"]}
FOUND = {"items": [{"account_id": account, "name": name, "kind": "customer", "contacts": []}
                   for account, name in (("C-1001", "Kleber"), ("C-7", HOSTILE))], "more": True}  # fmt: skip


@pytest.fixture
async def cookie(edge: Knocker) -> str:
    """The cookie of an owner of a tenant with one portal, which has two exceptions."""
    kept = await signed_in(edge)
    edge.bus.calls.clear()
    says_draft(edge, {**customers(), "overrides": [ONE, OTHER]})
    edge.bus.says(FindAccounts, FOUND)
    return kept


async def test_they_are_listed_and_found_by_account(edge: Knocker, cookie: str) -> None:
    page = await edge.ask("GET", f"/console{AT}", cookie=cookie)
    narrowed = await edge.ask("GET", f"/console{AT}?account=c-20", cookie=cookie)
    none = await edge.ask("GET", f"/console{AT}?account={quote(HOSTILE)}x", cookie=cookie)

    assert HOSTILE not in page.text + none.text
    assert "C-1001" in page.text
    assert "Products" in page.text
    assert "C-2002" in narrowed.text
    assert "C-1001" not in narrowed.text
    assert "No exception is for an account like" in none.text


async def test_one_is_made_for_accounts_that_were_written_and_ticked(edge: Knocker, cookie: str) -> None:
    form = {"revision": "8", "do": "save", "accounts": "C-5\nC-6", "add.C-7": "1", "module.products": "on"}
    answer = await send(edge, cookie, f"{AT}/new", f"{AT}/new", urlencode({**form, "module.orders": ""}))

    assert saved(edge)["overrides"] == [ONE, OTHER, {"accounts": ["C-5", "C-6", "C-7"], "modules_on": ["products"]}]
    assert answer.headers["location"] == f"/console{AT}?saved=9"


async def test_looking_for_accounts_keeps_what_is_filled_in_and_saves_nothing(edge: Knocker, cookie: str) -> None:
    form = {"revision": "8", "do": "find", "q": " kleb ", "accounts": "C-5", "add.C-1001": "1", "module.orders": "off"}
    page = await send(edge, cookie, f"{AT}/new", f"{AT}/new", urlencode(form))

    assert asked(edge, FindAccounts) == [{"q": "kleb", "limit": 12}]
    assert not asked(edge, SaveDraft)
    assert "C-5\nC-1001</textarea>" in page.text
    assert 'name="add.C-7"' in page.text
    assert 'name="add.C-1001"' not in page.text, "it is in there already"
    assert '<option value="off" selected>' in page.text
    assert HOSTILE not in page.text


async def test_one_is_changed_in_its_place(edge: Knocker, cookie: str) -> None:
    below = f"{AT}/{key_of(ONE)}"
    form = {"revision": "8", "do": "save", "accounts": "C-1001", "module.orders": "off", "module.products": "on"}
    await send(edge, cookie, below, below, urlencode(form))

    changed = {"accounts": ["C-1001"], "modules_on": ["products"], "modules_off": ["orders"]}
    assert saved(edge)["overrides"] == [changed, OTHER]


async def test_one_is_removed(edge: Knocker, cookie: str) -> None:
    await send(edge, cookie, AT, f"{AT}/{key_of(OTHER)}/remove", "revision=8")

    assert saved(edge) == {**customers(), "overrides": [ONE]}


@pytest.mark.parametrize("form", ["accounts=C-5", "accounts=&module.orders=off", "accounts=,;&module.orders=perhaps"])
async def test_one_that_says_nothing_is_told_and_not_saved(edge: Knocker, cookie: str, form: str) -> None:
    answer = await send(edge, cookie, f"{AT}/new", f"{AT}/new", f"revision=8&do=save&{form}")

    assert answer.status == 422
    assert "Name at least one account" in answer.text
    assert not asked(edge, SaveDraft)


async def test_a_late_change_is_never_made_to_another_exception(edge: Knocker, cookie: str) -> None:
    below = f"{AT}/{key_of(ONE)}"
    page_of_before = await edge.ask("GET", f"/console{below}", cookie=cookie)
    token = (
        page_of_before.text.split(f'action="/console{below}"')[1].split('name="form_token" value="')[1].split('"')[0]
    )
    says_draft(edge, {**customers(), "overrides": [OTHER]}, revision=9)
    somebody_was_faster(edge.bus)
    late = await edge.ask(
        "POST", f"/console{below}", raw=f"form_token={token}&revision=8&do=save&accounts=C-9&module.orders=on".encode(),
        cookie=f"{cookie}; {page_of_before.headers['set-cookie'].split(';')[0]}", host="edge", origin="http://edge",
        content_type="application/x-www-form-urlencoded",
    )  # fmt: skip

    assert late.status == 412
    assert "Nothing that is left to do" in late.text


async def test_who_only_looks_sees_them_and_one_that_is_gone_is_told(edge: Knocker, cookie: str) -> None:
    auditor = await signed_in(edge, roles=frozenset({"auditor"}))
    page = await edge.ask("GET", f"/console{AT}", cookie=auditor)
    gone = await edge.ask("GET", f"/console{AT}/{'0' * 20}", cookie=cookie)

    assert "C-1001" in page.text
    assert f"{AT}/new" not in page.text
    assert gone.status == 404
