"""A tenant with as many portals as it may have: a change costs what one portal does."""

from collections.abc import Mapping

import pytest

from contracts.records.viewing import ListRecords, ShowPortal
from policy import Portal, parse_portal
from records.ports import InForce
from records.storage import policies, read_portals
from records.storage.rules import MAX_PORTALS, Definitions
from stack.records_bench import ENTRY, RecordsBench, invoice, portal_document, user

ASKED = 50


@pytest.fixture
async def reads(bench: RecordsBench, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the portals that were read, in order."""
    read: list[str] = []

    def counted(document: Mapping[str, object], definitions: Definitions) -> Portal:
        read.append(str(document["slug"]))
        return parse_portal(document, definitions)

    monkeypatch.setattr(read_portals, "parse_portal", counted)
    return read


def slugs(count: int) -> list[str]:
    return [f"portal-{number}" for number in range(count)]


async def fill(bench: RecordsBench, tenant: str, count: int) -> None:
    """So many portals beside `customers`, as if each had been published."""
    raw = bench.database.raw["portals"]
    row = await raw.find_one({"tenant": tenant, "slug": "customers"})
    assert row is not None
    copies = [
        {**row, "_id": f"{tenant}/{slug}", "slug": slug, "document": portal_document(slug=slug)}
        for slug in slugs(count)
    ]
    await raw.insert_many(copies)
    await raw.database["rules"].update_one({"tenant": tenant}, {"$inc": {"number": 1}})
    await bench.parts.policies.compare()


async def force(bench: RecordsBench, tenant: str, slug: str) -> InForce:
    found = await bench.parts.policies.of(user(tenant, portal=f"{tenant}/{slug}"))
    assert found is not None
    return found


async def test_among_a_thousand_portals_only_what_is_asked_for_is_read_and_only_once(
    bench: RecordsBench, reads: list[str]
) -> None:
    await fill(bench, "acme", MAX_PORTALS - 1)
    await bench.publish("acme", invoice("acme", 1))
    first, last = slugs(MAX_PORTALS - 1)[0], slugs(MAX_PORTALS - 1)[-1]
    for slug in (first, last, "customers"):
        who = user("acme", portal=f"acme/{slug}")
        for _ in range(2):
            assert len((await bench.doors.call(ListRecords(module="invoices"), who)).items) == 1
    assert reads == [first, last, "customers"]
    stranger = user("globex", portal=f"globex/{last}")
    assert (await bench.doors.refusal(ShowPortal(), stranger)).code == "records.no-portal"


async def test_a_change_reads_the_portal_that_changed_and_no_other(bench: RecordsBench, reads: list[str]) -> None:
    for tenant in ("acme", "globex"):
        await fill(bench, tenant, ASKED)
    before = {slug: await force(bench, "acme", slug) for slug in slugs(ASKED)}
    other = await force(bench, "globex", "portal-7")
    reads.clear()
    await bench.open("acme", portal_document({**ENTRY, "fields": {}}, slug="portal-7"), 2)
    after = {slug: await force(bench, "acme", slug) for slug in slugs(ASKED)}
    assert reads == ["portal-7"]
    assert after["portal-7"].policy.version == 2
    assert not after["portal-7"].policy.modules["invoices"].readable
    same = [slug for slug in before if after[slug].policy is before[slug].policy]
    assert same == [slug for slug in before if slug != "portal-7"], "what was compiled is kept, too"
    assert (await force(bench, "globex", "portal-7")).policy is other.policy


async def test_a_module_that_changes_reads_them_anew(bench: RecordsBench, reads: list[str]) -> None:
    await fill(bench, "acme", 2)
    await force(bench, "acme", "portal-0")
    await bench.define("acme", "invoices", 2, label={"en": "Bills"})
    label = (await force(bench, "acme", "portal-0")).policy.modules["invoices"].label
    assert (dict(label), reads) == ({"en": "Bills"}, ["portal-0", "portal-0"])


async def test_what_is_kept_of_portals_is_bounded(
    bench: RecordsBench, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policies, "MAX_READ", 3)
    bench.parts = bench.replica()
    await fill(bench, "acme", 4)
    for slug in (*slugs(4), "portal-3", "portal-1", "portal-0"):
        await force(bench, "acme", slug)
    assert reads == [*slugs(4), "portal-0"], "the one not asked for the longest went"
