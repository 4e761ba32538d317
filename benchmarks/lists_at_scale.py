"""Lists of an account with 200, 20,000 and 200,000 invoices in a tenant of a million records.

Through the doors of records with policy and projection, without bus and HTTP: first pages and deep ones, each preset
sort, with a status and a date filter, and for an account tree of 400. What MongoDB did is read from its profiler:
every list must run on an index, without sorting in memory. The ratio is 200,000 to 200: an index hides the size.
"""

import asyncio
import secrets
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any, Final

from contracts.backoffice.record import RecordUpserted
from contracts.principal import Principal
from contracts.records.viewing import ListRecords
from records.app.intake.stored_record import stored_record
from records.domain.public_id import public_id
from records.storage.records import COLLECTION
from stack import own_stack
from stack.records_bench import ENTRY, RecordsBench, made_records_bench, portal_document, user

SIZES: Final = {"A-200": 200, "A-20000": 20_000, "A-200000": 200_000}
TREE: Final = "T-0"
BRANCHES: Final = 400
BRANCH: Final = 250
"""Records of each account below the tree's root."""
TENANT: Final = "acme"
ALL: Final = 1_000_000
AT_ONCE: Final = 5_000
TIMES: Final = 60
SORTS: Final = ("-issued_on", "issued_on", "-due_on", "title", "record_id")
QUESTIONS: Final[dict[str, dict[str, Any]]] = {
    **{f"by {sort}": {"sort": sort} for sort in SORTS},
    "open ones": {"filter": {"status": {"is": "open"}}},
    "this year's": {"filter": {"issued_on": {"gte": "2026-01-01"}}},
    "open and due": {"sort": "due_on", "filter": {"status": {"is": "open"}, "due_on": {"lte": "2026-06-30"}}},
}
ON_AN_INDEX: Final = ("IXSCAN", "EXPRESS_IXSCAN")


def accounts(whole: int) -> Iterator[str]:
    """Whose record is next, shuffled by a stride, so that nobody's lie together."""
    share = whole / ALL
    names = [name for name, count in SIZES.items() for _ in range(max(1, int(count * share)))]
    names += [f"T-{1 + n % (BRANCHES - 1)}" for n in range(int(BRANCHES * BRANCH * share))]
    names += [f"O-{n % 5_000}" for n in range(whole - len(names))]
    stride = 7_919  # a prime beside every size here
    return (names[(n * stride) % whole] for n in range(whole))


def rows(whole: int) -> Iterator[dict[str, Any]]:
    """A million invoices as intake stores them."""
    first, now = datetime(2020, 1, 1, tzinfo=UTC), datetime.now(UTC)
    for number, account in enumerate(accounts(whole)):
        day = (first + timedelta(days=(number * 31) % 2_500)).date()
        event = RecordUpserted(
            module="invoices", record_id=f"INV-{number:07}", revision=1, accounts=(account,),
            title=f"Invoice {number}", status=("open", "paid", "overdue")[number % 3], issued_on=day.isoformat(),
            due_on=(day + timedelta(days=30)).isoformat(), currency="EUR", total=Decimal("121.00"),
            balance=Decimal("121.00"),
        )  # fmt: skip
        above = {account: (TREE,)} if account.startswith("T-") else {}
        key = public_id(TENANT, "invoices", event.record_id)
        row = stored_record(key, TENANT, "erp://acme/main", event, {"project": "Roof"}, above, now)
        yield {**row, "words": {}}


async def fill(bench: RecordsBench, whole: int) -> None:
    """Store them, many at a time."""
    began, source = time.perf_counter(), rows(whole)
    while some := list(islice(source, AT_ONCE)):
        await bench.database.raw[COLLECTION].insert_many(some, ordered=False)
    print(f"{whole:,} records stored in {time.perf_counter() - began:.0f} s", flush=True)


async def time_list(bench: RecordsBench, who: Principal, asked: dict[str, Any]) -> list[float]:
    """Milliseconds of each page: the first five, over and over."""
    took: list[float] = []
    while len(took) < TIMES:
        cursor = None
        for _ in range(5):
            began = time.perf_counter()
            page = await bench.doors.call(ListRecords(module="invoices", cursor=cursor, **asked), who)
            took.append((time.perf_counter() - began) * 1000)
            cursor = page.next_cursor
            if cursor is None:
                break
    return sorted(took[:TIMES])


async def plans(bench: RecordsBench) -> list[dict[str, Any]]:
    """What MongoDB did for the lists since the profiler was switched on."""
    await bench.database.raw.command("profile", 0)
    found = await bench.database.raw["system.profile"].find({"command.find": COLLECTION}).to_list(100_000)
    await bench.database.raw["system.profile"].drop()
    return found


def judge(name: str, found: list[dict[str, Any]]) -> None:
    """Say and hold what each plan was."""
    assert found, "the profiler saw nothing"
    sorted_in_memory = [one for one in found if one.get("hasSortStage")]
    scans = {one["planSummary"].partition(" ")[0] for one in found}
    most = max(one["keysExamined"] for one in found)
    print(f"   {name:14} {len(found)} queries, {', '.join(sorted(scans))}, at most {most} keys examined")
    assert not sorted_in_memory, sorted_in_memory[0]["planSummary"]
    assert scans <= set(ON_AN_INDEX), scans


async def measure(bench: RecordsBench, whole: int) -> None:
    """Print p50 and p99 of every question for every account."""
    await bench.begin()
    tree = {**ENTRY, "scope": "account_tree"}
    await bench.open(TENANT, portal_document(ENTRY))
    await fill(bench, whole)
    people = {name: user(TENANT, name) for name in SIZES}
    medians: dict[str, list[float]] = {}
    for version, (entry, asking) in enumerate(((ENTRY, people), (tree, {TREE: user(TENANT, TREE)})), 2):
        await bench.open(TENANT, portal_document(entry), version)
        for question, asked in QUESTIONS.items():
            for name, who in asking.items():
                await bench.database.raw.command("profile", 2)
                took = await time_list(bench, who, asked)
                found = await plans(bench)
                medians.setdefault(name, []).append(took[len(took) // 2])
                print(f"{name:10} {question:14} p50 {took[len(took) // 2]:6.2f} ms, p99 {took[-1]:6.2f} ms")
                judge(question, found)
    told = {name: statistics.median(values) for name, values in medians.items()}
    for name, value in told.items():
        print(f"{name:10} median of p50s {value:.2f} ms, {value / told['A-200']:.2f} of that of 200")


async def main(mongo_url: str, whole: int) -> None:
    """Measure on a database that is dropped in the end."""
    async with made_records_bench(mongo_url, f"bench_{secrets.token_hex(4)}") as bench:
        await measure(bench, whole)


if __name__ == "__main__":
    with own_stack() as stack:
        stack.ensure("mongodb")
        asyncio.run(main(stack.settings["PORTICO_MONGO_URL"], int(sys.argv[1]) if sys.argv[1:] else ALL))
