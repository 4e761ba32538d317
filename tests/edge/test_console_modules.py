"""The modules of a portal in the console: in order, switched, named, added, taken out; each a save of the draft."""

import pytest

from contracts.portal_config.portals import SaveDraft
from contracts.portal_config.tenancy import ListModules
from contracts.portal_config.versions import ShowEarlierDraft
from stack.console import asked, send, signed_in
from stack.drafted import HOSTILE, customers, saved, says_draft, somebody_was_faster
from stack.knocking import Knocker

AT = "/portals/customers/modules"


@pytest.fixture
async def cookie(edge: Knocker) -> str:
    """The cookie of an owner of a tenant with one portal, whose draft is that of the presets."""
    kept = await signed_in(edge)
    edge.bus.calls.clear()
    says_draft(edge)
    return kept


def _order(document: dict[str, object]) -> list[str]:
    return [each["module"] for each in document["modules"]]  # type: ignore[attr-defined]


async def test_a_move_is_a_save_of_the_revision_that_the_page_showed(edge: Knocker, cookie: str) -> None:
    answer = await send(edge, cookie, AT, AT, "revision=8&do=down+invoices")

    assert asked(edge, SaveDraft)[0]["expected_revision"] == 8
    assert _order(saved(edge))[:2] == ["credit_notes", "invoices"]
    assert {**saved(edge), "modules": 0} == {**customers(), "modules": 0}, (
        "everything else is word for word what it was"
    )
    assert answer.headers["location"] == f"/console{AT}?at=invoices&did=down&saved=9"


async def test_after_a_move_it_is_said_where_the_module_stands_and_the_focus_stays(edge: Knocker, cookie: str) -> None:
    says_draft(edge, revision=9)

    page = await edge.ask("GET", f"/console{AT}?at=credit_notes&did=down&saved=9", cookie=cookie)
    first = await edge.ask("GET", f"/console{AT}?at=invoices&did=up&saved=9", cookie=cookie)
    later = await edge.ask("GET", f"/console{AT}?at=credit_notes&did=down&saved=8", cookie=cookie)

    assert "Credit notes is now 2nd of 13." in page.text
    assert 'id="down-credit_notes" aria-label="Move Credit notes down" data-focus autofocus' in page.text
    assert 'id="down-invoices" aria-label="Move Invoices down" data-focus autofocus' in first.text, "up ends here"
    assert page.text.count("autofocus") == 1
    assert "Undo" in page.text
    assert "Undo" not in later.text, "somebody has saved since"


async def test_htmx_is_led_on_to_the_part_that_it_swaps(edge: Knocker, cookie: str) -> None:
    page = await edge.ask("GET", f"/console{AT}", cookie=cookie)
    token = page.text.split(f'action="/console{AT}"')[1].split('name="form_token" value="')[1].split('"')[0]
    answer = await edge.ask(
        "POST", f"/console{AT}", raw=f"form_token={token}&revision=8&do=up+quotes".encode(), host="edge",
        origin="http://edge", cookie=f"{cookie}; {page.headers['set-cookie'].split(';')[0]}",
        content_type="application/x-www-form-urlencoded", hx_request="true", hx_request_type="partial",
    )  # fmt: skip

    assert answer.status == 303
    assert answer.headers["location"].endswith("&saved=9")


@pytest.mark.parametrize(("asked_for", "order"), [("preset", "purchase_orders"), ("own", "meters")])
async def test_a_module_is_added_with_no_more_than_is_safe(
    edge: Knocker, cookie: str, asked_for: str, order: str
) -> None:
    await send(edge, cookie, AT, f"{AT}/add", f"revision=8&module={order}")

    entry = saved(edge)["modules"][-1]
    assert entry["module"] == order
    assert entry["scope"] == "account"
    if asked_for == "own":
        assert entry == {
            "module": "meters", "scope": "account", "actions": ["view"], "fields": {"title": "read", "status": "read"},
        }  # fmt: skip
    else:
        assert entry["filter"], "a preset comes with what it holds back"


async def test_what_a_module_no_longer_has_is_left_out_of_its_preset(edge: Knocker, cookie: str) -> None:
    bare = {"label": {"en": "Purchases"}, "fields": [], "statuses": []}
    edge.bus.says(ListModules, {"items": [{"module": "purchase_orders", "revision": 2, "definition": bare}]})
    await send(edge, cookie, AT, f"{AT}/add", "revision=8&module=purchase_orders")

    assert not [name for name in saved(edge)["modules"][-1]["fields"] if name.startswith("fields.")]


async def test_a_module_is_taken_out_and_the_page_leads_back(edge: Knocker, cookie: str) -> None:
    await send(edge, cookie, AT, AT, "revision=8&do=out+quotes")
    without = saved(edge)
    edge.bus.calls.clear()
    before = says_draft(edge)
    says_draft(edge, without, revision=9)
    edge.bus.says(ShowEarlierDraft, {"slug": "customers", "revision": 8, "document": before})

    page = await edge.ask("GET", f"/console{AT}?saved=9", cookie=cookie)
    edge.bus.calls.clear()
    undone = await send(edge, cookie, f"{AT}?saved=9", "/portals/customers/undo", f"revision=9&before=8&back={AT}")

    assert "Quotes no longer shows in the portal." in page.text
    assert saved(edge) == before
    assert asked(edge, SaveDraft)[0]["expected_revision"] == 9
    assert undone.headers["location"] == f"/console{AT}?saved=10"


@pytest.mark.parametrize("back", ["//evil.example/portals/customers/", "/staff", "/portals/customersx/modules"])
async def test_undo_leads_to_pages_of_this_portal_only(edge: Knocker, cookie: str, back: str) -> None:
    says_draft(edge, revision=9)

    undone = await send(edge, cookie, f"{AT}?saved=9", "/portals/customers/undo", f"revision=9&before=8&back={back}")

    assert undone.headers["location"] == "/console/portals/customers?saved=10"


async def test_the_second_of_two_sees_what_the_first_did_and_what_is_left_to_do(edge: Knocker, cookie: str) -> None:
    somebody_was_faster(edge.bus)
    late = await send(edge, cookie, AT, AT, "revision=7&do=out+quotes")

    assert late.status == 412
    assert "Name: Theirs instead of Customers." in late.text
    assert "Quotes no longer shows in the portal." in late.text
    assert 'name="do" value="out quotes"' in late.text
    assert 'name="revision" value="8"' in late.text, "done again, it is done to the draft as it is now"


async def test_what_the_first_took_away_is_nothing_that_the_second_can_move(edge: Knocker, cookie: str) -> None:
    without = customers()
    without["modules"] = without["modules"][1:]
    says_draft(edge, without)
    somebody_was_faster(edge.bus)
    late = await send(edge, cookie, AT, AT, "revision=7&do=down+invoices")
    refused = await send(edge, cookie, AT, AT, "revision=8&do=down+invoices")

    assert late.status == 412
    assert "Nothing that is left to do" in late.text
    assert refused.status == 409, "nobody was faster: there is no such module"
    assert len(asked(edge, SaveDraft)) == 1


async def test_what_the_first_took_away_is_named_as_it_was_called(edge: Knocker, cookie: str) -> None:
    before, without = customers(), customers()
    before["modules"][0]["label"] = {"en": "Bills"}
    without["modules"] = without["modules"][1:]
    says_draft(edge, without)
    edge.bus.says(ShowEarlierDraft, {"slug": "customers", "revision": 7, "document": before})
    somebody_was_faster(
        edge.bus, {"pointer": "/modules/0", "code": "module-removed", "before": before["modules"][0], "after": None}
    )
    late = await send(edge, cookie, AT, AT, "revision=7&do=down+orders")

    assert "Bills no longer shows in the portal." in late.text


async def test_names_are_given_in_the_portals_languages(edge: Knocker, cookie: str) -> None:
    below = f"{AT}/invoices/name"
    await send(edge, cookie, f"{AT}/invoices", below, "revision=8&name.en=Bills&name.de=&name.es=&name.pt=&name.fr=Non")

    assert saved(edge)["modules"][0]["label"] == {"en": "Bills"}


async def test_words_of_the_tenant_are_text_and_who_may_only_look_changes_nothing(edge: Knocker, cookie: str) -> None:
    own = await edge.ask("GET", f"/console{AT}", cookie=cookie)
    auditor = await signed_in(edge, roles=frozenset({"auditor"}))
    looking = await edge.ask("GET", f"/console{AT}", cookie=auditor)

    assert HOSTILE not in own.text
    assert "&lt;b&gt;Zähler&lt;/b&gt;" in own.text
    assert looking.status == 200
    assert "Invoices" in looking.text
    assert 'name="do"' not in looking.text
