"""Lists of an account with 200, 20,000 and 200,000 invoices in a tenant of a million records.

Through the doors of records with policy and projection, without bus and HTTP: the first five pages in each preset sort
and both ways, with a status and with date filters, and for an account tree of 400. What MongoDB did is read from its
profiler, after the timing: every list must run on an index, without sorting in memory. The latency at 200,000 may be
1.5 times that at 200: an index hides the size.

The million is stored without intake and indexed afterwards, in about four minutes on two cores; at measuring time the
collection has the indexes that records declares, no more and no less. Another number of records may be given as
argument: all sizes shrink with it.
"""

import asyncio
import secrets
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, Final

import pymongo

from contracts.backoffice.record import RecordUpserted
from contracts.principal import Principal
from contracts.records.viewing import ListRecords
from records.app.intake.stored_record import stored_record
from records.domain.public_id import public_id
from records.domain.sort_keys import PRESET_SORTS
from records.storage.records import COLLECTION, INDEXES
from stack import own_stack
from stack.records_bench import ENTRY, RecordsBench, made_records_bench, portal_document, user

Row = dict[str, Any]
SIZES: Final = {"A-200": 200, "A-20000": 20_000, "A-200000": 200_000}
TREE: Final = "T-0"
BRANCHES: Final = 400
BRANCH: Final = 250
"""Records of each account below the tree's root."""
OTHERS: Final = 5_000
TENANT: Final = "acme"
ALL: Final = 1_000_000
AT_ONCE: Final = 5_000
TIMES: Final = 200
LOOKED_AT: Final = 10
"""Pages of each list whose plans are read."""
PAGES: Final = 5
BOUND: Final = 1.5
CACHE: Final = "cache_size=2GB"
"""Local parts get a quarter of a gigabyte; no tenant of this size is served from that."""
QUESTIONS: Final[dict[str, dict[str, Any]]] = {
    **{f"by {way}{key}": {"sort": way + key} for key in PRESET_SORTS for way in ("", "-")},
    "open ones": {"filter": {"status": {"is": "open"}}},
    "this year's": {"filter": {"issued_on": {"gte": "2026-01-01"}}},
    "open and due": {"sort": "due_on", "filter": {"status": {"is": "open"}, "due_on": {"lte": "2026-06-30"}}},
}
ON_AN_INDEX: Final = frozenset({"IXSCAN", "EXPRESS_IXSCAN"})


def accounts(whole: int) -> Iterator[str]:
    """Whose record is next, shuffled by a stride, so that nobody's lie together."""
    share = whole / ALL
    names = [name for name, count in SIZES.items() for _ in range(max(1, int(count * share)))]
    names += [f"T-{1 + n % (BRANCHES - 1)}" for n in range(int(BRANCHES * BRANCH * share))]
    names += [f"O-{n % OTHERS}" for n in range(whole - len(names))]
    stride = 7_919  # a prime beside every size here
    return (names[(n * stride) % whole] for n in range(whole))


def rows(whole: int) -> Iterator[Row]:
    """Invoices as intake stores them."""
    first, now = datetime(2020, 1, 1, tzinfo=UTC), datetime.now(UTC)
    for number, account in enumerate(accounts(whole)):
        day = (first + timedelta(days=(number * 31) % 2_500)).date()
        said = {
            "module": "invoices", "record_id": f"INV-{number:07}", "revision": 1, "accounts": [account],
            "title": f"Invoice {number}", "status": ("open", "paid", "overdue")[number % 3],
            "issued_on": day.isoformat(), "due_on": (day + timedelta(days=30)).isoformat(), "currency": "EUR",
            "total": "121.00", "balance": "121.00",
        }  # fmt: skip
        event = RecordUpserted.model_validate(said)
        above = {account: (TREE,)} if account.startswith("T-") else {}
        key = public_id(TENANT, "invoices", event.record_id)
        row = stored_record(key, TENANT, "erp://acme/main", event, {"project": "Roof"}, above, now)
        yield {**row, "words": {}}


async def fill(bench: RecordsBench, mongo_url: str, whole: int) -> None:
    """Store them without the indexes, then build these: each row would be put into seven trees one by one."""
    collection, began, source = bench.database.raw[COLLECTION], time.perf_counter(), rows(whole)
    declared = await collection.index_information()
    await collection.drop_indexes()
    while some := list(islice(source, AT_ONCE)):
        await collection.insert_many(some, ordered=False)
    stored = time.perf_counter()
    print(f"{whole:,} records stored in {stored - began:.0f} s", flush=True)
    await asyncio.to_thread(index, mongo_url, bench.database.raw.name)
    assert await collection.index_information() == declared, "the indexes are those that the service makes"
    print(f"{len(INDEXES)} indexes built in {time.perf_counter() - stored:.0f} s", flush=True)


def index(mongo_url: str, database: str) -> None:
    """Build what records declares, for as long as it takes: the service's own connections give up after 20 s."""
    with pymongo.MongoClient[Row](mongo_url) as client:
        client[database][COLLECTION].create_indexes([one.model() for one in INDEXES])


async def time_list(bench: RecordsBench, who: Principal, asked: dict[str, Any], times: int) -> list[float]:
    """Milliseconds of each page, sorted: the first five, over and over."""
    took: list[float] = []
    while len(took) < times:
        cursor = None
        for _ in range(PAGES):
            began = time.perf_counter()
            page = await bench.doors.call(ListRecords(module="invoices", cursor=cursor, **asked), who)
            took.append((time.perf_counter() - began) * 1000)
            cursor = page.next_cursor
            if cursor is None:
                break
    return sorted(took[:times])


async def plans(bench: RecordsBench, who: Principal, asked: dict[str, Any]) -> list[Row]:
    """What MongoDB does for some pages of a list."""
    await bench.database.raw.command("profile", 2)
    await time_list(bench, who, asked, LOOKED_AT)
    await bench.database.raw.command("profile", 0)
    found = await bench.database.raw["system.profile"].find({"command.find": COLLECTION}).to_list(LOOKED_AT * 10)
    await bench.database.raw["system.profile"].drop()
    return found


def judged(found: list[Row]) -> str:
    """Say what the plans were. Raises AssertionError where one is not on an index, or sorts."""
    assert found, "the profiler saw nothing"
    sorted_in_memory = [one["planSummary"] for one in found if one.get("hasSortStage")]
    assert not sorted_in_memory, sorted_in_memory[0]
    scans = {one["planSummary"].partition(" ")[0] for one in found}
    assert scans <= ON_AN_INDEX, scans
    return f"{', '.join(sorted(scans))}, at most {max(one['keysExamined'] for one in found)} keys examined"


async def ask(bench: RecordsBench, people: dict[str, Principal]) -> dict[str, float]:
    """Print p50 and p99 of every question, and what it ran on; give each person's median of p50s."""
    medians: dict[str, list[float]] = {name: [] for name in people}
    for question, asked in QUESTIONS.items():
        for name, who in people.items():
            took = await time_list(bench, who, asked, TIMES)
            medians[name].append(took[len(took) // 2])
            told = judged(await plans(bench, who, asked))
            p50, p99 = took[len(took) // 2], took[int(len(took) * 0.99)]
            print(f"{name:9} {question:13} p50 {p50:6.2f} ms, p99 {p99:6.2f} ms | {told}", flush=True)
    return {name: statistics.median(values) for name, values in medians.items()}


async def main(mongo_url: str, whole: int) -> None:
    """Measure on a database that is dropped in the end."""
    async with made_records_bench(mongo_url, f"bench_{secrets.token_hex(4)}") as bench:
        await bench.database.client.admin.command("setParameter", 1, wiredTigerEngineRuntimeConfig=CACHE)
        await bench.begin()
        await fill(bench, mongo_url, whole)
        told = await ask(bench, {name: user(TENANT, name) for name in SIZES})
        await bench.open(TENANT, portal_document({**ENTRY, "scope": "account_tree"}), 2)
        told |= await ask(bench, {TREE: user(TENANT, TREE)})
    for name, value in told.items():
        print(f"{name:9} median of p50s {value:.2f} ms, {value / told['A-200']:.2f} of that of A-200")
    if whole >= ALL:  # of fewer, the small account does not fill its pages
        assert told["A-200000"] <= BOUND * told["A-200"], "a large account waits longer than a small one"


if __name__ == "__main__":
    with own_stack() as stack:
        stack.ensure("mongodb")
        asyncio.run(main(stack.settings["PORTICO_MONGO_URL"], int(sys.argv[1]) if sys.argv[1:] else ALL))
