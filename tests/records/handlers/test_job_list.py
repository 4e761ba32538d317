"""Jobs through records' doors: listed for those who may, and forgotten in time."""

from datetime import timedelta

from contracts.records.jobs import ListJobs, ShowJob
from stack.dry_runs import do_all, draft, entry, start
from stack.records_bench import RecordsBench, owner


async def test_a_job_is_forgotten_after_a_day(filled: RecordsBench) -> None:
    job = await start(filled, "acme", draft(entry()))
    filled.clock.ahead += timedelta(days=1)
    assert (await filled.doors.refusal(ShowJob(id=job.id), owner("acme"))).code == "records.unknown-job"


async def test_jobs_are_listed_newest_first_with_who_asked_and_no_result(filled: RecordsBench) -> None:
    first = await start(filled, "acme", draft(entry()), "customers")
    filled.clock.ahead = timedelta(minutes=1)
    second = await start(filled, "acme", draft(entry(), slug="suppliers"), "suppliers")
    await start(filled, "globex", draft(entry()))
    await do_all(filled)

    listed = (await filled.doors.call(ListJobs(), owner("acme"))).items

    assert [(each.id, each.slug, each.state) for each in listed] == [
        (second.id, "suppliers", "done"), (first.id, "customers", "done"),
    ]  # fmt: skip
    assert [(each.by, each.dry_run, each.examined) for each in listed] == [
        ("ada", None, each.to_examine) for each in listed
    ]
    filled.clock.ahead = timedelta(days=1, seconds=30)
    assert [each.id for each in (await filled.doors.call(ListJobs(), owner("acme"))).items] == [second.id]
