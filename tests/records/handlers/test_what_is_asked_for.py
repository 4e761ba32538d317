"""For any records and conditions: a list is the plain predicate over what this viewer sees of each record, no more."""

from collections import Counter
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from stack.records_bench import ENTRY, MODULE, RecordsBench, invoice, message, portal_document, user

EXAMPLES = 120
FIELDS = [{**field, "sortable": field["type"] != "text"} for field in MODULE["fields"]]
POLICY = {
    **ENTRY,
    "filter": {"field": "status", "op": "in", "value": ["open", "paid", "overdue"]},
    "fields": {**ENTRY["fields"], **dict.fromkeys(("fields.day", "fields.urgent", "fields.kind"), "read")},
}
VALUES: dict[str, tuple[Any, ...]] = {
    "status": ("open", "paid", "overdue", "draft", None),
    "title": ("Roof", "roof, left", "Ärger", "", None),
    "due_on": ("2026-11-30", "2026-12-01", "2026-12-31", None),
    "issued_on": ("2026-11-01", None),
    "total": ("0", "-5.5", "121.00", "121", None),
    "fields.hours": ("0.1", "10", None),
    "fields.day": ("2026-12-01", None),
    "fields.urgent": (True, False, None),
    "fields.kind": ("a", "b", "$me.account", None),
}
KINDS = {"total": "number", "fields.hours": "number", "fields.urgent": "flag", "due_on": "day", "issued_on": "day"}
KINDS["fields.day"] = "day"
OPS = {
    "flag": ("is", "eq", "ne", "exists"),
    "day": ("is", "eq", "ne", "in", "nin", "lt", "lte", "gt", "gte", "exists"),
    "text": ("is", "eq", "ne", "in", "nin", "contains", "prefix", "exists"),
}
OPS["number"] = OPS["day"]
SORTS = (None, "issued_on", "-due_on", "title", "-record_id", "total", "-fields.hours", "status")


def written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


@st.composite
def conditions(draw: st.DrawFn) -> dict[str, dict[str, str]]:
    asked: dict[str, dict[str, str]] = {}
    for name in draw(st.lists(st.sampled_from(sorted(VALUES)), max_size=3)):
        op = draw(st.sampled_from(OPS[KINDS.get(name, "text")]))
        values = st.sampled_from([written(value) for value in VALUES[name] if value not in (None, "")])
        several = op in {"is", "in", "nin"} and KINDS.get(name) != "flag"
        text = ",".join(draw(st.lists(values, min_size=1, max_size=2))) if several else draw(values)
        asked.setdefault(name, {})[op] = draw(st.sampled_from(("true", "false"))) if op == "exists" else text
    return asked


drawn_records = st.lists(st.fixed_dictionaries({name: st.sampled_from(VALUES[name]) for name in VALUES}), max_size=8)


def event_of(n: int, drawn: dict[str, Any]) -> dict[str, Any]:
    fields = {name[7:]: value for name, value in drawn.items() if name.startswith("fields.")}
    plain = {name: value for name, value in drawn.items() if not name.startswith("fields.")}
    return invoice("acme", n, balance=None, fields=fields, accounts=["C-2"] if n % 5 == 4 else ["C-1001"], **plain)


def holds(record: dict[str, Any], name: str, op: str, text: str) -> bool:
    """The predicate, written anew: over the projected record, and false where there is no value."""
    stored = record["fields"].get(name[7:]) if name.startswith("fields.") else record[name]
    if op == "exists":
        return (stored is not None) == (text == "true")
    if stored is None:
        return False
    number = KINDS.get(name) == "number"
    value = Decimal(stored) if number else written(stored)
    several = op in {"is", "in", "nin"}
    given: list[Any] = [Decimal(part) if number else part for part in (text.split(",") if several else [text])]
    tests = {
        "is": value in given, "in": value in given, "nin": value not in given, "eq": value == given[0],
        "ne": value != given[0], "lt": value < given[0], "lte": value <= given[0], "gt": value > given[0],
        "gte": value >= given[0],
    }  # fmt: skip
    if op == "contains":
        return str(given[0]) in str(value)
    return str(value).startswith(str(given[0])) if op == "prefix" else bool(tests[op])


async def test_a_list_is_what_the_predicate_leaves_of_what_the_viewer_sees(bench: RecordsBench) -> None:
    await bench.define("acme", "invoices", 2, fields=FIELDS)
    await bench.open("acme", portal_document(POLICY), 2)
    examples: list[Any] = []

    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )  # fmt: skip
    @given(drawn_records, st.lists(conditions(), min_size=4, max_size=4), st.sampled_from(SORTS))
    def draw(drawn: Any, asked: Any, sort: Any) -> None:
        examples.append((drawn, asked, sort))

    draw()
    seen = Counter[bool]()
    for drawn, asked, sort in examples:
        for collection in ("records", "revisions"):
            await bench.database.raw[collection].delete_many({})
        if drawn:
            await bench.deliver(message("acme", [event_of(n, one) for n, one in enumerate(drawn)]))
        everything = await bench.seen(user("acme"), sort=sort)
        for condition in asked:
            tests = [(name, op, text) for name, ops in condition.items() for op, text in ops.items()]
            expected = [one for one in everything if all(holds(one, *test) for test in tests)]
            assert await bench.seen(user("acme"), filter=condition, sort=sort, limit=2) == expected, condition
            seen.update([bool(expected)])
    assert min(seen[True], seen[False]) > EXAMPLES / 4, seen
