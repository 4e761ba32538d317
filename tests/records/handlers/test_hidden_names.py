"""A name that the policy hides is answered exactly as one that is none: the same words, and as fast."""

import math
import statistics
import time
from typing import Any

import pytest

from contracts.records.viewing import ListRecords, ShowRecord
from records.domain.public_id import public_id
from stack.records_bench import MODULE, RecordsBench, invoice, user

HIDDEN = ("balance", "terms", "lines", "lines.sku", "parties", "contacts", "fields.price", "fields.internal_note")
NONE = ("nothing", "fields.nothing", "values.balance", "sort.title", "words", "tenant", "audience", "source", "deleted")
ROUNDS = 150
FLAGGED = [
    {**field, "sortable": field["type"] != "text", "searchable": field["type"] in {"string", "text"}}
    for field in MODULE["fields"]
]


def askings(name: str) -> dict[str, dict[str, Any]]:
    """Every place of a list that takes a name."""
    return {
        "sort": {"sort": name},
        "backwards": {"sort": f"-{name}"},
        "filter": {"filter": {name: {"is": "x"}}},
        "filter with an operator": {"filter": {name: {"lt": "x"}}},
        "counted": {"filter": {name: {"exists": "true"}}, "count": True},
        "fields": {"fields": ("title", name)},
    }


def blank(problem: Any, name: str) -> str:
    return str(problem.model_dump_json()).replace(name, "?")


@pytest.fixture
async def asked(bench: RecordsBench) -> RecordsBench:
    await bench.define("acme", "invoices", 2, fields=FLAGGED)
    fields = {"project": "Roof", "price": "5.00", "internal_note": "secretword", "story": "secretword"}
    await bench.publish("acme", *(invoice("acme", n, fields=fields, terms="secretword") for n in range(50)))
    return bench


async def test_a_hidden_name_is_refused_like_none_wherever_a_name_is_taken(asked: RecordsBench) -> None:
    for name in (*HIDDEN, *NONE):
        for place, asking in askings(name).items():
            problem = await asked.doors.refusal(ListRecords(module="invoices", **asking), user("acme"))
            like = ListRecords(module="invoices", **askings("nowhere")[place])
            unknown = await asked.doors.refusal(like, user("acme"))
            assert (problem.status, problem.code) == (422, "records.unknown-field"), (place, name)
            assert blank(problem, name) == blank(unknown, "nowhere")
        record = public_id("acme", "invoices", "INV-0001")
        shown = await asked.doors.refusal(ShowRecord(module="invoices", id=record, fields=(name,)), user("acme"))
        assert shown.code == "records.unknown-field"


async def test_a_wrong_value_for_a_hidden_field_is_told_like_for_none(asked: RecordsBench) -> None:
    for name in ("balance", "nothing"):
        conditions = {name: {"lt": "not a number"}, "total": {"lt": "not a number"}}
        request = ListRecords(module="invoices", filter=conditions)
        problem = await asked.doors.refusal(request, user("acme"))
        assert [fault.pointer for fault in problem.errors] == [f"/filter/{name}/lt"]


async def test_words_that_only_a_hidden_field_has_are_found_nowhere(asked: RecordsBench) -> None:
    for words in ("secretword", "nowhere"):
        page = await asked.doors.call(ListRecords(module="invoices", q=words, count=True), user("acme"))
        assert (page.items, page.next_cursor, page.total) == ((), None, 0)


PAIRS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    **{place: (asking, askings("balancf")[place]) for place, asking in askings("balance").items()},
    "q": ({"q": "secretword"}, {"q": "secretwore"}),
}


@pytest.mark.slow
@pytest.mark.parametrize("place", PAIRS)
async def test_nobody_can_tell_hidden_from_none_by_the_time_it_takes(asked: RecordsBench, place: str) -> None:
    """A rank test on interleaved calls: of |z| > 4 one in 16,000 comes by chance, and it has three tries."""
    scores = []
    for _ in range(3):
        took: tuple[list[float], list[float]] = ([], [])
        for turn in range(ROUNDS):
            for side in (0, 1) if turn % 2 else (1, 0):
                took[side].append(await seconds(asked, PAIRS[place][side]))
        scores.append(abs(z_score(*took)))
        if scores[-1] < 4:
            return
    raise AssertionError(f"{place}: hidden and unknown names take different times: {scores}")


async def seconds(bench: RecordsBench, asking: dict[str, Any]) -> float:
    request = ListRecords(module="invoices", **asking)
    began = time.perf_counter()
    if "q" in asking:
        await bench.doors.call(request, user("acme"))
    else:
        await bench.doors.refusal(request, user("acme"))
    return time.perf_counter() - began


def z_score(one: list[float], other: list[float]) -> float:
    """How far the rank sum of one sample is from chance, in standard deviations (Mann and Whitney, 1947)."""
    ranked = sorted([*((value, 1) for value in one), *((value, 0) for value in other)])
    ranks = sum(rank for rank, (_, mine) in enumerate(ranked, 1) if mine)
    n, m = len(one), len(other)
    return float((ranks - n * (n + m + 1) / 2) / math.sqrt(n * m * (n + m + 1) / 12))


def test_the_rank_test_sees_a_difference_where_there_is_one() -> None:
    fast = [float(n % 17) for n in range(150)]
    assert abs(z_score(fast, list(reversed(fast)))) < 1
    assert z_score([value + 4 for value in fast], fast) > 4
    assert statistics.mean(fast) < 17
