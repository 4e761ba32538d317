"""Property: list, page, count, export, search and start page show the same records, those that the rules allow."""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from chassis.mongo import Document
from contracts.message import Who
from contracts.principal import Principal
from contracts.records.dashboard import ShowDashboard
from contracts.records.exporting import ExportRecords
from contracts.records.searching import SearchRecords
from contracts.records.viewing import ListRecords, ShowRecord
from policy import FIELD_TYPES, Viewer, compile_policy, decide, parse_module, parse_portal, today_in
from records.domain.public_id import public_id
from records.domain.sort_keys import sort_keys
from stack.doors import Refused
from stack.records_bench import MovableClock, RecordsBench
from worlds import NOW, people, portal_documents, records, role_sets

FAST, SLOW = 12, 500
MODULES = ("jobs", "parts")
ORDERS = ("record_id", "-record_id", None)
FIELDS: list[dict[str, Any]] = [
    {"name": kind, "type": kind, "label": {"en": kind}, "sortable": kind != "text", "searchable": kind == "string"}
    for kind in FIELD_TYPES
]
DEFINITION: dict[str, Any] = {"label": {"en": "Things"}, "fields": FIELDS}
DEFINITIONS = {name: parse_module(name, DEFINITION) for name in MODULES}


class Standing(MovableClock):
    """A clock that stands still."""

    def __call__(self) -> Any:
        return NOW


def stored(drawn: list[Document]) -> list[Document]:
    """The drawn records as intake would have stored them: named, sorted, found by their names."""
    rows = []
    for number, record in enumerate(drawn):
        name = f"R/{number:02}"
        beside = {
            "_id": public_id(record["tenant"], record["module"], name),
            "record_id": name,
            "source": "erp",
            "sort": sort_keys(name, None, None, None, NOW),
            "words": {"record_id": ["r", f"{number:02}"]},
            "received_at": NOW,
            "accounts": [],
            "turns_at": None,
            "values": _fit(record["values"]),
        }
        rows.append({**record, **beside})
    return rows


def _fit(values: Any) -> Document:
    """What an index takes, and nothing related: the drawn ones have no ids."""
    fit: Document = {**(values[0] if isinstance(values, list) else values), "related": []}
    return {**fit, "status": None} if isinstance(fit.get("status"), list | dict) else fit


class World:
    """One example: what is stored, and how each answer is asked for."""

    def __init__(self, bench: RecordsBench, rows: list[Document]) -> None:
        self.bench, self.rows = bench, rows

    async def check(self, document: Document, viewer: Viewer, roles: frozenset[str]) -> int:
        """Compare all answers with the rules; tells how many records the viewer sees."""
        who = Principal(
            Who.USER, tenant=viewer.tenant, subject="u", session="s", membership=viewer.membership,
            portal=f"{viewer.tenant}/customers", account=viewer.account, contact=viewer.contact, roles=roles,
        )  # fmt: skip
        viewer = Viewer(viewer.tenant, viewer.membership, viewer.account, viewer.contact, today_in("UTC", NOW))
        policy = compile_policy(parse_portal(document, DEFINITIONS), 1, roles, viewer.account)
        allowed = {
            name: {str(row["_id"]) for row in self.rows if decide(policy, viewer, name, row, NOW).allowed}
            for name in MODULES
        }
        for name in MODULES:
            granted = policy.modules.get(name)
            if granted is None or not granted.shows:
                assert not allowed[name]
                assert (await self.refused(ListRecords(module=name), who)) == "records.not-found"
                continue
            await self.check_module(name, allowed[name], who, exports="export" in granted.actions)
        showing = {name for name, module in policy.modules.items() if module.shows}
        await self.check_all(allowed, showing, who)
        return sum(map(len, allowed.values()))

    async def check_module(self, module: str, allowed: set[str], who: Principal, *, exports: bool) -> None:
        """Compare list, count, pages and export."""
        for order in ORDERS:
            listed = [row["id"] for row in await self.bench.seen(who, module, limit=7, sort=order)]
            assert (len(listed), set(listed)) == (len(allowed), allowed)
        page = await self.bench.doors.call(ListRecords(module=module, limit=1, count=True), who)
        assert page.total == len(allowed)
        for row in self.rows:
            found = await self.refused(ShowRecord(module=module, id=str(row["_id"])), who)
            assert (found == "") == (row["_id"] in allowed)
        if not exports:
            assert await self.refused(ExportRecords(module=module), who) == "records.not-granted"
            return
        exported = await self.bench.doors.call(ExportRecords(module=module, fields=("id",)), who)
        assert {row[0] for row in exported.rows} == allowed

    async def check_all(self, allowed: dict[str, set[str]], showing: set[str], who: Principal) -> None:
        """Compare search and start page."""
        hits = await self.bench.doors.call(SearchRecords(q="r", limit=20), who)
        found = {one.module: {str(row["id"]) for row in one.items} for one in hits.modules}
        assert all(ids <= allowed[name] and len(ids) == min(20, len(allowed[name])) for name, ids in found.items())
        assert found.keys() == {name for name, ids in allowed.items() if ids}
        page = await self.bench.doors.call(ShowDashboard(), who)
        assert {one.module for one in page.modules} == showing
        for one in page.modules:
            recent = {str(new.record["id"]) for new in one.recent}
            assert recent <= allowed[one.module]
            assert len(recent) == min(5, len(allowed[one.module]))

    async def refused(self, request: Any, who: Principal) -> str:
        """The code of the refusal, "" where there is none."""
        try:
            await self.bench.doors.call(request, who)
        except Refused as refused:
            return refused.problem.code
        return ""


worlds = {
    "document": portal_documents(),
    "who": st.lists(st.tuples(people, role_sets), min_size=3, max_size=3),
    "drawn": records,
}
profile = settings(
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.generate],
)


async def agree(bench: RecordsBench, document: Document, who: list[Any], drawn: list[Document]) -> int:
    await bench.begin()
    bench.clock = Standing()
    rows = stored(drawn)
    for tenant in ("acme", "bolt"):
        for module in MODULES:
            await bench.define(tenant, module, 2, **DEFINITION)
        await bench.open(tenant, document, 2)
    await bench.database.raw["records"].insert_many(rows)
    world = World(bench, rows)
    return sum([await world.check(document, viewer, roles) for viewer, roles in who])


@settings(profile, max_examples=FAST)
@given(**worlds)
async def test_every_answer_shows_what_the_rules_allow(
    bench: RecordsBench, document: Document, who: list[Any], drawn: list[Document]
) -> None:
    await agree(bench, document, who, drawn)


@pytest.mark.slow
@settings(profile, max_examples=SLOW)
@given(**worlds)
async def test_they_agree_over_hundreds_of_worlds(
    bench: RecordsBench, document: Document, who: list[Any], drawn: list[Document]
) -> None:
    await agree(bench, document, who, drawn)
