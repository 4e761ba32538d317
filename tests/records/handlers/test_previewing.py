"""A draft at work: portal, lists, pages and sums answer as they would if it were published, to nobody else."""

import secrets
from datetime import timedelta
from typing import Any

import pytest

from contracts.message import Who
from contracts.principal import Principal
from contracts.records.dashboard import ShowDashboard
from contracts.records.previewing import KeepPreview
from contracts.records.searching import SearchRecords
from contracts.records.viewing import ListRecords, ShowPortal, ShowRecord
from records.domain.preview import MAX_PREVIEWS
from records.storage import previews
from stack.records_bench import ENTRY, TENANTS, RecordsBench, invoice, owner, portal_document, user

WIDER = {**ENTRY, "fields": {**ENTRY["fields"], "balance": "read"}}
ROLES = {"billing": {"modules": ["invoices"]}, "technical": {"modules": ["orders"]}}


async def kept(bench: RecordsBench, tenant: str, document: dict[str, Any], revision: int = 7, *roles: str) -> str:
    """A draft that records keeps; gives its id."""
    asked = KeepPreview(slug=document["slug"], draft_revision=revision, document=document, roles=roles)
    return (await bench.doors.call(asked, owner(tenant))).id


def looking(tenant: str, preview: str, account: str = "C-1001", **other: Any) -> Principal:
    """Whom identity's token names when staff look at a draft."""
    claims = {"portal": "customers", "session": "s", "read_only": True, "acting": "ada", "preview": preview, **other}
    return Principal(Who.USER, tenant=tenant, subject="ada", account=account, **claims)


async def test_a_draft_answers_in_the_place_of_the_published_version_and_only_to_who_looks(bench: RecordsBench) -> None:
    for tenant in TENANTS:
        await bench.publish(tenant, invoice(tenant, 1), invoice(tenant, 2, accounts=["C-2"]))
    await bench.define("acme", "orders")
    draft = portal_document(WIDER, {**ENTRY, "module": "orders"}, roles=ROLES, name="Next")
    who = looking("acme", await kept(bench, "acme", draft))
    portal = await bench.doors.call(ShowPortal(), who)
    assert (portal.name, portal.version, [one.module for one in portal.modules]) == ("Next", 7, ["invoices", "orders"])
    [one] = await bench.seen(who)
    assert (one["record_id"], one["balance"]) == ("INV-0001", "121.00")
    shown = await bench.doors.call(ShowRecord(module="invoices", id=one["id"]), who)
    assert shown.record == one
    assert (await bench.doors.call(ShowDashboard(), who)).modules
    [found] = (await bench.doors.call(SearchRecords(q="INV"), who)).modules
    assert [each["balance"] for each in found.items] == ["121.00"]
    for other in (user("acme"), user("globex")):
        assert "balance" not in (await bench.seen(other))[0]
        assert (await bench.doors.call(ShowPortal(), other)).version == 1


async def test_it_answers_exactly_as_the_same_document_does_once_it_is_published(bench: RecordsBench) -> None:
    await bench.define("acme", "orders")
    narrow = {**WIDER, "filter": {"field": "status", "op": "eq", "value": "open"}, "scope": "account_tree"}
    draft = portal_document(narrow, {**ENTRY, "module": "orders"}, roles=ROLES)
    await bench.publish("acme", invoice("acme", 1), invoice("acme", 2, status="draft"), invoice("acme", 3, hidden=True))
    preview = await kept(bench, "acme", draft)
    users: list[dict[str, Any]] = [{}, {"account": "C-2"}, {"roles": frozenset({"billing"})}]
    before = [await answers(bench, looking("acme", preview, **said)) for said in users]
    await bench.open("acme", draft, 7)
    after = [await answers(bench, user("acme", **said)) for said in users]
    assert before == after
    assert before[0] != before[1]
    assert before[0] != before[2]


async def answers(bench: RecordsBench, who: Principal) -> tuple[Any, Any]:
    portal = await bench.doors.call(ShowPortal(), who)
    return portal, await bench.seen(who)


async def test_a_kind_of_user_without_an_account_sees_what_everyone_sees(bench: RecordsBench) -> None:
    await bench.define("acme", "products")
    everyone = {**ENTRY, "module": "products", "scope": "everyone", "everyone": True}
    own = {**ENTRY, "scope": "own"}
    await bench.publish("acme", invoice("acme", 1), invoice("acme", 2, module="products", accounts=[]))
    who = looking("acme", await kept(bench, "acme", portal_document(own, everyone)), account="")
    assert await bench.seen(who) == []
    assert len(await bench.seen(who, "products")) == 1


async def test_a_preview_opens_no_other_portal_tenant_or_draft(bench: RecordsBench) -> None:
    preview = await kept(bench, "acme", portal_document())
    strangers = (
        looking("globex", preview),
        looking("acme", preview, portal="suppliers"),
        looking("acme", preview, portal="globex/customers"),
        looking("acme", "never-kept"),
    )
    for who in strangers:
        for request in (ShowPortal(), ListRecords(module="invoices")):
            assert (await bench.doors.refusal(request, who)).code == "records.no-portal"


async def test_it_follows_neither_later_saves_nor_what_is_published_but_modules(bench: RecordsBench) -> None:
    preview = await kept(bench, "acme", portal_document())
    who = looking("acme", preview)
    await bench.doors.call(ShowPortal(), who)
    assert await kept(bench, "acme", portal_document()) == preview, "the same draft is kept once"
    assert await kept(bench, "acme", portal_document(WIDER), 8) != preview
    await bench.open("acme", portal_document({**ENTRY, "fields": {}}), 2)
    assert "title" in (await bench.doors.call(ShowPortal(), who)).modules[0].fields
    await bench.define("acme", "invoices", 2, fields=[])
    assert (await bench.doors.refusal(ShowPortal(), who)).code == "records.no-portal", "what cannot be read is closed"


@pytest.mark.parametrize(
    ("document", "roles", "code", "pointer"),
    [
        (portal_document({**ENTRY, "module": "nowhere"}), (), "records.draft-unreadable", "/document/modules/0/module"),
        (portal_document(roles=ROLES | {"technical": {"modules": ["invoices"]}}), ("billing", "boss"),
         "records.unknown-role", "/roles/1"),
    ],
)  # fmt: skip
async def test_what_could_not_be_looked_at_is_refused_with_the_place(
    bench: RecordsBench, document: dict[str, Any], roles: tuple[str, ...], code: str, pointer: str
) -> None:
    asked = KeepPreview(slug="customers", draft_revision=1, document=document, roles=roles)
    problem = await bench.doors.refusal(asked, owner("acme"))
    assert (problem.code, [fault.pointer for fault in problem.errors]) == (code, [pointer])
    assert not await bench.database.raw[previews.COLLECTION].count_documents({})


async def test_no_more_drafts_are_kept_than_the_bound_and_each_for_its_time(bench: RecordsBench) -> None:
    foreign = await kept(bench, "globex", portal_document())
    ids = []
    for revision in range(MAX_PREVIEWS + 2):
        bench.clock.ahead += timedelta(seconds=1)
        ids.append(await kept(bench, "acme", portal_document(), revision))
    rows = await bench.database.raw[previews.COLLECTION].find({"tenant": "acme"}).to_list(length=1_000)
    assert {row["preview"] for row in rows} == set(ids[2:])
    life = max(row["expires_at"] for row in rows) - bench.clock()
    assert timedelta(minutes=15) < life <= timedelta(minutes=16)
    assert (await bench.doors.call(ShowPortal(), looking("globex", foreign))).version == 7


async def test_only_who_may_change_the_portal_may_keep_its_draft(bench: RecordsBench) -> None:
    asked = KeepPreview(slug="customers", draft_revision=1, document=portal_document())
    support = Principal(Who.STAFF, tenant="acme", subject=secrets.token_hex(4), roles=frozenset({"support", "auditor"}))
    key = Principal(Who.SYSTEM, tenant="acme", subject="k", scopes=frozenset({"portals"}))
    for who in (support, key, user("acme"), looking("acme", "x")):
        assert (await bench.doors.refusal(asked, who)).status == 403
