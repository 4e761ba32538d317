"""`portico-backoffice publish`: a file of events, killed in the middle, resumed, changed."""

import json
from collections import Counter

from stack import wait_until_async
from stack.backoffice_bench import Backoffice
from stack.backoffice_command import WITHIN_S, Desk, reach

MANY = 20_000


def _line(number: int) -> str:
    data = {"module": "invoices", "record_id": f"INV-{number}", "revision": 1, "title": "x" * 50}
    return json.dumps({"type": "backoffice.record.upserted.v1", "data": data}) + "\n"


async def test_a_run_that_is_killed_goes_on_where_it_stopped(desk: Desk, acme: Backoffice) -> None:
    desk.write("events.jsonl", "".join(map(_line, range(MANY))))
    checkpoint = desk.folder / "events.jsonl.checkpoint"
    killed = await desk.start("publish", "events.jsonl", **reach(acme))

    async def some_are_settled() -> bool:
        return checkpoint.exists()

    await wait_until_async(some_are_settled, WITHIN_S)
    killed.kill()
    await killed.communicate()
    settled = json.loads(checkpoint.read_text())["line"]
    resumed = await desk.run("publish", "events.jsonl", "--resume", "--json", **reach(acme))
    assert resumed.code == 0, resumed.err
    assert resumed.told["summary"]["published"] == MANY - settled
    ids = Counter(event["id"] for event in await acme.events())
    assert len(ids) == MANY
    nothing_left = await desk.run("publish", "events.jsonl", "--resume", "--json", **reach(acme))
    assert nothing_left.told["summary"]["published"] == 0


async def test_lines_that_are_refused_are_told_with_their_number(desk: Desk, acme: Backoffice) -> None:
    desk.write("events.jsonl", _line(1) + "{}\n" + _line(2))
    run = await desk.run("publish", "events.jsonl", "--json", **reach(acme))
    assert (run.code, run.told["summary"]["published"]) == (1, 2)
    assert run.told["verdicts"][0]["line"] == 2


async def test_a_changed_file_is_not_resumed(desk: Desk, acme: Backoffice) -> None:
    desk.write("events.jsonl", _line(1))
    await desk.run("publish", "events.jsonl", **reach(acme))
    desk.write("events.jsonl", _line(2))
    run = await desk.run("publish", "events.jsonl", "--resume", **reach(acme))
    assert (run.code, "without --resume" in run.err) == (2, True)
