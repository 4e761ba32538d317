"""A dry run over 100,000 records and 1,000 memberships, against reading the same records bare from MongoDB.

One process on a real MongoDB, through the job's own doors; only the bus is left out. The draft narrows the invoices to
what is not paid, shows objects to whoever they name, and turns products on for one account in ten. Interleaved rounds,
medians: seconds, megabytes above what the process had before, the longest that the event loop did not turn, and the
ratio to the floor, which reads the same records whole, page by page, and does not even decode them.
"""

import asyncio
import secrets
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any, Final

from bson.codec_options import CodecOptions
from bson.raw_bson import RawBSONDocument

from chassis.due import DueList
from chassis.keys import write_bytes
from chassis.logs import configure_logs
from chassis.mongo import Database
from chassis.work import Transactor
from contracts.identity.people import MembershipGranted
from contracts.message import Who
from contracts.principal import Principal
from contracts.records.jobs import Job, ShowJob, StartDryRun
from records.app.show_job import show_job
from records.app.start_dry_run import start_dry_run
from records.gateways import clock
from records.handlers.jobs import JobDoor
from records.main import Parts
from records.storage.job_desk import LEASE, MongoJobDesk
from records.storage.jobs import WAITING
from stack import own_stack
from stack.records_bench import ENTRY, KEPT, RecordsBench, invoice, made_records_bench, portal_document

RECORDS: Final = 100_000
MEMBERSHIPS: Final = 1_000
ACCOUNTS: Final = 400
ROUNDS: Final = 3
BATCH: Final = 500
MODULES: Final = ("invoices", "objects", "products")
TENANT: Final = "acme"
KIB_A_MIB: Final = 1024
TURN_SECONDS: Final = 0.001
FOR_ALL: Final[Mapping[str, Any]] = {"scope": "everyone", "everyone": True}
MINE: Final = {"field": "fields.project", "op": "in", "value": ["$me.account", "shared"]}
UNPAID: Final = {
    "any": [
        {"field": "status", "op": "in", "value": ["open", "overdue"]},
        {"field": "due_on", "op": "gte", "value": "$today-30d"},
    ]
}


def portal(**changes: Mapping[str, Any]) -> dict[str, Any]:
    """The portal, with something else in some modules."""
    modules = [{**ENTRY, "module": module, **changes.get(module, {})} for module in MODULES]
    roles = {"billing": {"modules": ["invoices"]}, "technical": {"modules": ["objects", "products"]}}
    chosen = [f"C-{number}" for number in range(0, ACCOUNTS, 10)]
    return portal_document(*modules, roles=roles, overrides=[{"accounts": chosen, "modules_on": ["products"]}])


PUBLISHED: Final = portal(products={**FOR_ALL, "on": False}, objects={"scope": "account_tree"})
DRAFT: Final = portal(
    products={**FOR_ALL, "on": False},
    invoices={"filter": UNPAID},
    objects={**FOR_ALL, "filter": MINE},
)


async def fill(bench: RecordsBench) -> None:
    """Put a tenant's records and memberships there, by the doors that they come in by."""
    await bench.begin()
    chance = Random(1)  # noqa: S311  the same tenant each time, no secret
    for module in MODULES:
        await bench.define(TENANT, module)
    await bench.open(TENANT, {**PUBLISHED, "overrides": []}, 2)
    for start in range(0, RECORDS, BATCH):
        events = [
            invoice(
                TENANT, number, module=MODULES[number % 3], accounts=[f"C-{chance.randrange(ACCOUNTS)}"],
                status=chance.choice(("open", "paid", "paid", "overdue")), due_on=f"2026-{number % 12 + 1:02}-01",
                fields={"project": chance.choice(("shared", "other", f"C-{chance.randrange(ACCOUNTS)}"))},
            )
            for number in range(start, start + BATCH)
        ]  # fmt: skip
        await bench.publish(TENANT, *events)
    for number in range(MEMBERSHIPS):
        said = {"membership_id": f"m{number}", "user_id": f"u{number}", "portal": f"{TENANT}/customers"}
        roles = ((), ("billing",), ("technical",), ("billing", "technical"))[number % 4]
        account = f"C-{chance.randrange(ACCOUNTS)}"
        await bench.tell(TENANT, MembershipGranted(**said, account_id=account, contact_id=None, roles=roles))


class Replica:
    """What a replica of records does jobs with."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._transactor = Transactor(database, "records", deadline=10, committed=lambda: None)
        self._parts = Parts(database, self._transactor, write_bytes(secrets.token_bytes(32)), **KEPT)

    async def run(self) -> Job:
        """Start a dry run, do it, and give it as it is then."""
        asked = StartDryRun(slug="customers", draft_revision=1, document=DRAFT)
        who = Principal(Who.STAFF, tenant=TENANT, subject="ada")
        begun = await self._transactor.run(TENANT, lambda work: start_dry_run(asked, who, self._parts.build(work)))
        turn = await DueList(self.database, LEASE, of=WAITING).take_turn()
        assert turn is not None
        await JobDoor(
            self._transactor, self._parts.build, lambda turn: MongoJobDesk(self._transactor, turn, clock.now)
        ).on_due(turn)
        done = await show_job(ShowJob(id=begun.id), self._parts.build(self._transactor.reading(TENANT)))
        assert (done.state, done.examined) == ("done", RECORDS), done
        return done


async def read_bare(database: Database) -> None:
    """The floor: the bytes of every record, page by page, as the driver hands them out where nothing is decoded."""
    raw = database.raw["records"].with_options(CodecOptions(document_class=RawBSONDocument))
    rows = raw.find({"tenant": TENANT}, batch_size=1_000)
    seen = 0
    while some := await rows.to_list(length=1_000):
        seen += len(some)
    assert seen == RECORDS


async def longest_pause(pauses: list[float]) -> None:
    """Note the longest that the loop did not turn, until cancelled."""
    pauses.append(0.0)
    while True:
        began = time.perf_counter()
        await asyncio.sleep(TURN_SECONDS)
        pauses[0] = max(pauses[0], time.perf_counter() - began - TURN_SECONDS)


def peak_mib() -> float:
    """What this process has needed at its peak; `getrusage` would tell of what it was forked from too."""
    lines = Path("/proc/self/status").read_text().splitlines()
    told = next(line for line in lines if line.startswith("VmHWM:"))
    return int(told.split()[1]) / KIB_A_MIB


async def measure(mongo_url: str, name: str) -> None:
    """Measure both, in a process that has done nothing else."""
    database = Database(mongo_url, name)
    replica = Replica(database)
    await database.ping()
    before = peak_mib()
    took, bare, pauses = [], [], list[float]()
    watching = asyncio.create_task(longest_pause(pauses))
    for _ in range(ROUNDS):
        began = time.perf_counter()
        done = await replica.run()
        took.append(time.perf_counter() - began)
    watching.cancel()
    needed = peak_mib() - before
    for _ in range(ROUNDS):
        began = time.perf_counter()
        await read_bare(database)
        bare.append(time.perf_counter() - began)
    ours, floor = statistics.median(took), statistics.median(bare)
    assert done.dry_run is not None
    for one in done.dry_run.modules:
        told = (f"{way} {c.records:6} records {c.memberships:4} memberships {c.pairs:9} pairs"
                for way, c in (("gained", one.gained), ("lost", one.lost)))  # fmt: skip
        print(f"  {one.module:9} {' | '.join(told)}")
    what = f"{RECORDS} records x {done.dry_run.memberships} memberships"
    cost = f"{ours:.1f} s ({RECORDS / ours:.0f} records/s), {needed:.0f} MiB, longest pause {pauses[0] * 1000:.0f} ms"
    print(f"{what}: {cost} | floor {floor:.1f} s | {ours / floor:.2f}")
    database.close()


async def fill_and_measure(mongo_url: str) -> None:
    """Fill a database, and measure on it in another process."""
    name = f"dry_run_{secrets.token_hex(4)}"
    async with made_records_bench(mongo_url, name) as bench:
        await fill(bench)
        words = [sys.executable, __file__, mongo_url, name]
        await asyncio.to_thread(subprocess.run, words, check=True)


def main() -> None:
    """Measure on a MongoDB of its own."""
    if len(sys.argv) > 1:
        configure_logs("records", "error")
        asyncio.run(measure(*sys.argv[1:3]))
        return
    with own_stack() as stack:
        stack.ensure("mongodb")
        asyncio.run(fill_and_measure(stack.settings["PORTICO_MONGO_URL"]))


if __name__ == "__main__":
    main()
