"""A dry run through records' doors: started, followed, cancelled, taken over; its figures by hand."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from contracts.message import Who
from contracts.principal import Principal
from contracts.records.jobs import CancelJob, ModuleDifference, ShowJob, StartDryRun
from records.app.run_dry_run import run_dry_run
from records.domain.job import MAX_KEPT, MAX_OPEN, MAX_TRIES
from records.storage.job_desk import LEASE, MongoJobDesk
from records.storage.jobs import WAITING
from stack.dry_runs import do_all, draft, entry, grant, show, start, waiting
from stack.records_bench import ENTRY, RecordsBench, owner, portal_document


async def ran(bench: RecordsBench, tenant: str, document: Mapping[str, Any]) -> dict[str, ModuleDifference]:
    """Run one to its end, and give what differs by module."""
    job = await start(bench, tenant, document)
    await do_all(bench)
    done = await show(bench, tenant, job)
    assert (done.state, done.examined) == ("done", done.to_examine)
    assert done.dry_run is not None
    assert (done.dry_run.draft_revision, done.dry_run.at) == (7, job.created_at)
    return {one.module: one for one in done.dry_run.modules}


async def test_figures_and_samples_say_who_loses_sight_of_what(filled: RecordsBench) -> None:
    found = await ran(filled, "acme", draft(entry()))
    one = found["invoices"]
    assert (one.examined, one.gained.records, one.gained.memberships, one.gained.pairs) == (6, 0, 0, 0)
    # Of C-1 invoice 1 is paid, seen by two; of C-2 invoices 3 and 5, seen by one.
    assert (one.lost.records, one.lost.memberships, one.lost.pairs) == (3, 3, 4)
    assert [record.record_id for record in one.lost.sample_records] == ["INV-0001", "INV-0003", "INV-0005"]
    assert one.lost.sample_records[0].title == "Invoice INV-0001 r1"
    assert one.lost.sample_memberships == ("m-1", "m-2", "m-3")
    assert (one.fields_gained, one.fields_lost) == ((), ())


async def test_what_nobody_published_shows_to_nobody_before(filled: RecordsBench) -> None:
    await grant(filled, "acme", "m-9", "C-2", portal="acme/suppliers")
    job = await start(filled, "acme", draft(entry(), slug="suppliers"), "suppliers")
    await do_all(filled)
    done = (await show(filled, "acme", job)).dry_run
    assert done is not None
    assert (done.published_version, done.memberships) == (None, 1)
    assert (done.modules[0].gained.records, done.modules[0].gained.pairs, done.modules[0].lost.records) == (1, 1, 0)


async def test_a_draft_that_shows_the_same_examines_nothing(filled: RecordsBench) -> None:
    found = (await ran(filled, "acme", draft()))["invoices"]
    assert (found.examined, found.gained.pairs, found.lost.pairs) == (0, 0, 0)


async def test_fields_are_told_by_the_roles_that_gain_and_lose_them(filled: RecordsBench) -> None:
    fields = {**ENTRY["fields"], "balance": "read"}
    del fields["total"]
    roles = {"billing": {"modules": ["invoices"]}, "technical": {"modules": ["invoices"]}}
    found = (await ran(filled, "acme", draft(entry(fields=fields), roles=roles)))["invoices"]
    gained = {one.field: (one.roles, one.roleless) for one in found.fields_gained}
    of_all = {"balance": (("billing", "technical"), True)}
    assert gained == {**dict.fromkeys(fields, (("technical",), False)), **of_all}
    assert [(one.field, one.roles, one.roleless) for one in found.fields_lost] == [("total", ("billing",), True)]


async def test_a_module_that_the_draft_leaves_out_is_lost(filled: RecordsBench) -> None:
    await filled.define("acme", "orders")
    found = await ran(filled, "acme", draft({**ENTRY, "module": "orders"}))
    assert list(found) == ["orders", "invoices"]
    assert (found["invoices"].lost.records, found["invoices"].lost.pairs, found["orders"].examined) == (6, 9, 0)
    assert {one.field for one in found["invoices"].fields_lost} == set(ENTRY["fields"])


async def test_another_tenant_sees_no_job_and_nothing_of_it(filled: RecordsBench) -> None:
    job = await start(filled, "acme", draft(entry()))
    await do_all(filled)
    for request in (ShowJob(id=job.id), CancelJob(id=job.id), ShowJob(id="unknown")):
        problem = await filled.doors.refusal(request, owner("globex"))
        assert (problem.status, problem.code) == (404, "records.unknown-job")
    assert (await show(filled, "acme", job)).state == "done"


async def test_only_who_may_shape_portals_may_run_one(filled: RecordsBench) -> None:
    asked = StartDryRun(slug="customers", draft_revision=1, document=portal_document())
    support = Principal(Who.STAFF, tenant="acme", subject="s", session="s", roles=frozenset({"support"}))
    key = Principal(Who.SYSTEM, tenant="acme", subject="k", scopes=frozenset({"events"}))
    assert [(await filled.doors.refusal(asked, who)).status for who in (support, key)] == [403, 403]
    shaping = Principal(Who.SYSTEM, tenant="acme", subject="k", scopes=frozenset({"portals"}))
    assert (await filled.doors.call(asked, shaping)).state == "waiting"


async def test_a_draft_that_does_not_hold_is_refused_with_its_places(filled: RecordsBench) -> None:
    asked = StartDryRun(slug="customers", draft_revision=1, document=draft({**ENTRY, "module": "nowhere"}))
    problem = await filled.doors.refusal(asked, owner("acme"))
    assert (problem.status, problem.code) == (422, "records.draft-invalid")
    assert [fault.pointer for fault in problem.errors] == ["/modules/0/module", "/roles/billing/modules/0"]


async def test_what_is_cancelled_stops_and_stays_cancelled(
    filled: RecordsBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("records.app.dry_run.run.REPORT_SECONDS", 0.0)
    job = await start(filled, "acme", draft(entry()))
    other = await start(filled, "globex", draft(entry()))
    turn = await waiting(filled).take_turn()
    assert turn is not None
    examined = 0
    at = filled.build(filled.doors.transactor.reading("acme"))

    class Cancelling(MongoJobDesk):
        async def report(self, examined_: int, to_examine: int, result: Mapping[str, object]) -> bool:
            nonlocal examined
            examined = examined_
            if examined_ == 2:
                await filled.doors.call(CancelJob(id=job.id), owner("acme"))
            return await super().report(examined_, to_examine, result)

    await run_dry_run(Cancelling(filled.doors.transactor, turn, filled.clock), at)
    shown = await show(filled, "acme", job)
    assert (shown.state, shown.to_examine, examined) == ("cancelled", 6, 2)
    await do_all(filled)
    assert [(await show(filled, *each)).state for each in (("acme", job), ("globex", other))] == ["cancelled", "done"]
    again = await filled.doors.call(CancelJob(id=other.id), owner("globex"))
    assert again.state == "done"


async def test_a_new_run_of_a_portal_ends_the_one_before(filled: RecordsBench) -> None:
    first = await start(filled, "acme", draft(entry()))
    foreign = await start(filled, "globex", draft(entry()))
    second, third = await asyncio.gather(*(start(filled, "acme", draft(entry())) for _ in range(2)))
    states = [(await show(filled, "acme", job)).state for job in (first, second, third)]
    assert states[0] == "cancelled"
    assert sorted(states[1:]) == ["cancelled", "waiting"]
    assert (await show(filled, "globex", foreign)).state == "waiting"
    await do_all(filled)
    assert await filled.database.raw[WAITING].count_documents({}) == 0


async def test_a_tenant_has_so_many_at_a_time_and_so_many_to_look_at(filled: RecordsBench) -> None:
    for number in range(MAX_OPEN):
        await start(filled, "acme", portal_document(), f"portal-{number}")
    asked = StartDryRun(slug="one-more", draft_revision=1, document=portal_document())
    assert (await filled.doors.refusal(asked, owner("acme"))).code == "records.too-many-jobs"
    await start(filled, "globex", portal_document())
    for _ in range(MAX_KEPT):
        await start(filled, "acme", portal_document(), "portal-0")
    assert len(await filled.rows("acme", "jobs")) == MAX_KEPT
    await do_all(filled)
    kept = (await filled.rows("acme", "jobs")).values()
    assert not [row for row in kept if "draft" in row or "published" in row]


async def test_a_replica_that_died_is_followed_by_another_and_so_many_die_at_most(filled: RecordsBench) -> None:
    job = await start(filled, "acme", draft(entry()))
    dead = await waiting(filled).take_turn()
    assert dead is not None
    assert await MongoJobDesk(filled.doors.transactor, dead, filled.clock).begin() is not None
    await do_all(filled)
    assert (await show(filled, "acme", job)).state == "running"
    filled.clock.ahead += LEASE
    await do_all(filled)
    assert (await show(filled, "acme", job)).state == "done"
    late = MongoJobDesk(filled.doors.transactor, dead, filled.clock)
    assert not await late.report(1, 1, {})

    other = await start(filled, "globex", draft(entry()))
    for _ in range(MAX_TRIES):
        assert await waiting(filled).take_turn() is not None
        filled.clock.ahead += LEASE
    await do_all(filled)
    shown = await show(filled, "globex", other)
    assert (shown.state, shown.code) == ("failed", "records.job-interrupted")
