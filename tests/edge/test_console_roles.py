"""The roles of a portal in the console: who has them is told before one is renamed or removed."""

import re
from urllib.parse import urlencode

import pytest

from contracts.identity.role_counts import CountRoles
from contracts.portal_config.portals import SaveDraft
from stack.console import asked, send, signed_in
from stack.drafted import customers, saved, says_draft, somebody_was_faster
from stack.knocking import Knocker

AT = "/portals/customers/roles"
COUNTED = {
    "slug": "customers", "without_role": 4, "more": False,
    "items": [
        {"role": "billing", "memberships": 3, "invitations": 1}, {"role": "old", "memberships": 2, "invitations": 0},
    ],
}  # fmt: skip


@pytest.fixture
async def cookie(edge: Knocker) -> str:
    """The cookie of an owner of a tenant with one portal, with the presets' five roles."""
    kept = await signed_in(edge)
    edge.bus.calls.clear()
    says_draft(edge)
    edge.bus.says(CountRoles, COUNTED)
    return kept


def _as_shown(page: str) -> dict[str, str]:
    hidden = dict(re.findall(r'type="hidden" name="(roles|modules|actions)" value="([^"]*)"', page))
    return {**hidden, **dict.fromkeys(re.findall(r'type="checkbox" name="([ma]\.[^"]+)" value="1" checked', page), "1")}


async def test_sent_back_as_it_was_the_matrix_changes_nothing(edge: Knocker, cookie: str) -> None:
    page = await edge.ask("GET", f"/console{AT}", cookie=cookie)
    answer = await send(edge, cookie, AT, AT, urlencode({"revision": "8", **_as_shown(page.text)}))

    assert saved(edge) == customers()
    assert answer.headers["location"] == f"/console{AT}?saved=9"


async def test_a_role_is_narrowed_and_only_it(edge: Knocker, cookie: str) -> None:
    page = await edge.ask("GET", f"/console{AT}", cookie=cookie)
    form = _as_shown(page.text)
    del form["m.billing.invoices"], form["a.billing.pay"]
    await send(edge, cookie, AT, AT, urlencode({"revision": "8", **form}))

    before, after = customers()["roles"], saved(edge)["roles"]
    assert "invoices" not in after["billing"]["modules"]
    assert after["billing"]["without"] == ["pay"]
    assert {**after, "billing": 0} == {**before, "billing": 0}


async def test_who_has_a_role_is_told_before_it_goes(edge: Knocker, cookie: str) -> None:
    page = await edge.ask("GET", f"/console{AT}", cookie=cookie)
    await send(edge, cookie, AT, f"{AT}/billing/remove", "revision=8")

    assert asked(edge, CountRoles)[0] == {"slug": "customers"}
    assert "3 people have it, 1 is invited with it" in page.text
    assert "3 people see nothing by it any more once this is published." in page.text
    assert "Roles that this draft does not have" in page.text
    assert "old: 2 people have it" in page.text
    assert list(saved(edge)["roles"]) == ["admin", "technical", "approver", "viewer"]


async def test_without_an_answer_the_roles_can_be_edited_all_the_same(edge: Knocker, cookie: str) -> None:
    del edge.bus.answers[CountRoles]
    page = await edge.ask("GET", f"/console{AT}", cookie=cookie)

    assert page.status == 200
    assert "cannot be told right now" in page.text


async def test_a_role_is_renamed_with_the_old_one_beside_it_or_without(edge: Knocker, cookie: str) -> None:
    await send(edge, cookie, AT, f"{AT}/billing/rename", "revision=8&to=Finance+Team&keep=1")
    assert list(saved(edge)["roles"])[1:3] == ["billing", "finance-team"]
    edge.bus.calls.clear()

    await send(edge, cookie, AT, f"{AT}/billing/rename", "revision=8&to=finance")
    assert list(saved(edge)["roles"])[:2] == ["admin", "finance"]


@pytest.mark.parametrize(
    ("form", "role", "modules"),
    [
        ("name=Crew&start=like:technical", "crew", "work_orders"),
        ("name=crew&start=all", "crew", "products"),
        ("name=&start=preset:admin", "admin", "invoices"),
    ],
)
async def test_a_role_begins_with_what_is_chosen(
    edge: Knocker, cookie: str, form: str, role: str, modules: str
) -> None:
    document = customers()
    del document["roles"]["admin"]
    says_draft(edge, document)
    await send(edge, cookie, AT, f"{AT}/new", f"revision=8&{form}")

    assert modules in saved(edge)["roles"][role]["modules"]


@pytest.mark.parametrize("form", ["name=viewer&start=none", "name=%3Cb%3E&start=none", "name=&start=none"])
async def test_a_role_that_cannot_be_is_told_and_nothing_is_saved(edge: Knocker, cookie: str, form: str) -> None:
    answer = await send(edge, cookie, AT, f"{AT}/new", f"revision=8&{form}")

    assert answer.status == 422
    assert 'role="alert"' in answer.text
    assert "<b>" not in answer.text
    assert not asked(edge, SaveDraft)


async def test_whoever_is_late_sees_the_difference(edge: Knocker, cookie: str) -> None:
    somebody_was_faster(edge.bus)
    late = await send(edge, cookie, AT, f"{AT}/viewer/remove", "revision=7")

    assert late.status == 412
    assert "Name: Theirs instead of Customers." in late.text
    assert "The role “viewer” is gone" in late.text


async def test_who_only_looks_sees_the_matrix_and_no_people(edge: Knocker, cookie: str) -> None:
    auditor = await signed_in(edge, roles=frozenset({"auditor"}))
    edge.bus.calls.clear()
    page = await edge.ask("GET", f"/console{AT}", cookie=auditor)

    assert page.status == 200
    assert "disabled" in page.text
    assert "Save the draft" not in page.text
    assert not asked(edge, CountRoles)
