"""For any portal, role, record and membership: what the doors show is what the predicate allows, and no field more."""

from collections import Counter
from datetime import timedelta
from itertools import count
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from contracts.records.viewing import ShowRecord
from policy import FIELD_TYPES, Policy, Viewer, compile_policy, decide, parse_portal, project
from records.app.outward import outward
from stack.doors import Refused
from stack.records_bench import RecordsBench, message, user
from worlds import MODULES, NOW, people, portal_documents, role_sets
from worlds.people import ACCOUNTS, CONTACTS

EXAMPLES = 40
DEFINITION: dict[str, Any] = {
    "label": {"en": "Things"},
    "fields": [{"name": kind, "type": kind, "label": {"en": kind}} for kind in FIELD_TYPES],
}
FIELDS = {
    "string": ("a", "ab", "é", "b/c", "[a]"),
    "text": ("a", "a\nb", "A.B"),
    "choice": ("a", "b"),
    "number": (0, 1, 10, 0.1, "0.3", -1, 1e300),
    "money": ("0", "121.00", "0.1", "-5.5"),
    "date": ("2026-11-01", "2026-11-22", "2025-01-01"),
    "datetime": ("2026-11-22T10:00:00.123456Z", "2026-11-22T11:00:00+01:00"),
    "boolean": (True, False),
}
DAY = timedelta(days=1)
edges = st.sampled_from((*[None] * 6, -DAY, DAY))
versions = count(10)


def optional(*values: object) -> st.SearchStrategy[object]:
    return st.sampled_from((None, *values))


def plainly() -> tuple[dict[str, Any], list[Any], list[dict[str, Any]]]:
    """One world in which every rule has its word, however chance falls."""
    job = {"module": "jobs", "scope": "account", "actions": ["view"], "fields": {"title": "read"}}
    jobs = {**job, "filter": {"field": "status", "op": "eq", "value": "a"}}
    parts = {**job, "module": "parts", "actions": ["pay"]}
    document: dict[str, Any] = {
        "slug": "customers",
        "name": "C",
        "audience": "customer",
        "languages": ["en"],
        "modules": [jobs, parts],
    }
    document["roles"] = {"billing": {"modules": ["parts"]}}
    usual = {"module": "jobs", "accounts": ["a"], "contacts": [], "status": "a", "hidden": False, "deleted": False}
    usual |= {"visible_from": None, "visible_until": None}
    changes: list[dict[str, Any]] = [{}, {"accounts": ["b"]}, {"status": "b"}, {"hidden": True}, {"module": "parts"}]
    changes += [{"visible_from": DAY}, {"visible_until": -DAY}, {"deleted": True}]
    viewers = [Viewer("acme", "m1", "a", None, NOW.date()), Viewer("bolt", "m1", "b", None, NOW.date())]
    who = [(viewer, roles) for viewer in viewers for roles in (frozenset[str](), frozenset({"billing"}))]
    return document, who, [{**usual, **change} for change in changes]


def unfiltered(document: dict[str, Any]) -> dict[str, Any]:
    """The same portal without filters: few random records pass a random filter."""
    return {**document, "modules": [{**module, "filter": None} for module in document["modules"]]}


said = st.fixed_dictionaries(
    {
        "module": st.sampled_from(("jobs", "parts")),
        "accounts": st.lists(st.sampled_from(ACCOUNTS), max_size=2, unique=True),
        "contacts": st.lists(st.sampled_from(CONTACTS), max_size=1),
        "title": optional("a", "ab", "é", "b"),
        "status": optional("a", "A", "a.b"),
        "issued_on": optional("2026-11-01", "2026-11-22"),
        "total": optional("121.00", "0", "-5.5"),
        "hidden": st.sampled_from((*[False] * 5, True)),
        "visible_from": edges,
        "visible_until": edges,
        "fields": st.fixed_dictionaries({}, optional={kind: optional(*FIELDS[kind]) for kind in FIELDS}),
        "related": st.just([{"module": "jobs", "record_id": "R/0"}, {"module": "parts", "record_id": "R/1"}]),
        "lines": st.just([{"line_id": "1", "sku": "A", "total": "1.00"}]),
        "notes": st.just(["for us only"]),
        "deleted": st.sampled_from((*[False] * 5, True)),
    }
)


def events_of(bench: RecordsBench, tenant: str, drawn: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The drawn records as events, with moments around now; some are removed at once."""
    now, events = bench.clock(), []
    for number, one in enumerate(drawn):
        data = {**one, "record_id": f"R/{number}", "revision": 1, "currency": "EUR"}
        for edge in ("visible_from", "visible_until"):
            data[edge] = None if one[edge] is None else (now + one[edge]).isoformat()
        deleted = data.pop("deleted")
        head = {"specversion": "1.0", "source": "erp", "tenantid": tenant}
        events.append({**head, "id": f"{number}", "type": "backoffice.record.upserted.v1", "data": data})
        if deleted:
            gone = {"module": data["module"], "record_id": data["record_id"], "revision": 2}
            events.append({**head, "id": f"-{number}", "type": "backoffice.record.deleted.v1", "data": gone})
    return events


async def test_the_doors_show_what_the_predicate_allows_and_nothing_else(bench: RecordsBench) -> None:
    tenants, seen = {"acme": "acme", "bolt": "globex"}, Counter[str]()
    for tenant in tenants.values():
        for module in MODULES:
            await bench.define(tenant, module, **DEFINITION)

    async def check(document: dict[str, Any], who: list[tuple[Viewer, frozenset[str]]], drawn: list[Any]) -> None:
        version = next(versions)
        for collection in ("records", "revisions"):
            await bench.database.raw[collection].delete_many({})
        for tenant in tenants.values():
            await bench.deliver(message(tenant, events_of(bench, tenant, drawn)))
            assert await bench.codes(tenant) == []
            await bench.open(tenant, document, version)
        for viewer, roles in who:
            tenant = tenants[viewer.tenant]
            here = Viewer(tenant, viewer.membership, viewer.account, viewer.contact, bench.clock().date())
            seen.update(await shown_is_allowed(bench, document, here, roles))

    examples: list[tuple[Any, Any, Any]] = [plainly()]

    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )  # fmt: skip
    @given(
        st.one_of(portal_documents(), portal_documents().map(unfiltered)),
        st.lists(st.tuples(people, role_sets), min_size=3, max_size=3),
        st.lists(said, min_size=6, max_size=12),
    )
    def draw(document: Any, who: Any, drawn: Any) -> None:
        examples.append((document, who, drawn))

    draw()
    for document, who, drawn in examples:
        await check(document, who, drawn)
    blind = {"allowed", "role", "scope", "hidden", "visible_from", "visible_until", "filter", "action"} - set(seen)
    assert not blind, f"the test is blind for {blind}: {seen}"


async def shown_is_allowed(
    bench: RecordsBench, document: dict[str, Any], viewer: Viewer, roles: frozenset[str]
) -> Counter[str]:
    """Compare lists and pages of one viewer with the rules asked about each row as it is stored; gives their words."""
    portal, words = parse_portal(document, MODULES), Counter[str]()
    policy = compile_policy(portal, 1, roles, viewer.account)
    who = user(viewer.tenant, viewer.account, contact=viewer.contact, membership=viewer.membership, roles=roles)
    rows = {row["_id"]: row for row in (await bench.rows(viewer.tenant)).values()}
    may_see = set()
    for row in rows.values():
        verdict = decide(policy, viewer, row["module"], row, bench.clock())
        words[verdict.rule] += 1
        may_see |= {row["_id"]} if verdict.allowed else set()
    for module in MODULES:
        expected = {name: rows[name] for name in may_see if rows[name]["module"] == module}
        listed = {one["id"]: one for one in await listed_by(bench, who, module)}
        assert set(listed) == set(expected)
        for name in rows.keys() - expected.keys():
            assert (await bench.doors.refusal(ShowRecord(module=module, id=name), who)).code == "records.not-found"
        for name, row in expected.items():
            record: Any = outward(project(policy.modules[module], row))
            if "related" in record:
                record["related"] = [named(each, rows, policy) for each in record["related"] if each["id"] in may_see]
            assert listed[name] == {key: value for key, value in record.items() if key != "lines"}
            if "related" in record:
                record["related_from"] = pointing(record, [rows[each] for each in may_see], rows, policy)
            assert (await bench.doors.call(ShowRecord(module=module, id=name), who)).record == record
    return words


def named(each: dict[str, Any], rows: dict[str, Any], policy: Policy) -> dict[str, Any]:
    """A related record with the names of it that its own module reads."""
    there = policy.modules[each["module"]]
    shown = project(there, rows[each["id"]])
    return {**each, **{name: shown[name] for name in ("title", "status") if name in there.readable}}


def pointing(
    record: dict[str, Any], visible: list[dict[str, Any]], rows: dict[str, Any], policy: Policy
) -> list[dict[str, Any]]:
    """The visible records that point to one, newest first, where both modules tell."""
    here = record["module"]
    known = {record["id"], *(each["id"] for each in record["related"])}
    found = [
        row
        for row in visible
        if row["_id"] not in known
        and record["id"] in {each["id"] for each in row["values"]["related"]}
        and row["module"] in policy.modules[here].related
        and here in policy.modules[row["module"]].related
        and "related" in policy.modules[row["module"]].readable
    ]
    found.sort(key=lambda row: (row["sort"]["issued_on"], row["_id"]), reverse=True)
    return [
        named({"id": row["_id"], "module": row["module"], "record_id": row["record_id"]}, rows, policy) for row in found
    ]


async def listed_by(bench: RecordsBench, who: Any, module: str) -> list[dict[str, Any]]:
    """All pages of a module's list; nothing where the module does not show."""
    try:
        return await bench.seen(who, module, limit=3)
    except Refused as refused:
        if refused.problem.code != "records.not-found":
            raise
        return []
