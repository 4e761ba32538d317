"""Asks every door what it shows to one membership of a drawn world, and holds each answer against `policy.decide`.

Records are stored once and looked at through many portals. Each carries a word of its own in a field that most portals
hide, and secrets that none can grant: all that comes out is searched for them.
"""

import re
from collections import Counter
from collections.abc import Mapping
from random import Random
from typing import Any, Final, TypeVar

from actors.backoffice import event
from contracts.backoffice.record import RecordUpserted
from contracts.message import Message, Request
from contracts.principal import Principal
from contracts.records.dashboard import ShowDashboard
from contracts.records.exporting import ExportRecords
from contracts.records.history import ShowHistory
from contracts.records.searching import SearchRecords
from contracts.records.viewing import ListRecords, ShowRecord
from policy import FIELD_TYPES, SEARCHABLE, ModulePolicy, Policy, Viewer, decide, parse_module
from records.domain.words import words_of
from stack.doors import Refused
from stack.records_bench import RecordsBench, account, message
from worlds.events import CANARY_FIELD, SECRET, canary, record
from worlds.portals import KINDS
from worlds.portals import MODULES as NAMES

Row = dict[str, Any]
A = TypeVar("A", bound=Message)
STORED: Final = 24
"""Records of a tenant: more than a page of a list."""
ALWAYS: Final = {"id", "record_id", "module", "revision"}
DEFINITION: Final[dict[str, Any]] = {
    "label": {"en": "Things"},
    "fields": [
        *(
            {"name": kind, "type": kind, "label": {"en": kind}, "searchable": kind in SEARCHABLE}
            for kind in FIELD_TYPES
        ),
        {"name": CANARY_FIELD, "type": "string", "label": {"en": "Secret"}, "searchable": True, "sortable": True},
    ],
}
MODULES: Final = {name: parse_module(name, DEFINITION) for name in NAMES}
SEARCHED: Final = {"title", f"fields.{CANARY_FIELD}", *(f"fields.{kind}" for kind in SEARCHABLE)}
WORD: Final = "a"


class Asking:
    """One membership of one world: what it asks, what the rules say, and how often each rule had the last word."""

    def __init__(
        self, bench: RecordsBench, policy: Policy | None, viewer: Viewer, who: Principal, rows: Mapping[str, Row]
    ) -> None:
        self.bench, self.policy, self.viewer, self.who, self.rows = bench, policy, viewer, who, rows
        now = bench.clock()
        self.rules = {key: decide(policy, viewer, row["module"], row, now).rule for key, row in rows.items()}
        self.seen: Counter[str] = Counter(self.rules.values())
        self.allowed = {key for key, rule in self.rules.items() if rule == "allowed"}
        self.found: set[str] = set()

    async def everything(self) -> None:
        """Ask every door. Raises AssertionError where one shows more or less than the rules."""
        if self.policy is None:
            for request in (ShowDashboard(), SearchRecords(q=WORD), ListRecords(module="jobs")):
                assert await self.refusal(request) == "records.no-portal"
            return
        for module in MODULES:
            granted = self.policy.modules.get(module)
            if granted is not None and granted.shows:
                await self.module(granted)
            else:
                assert await self.refusal(ListRecords(module=module)) == "records.not-found"
            await self.pages(module)
        await self.start_page(self.policy)
        hits = await self.ask(SearchRecords(q=WORD, limit=20))
        assert {str(item["id"]) for module in hits.modules for item in module.items} == self.found

    async def module(self, granted: ModulePolicy) -> None:
        """List, count, search and export a module that shows."""
        module, mine = granted.module, {key for key in self.allowed if self.rows[key]["module"] == granted.module}
        items = await self.list(module)
        assert sorted(item["id"] for item in items) == sorted(mine)
        for item in items:
            self.fields_agree(item, granted, listed=True)
        assert (await self.ask(ListRecords(module=module, limit=1, count=True))).total == len(mine)
        found = {item["id"] for item in await self.list(module, q=WORD)}
        assert found == {key for key in mine if said_word(self.rows[key], WORD, set(granted.readable))}
        self.found |= found
        if "export" in granted.actions:
            file = await self.ask(ExportRecords(module=module))
            names = [column.name for column in file.columns]
            assert set(names) <= set(granted.readable) | ALWAYS
            written = [str(row[names.index("record_id")]) for row in file.rows]
            assert sorted(written) == sorted(self.rows[key]["record_id"] for key in mine)

    async def pages(self, module: str) -> None:
        """Look at two records: one that shows, one that does not."""
        for key in sorted(self.allowed)[:1]:
            if self.rows[key]["module"] == module:
                shown = await self.ask(ShowRecord(module=module, id=key))
                assert shown.record["id"] == key
                self.fields_agree(shown.record, self.of(module), listed=False)
                history = await self.ask(ShowHistory(module=module, id=key))
                told = {changed.field for entry in history.items for changed in entry.fields}
                assert told <= set(self.of(module).readable)
        for key in sorted(set(self.rows) - self.allowed)[:1]:
            for request in (ShowRecord(module=module, id=key), ShowHistory(module=module, id=key)):
                assert await self.refusal(request) == "records.not-found"

    async def start_page(self, policy: Policy) -> None:
        """Look at the start page: what is new is shown, and what waits is what the lists behind it show."""
        page = await self.ask(ShowDashboard())
        assert [one.module for one in page.modules] == [name for name, one in policy.modules.items() if one.shows]
        for one in page.modules:
            for new in one.recent:
                assert str(new.record["id"]) in self.allowed
                no_more_than(new.record, set(policy.modules[one.module].readable))
            for waiting in one.waiting:
                assert len(await self.list(one.module, filter=waiting.filter)) == waiting.all.count

    def fields_agree(self, item: Row, granted: ModulePolicy, *, listed: bool) -> None:
        """Hold each field of a record that shows against the rule about fields."""
        row, now = self.rows[item["id"]], self.bench.clock()
        told = {name: value for name, value in item.items() if listed or name != "related_from"}
        no_more_than(told, set(granted.readable) - ({"lines"} if listed else set()))
        for name in (*KINDS, f"fields.{CANARY_FIELD}"):
            verdict = decide(self.policy, self.viewer, granted.module, row, now, field=name)
            group, _, short = name.rpartition(".")
            assert (short in (item.get(group, {}) if group else item)) == verdict.allowed, name
            self.seen["field"] += verdict.rule == "field"
        if "related" in item:
            related = {each["id"] for each in row["values"]["related"] if each["module"] in granted.related}
            assert {each["id"] for each in item["related"]} == related & self.allowed
        if not listed:
            pointing = self.pointing(item, granted) if "related" in item else set()
            assert {each["id"] for each in item.get("related_from") or ()} == pointing

    def pointing(self, item: Row, granted: ModulePolicy) -> set[str]:
        """Give what points to a record and shows, where both modules tell and the record does not name it itself."""
        tell = {name for name in granted.related if granted.module in self.of(name).related}
        tell = {name for name in tell if "related" in self.of(name).readable}
        rows = {key: self.rows[key] for key in self.allowed if self.rows[key]["module"] in tell}
        found = {key for key, row in rows.items() if item["id"] in {each["id"] for each in row["values"]["related"]}}
        return found - {item["id"], *(each["id"] for each in item["related"])}

    def of(self, module: str) -> ModulePolicy:
        assert self.policy is not None
        return self.policy.modules[module]

    async def list(self, module: str, **asked: Any) -> list[Row]:
        """Give a whole list, page by page."""
        items: list[Row] = []
        cursor = None
        while True:
            page = await self.ask(ListRecords(module=module, cursor=cursor, **asked))
            items += page.items
            if page.next_cursor is None:
                return items
            cursor = page.next_cursor

    async def ask(self, request: Request[A]) -> A:
        """Make a call; in what it answers stands no word of a record or a field that does not show."""
        answer = await self.bench.doors.call(request, self.who)
        self.nothing_leaks(answer.model_dump_json())
        return answer

    async def refusal(self, request: Request[Any]) -> str:
        """Make a call that must be refused, and give the code."""
        try:
            answer = await self.bench.doors.call(request, self.who)
        except Refused as refused:
            self.nothing_leaks(refused.problem.model_dump_json())
            return refused.problem.code
        raise AssertionError(f"not refused but answered {answer!r}")

    def nothing_leaks(self, text: str) -> None:
        assert SECRET not in text
        for word in re.findall(r"canary\w+", text):
            [key] = [key for key, row in self.rows.items() if row["values"]["fields"].get(CANARY_FIELD) == word]
            assert key in self.allowed
            assert f"fields.{CANARY_FIELD}" in self.of(self.rows[key]["module"]).readable


def no_more_than(item: Row, readable: set[str]) -> None:
    """No field that is not granted stands in an answer, at any depth that a grant can name."""
    granted = {name.partition(".")[0] for name in readable} | ALWAYS
    assert set(item) <= granted, set(item) - granted
    assert set(item.get("fields", {})) <= {name.removeprefix("fields.") for name in readable}
    lines = {name.removeprefix("lines.") for name in readable}
    assert all(set(line) <= lines for line in item.get("lines", []))


def said_word(row: Row, word: str, readable: set[str]) -> bool:
    """Whether a field that is searched and readable has the word, or the record's own name."""
    values = row["values"]
    names = [name for name in readable & SEARCHED if name != "title"]
    texts = [row["record_id"], *(values["fields"].get(name.removeprefix("fields.")) for name in names)]
    texts += [values["title"]] if "title" in readable else []
    return any(found.startswith(word) for text in texts if isinstance(text, str) for found in words_of(text))


async def store(bench: RecordsBench, tenant: str, seed: int) -> dict[str, Row]:
    """Make a tenant with the modules, two accounts and records drawn by a seed; gives their rows by id."""
    for module in MODULES:
        await bench.define(tenant, module, **DEFINITION)
    await bench.publish(tenant, account(tenant, "a"), account(tenant, "b", parent="a"))
    rng, now = Random(seed), bench.clock()
    drawn = [record(rng, number, now) for number in range(STORED)]
    for number, one in enumerate(drawn):
        one["fields"][CANARY_FIELD] = canary(tenant, number)
    await bench.deliver(message(tenant, [event(tenant, RecordUpserted.NAME, one) for one in drawn]))
    assert await bench.codes(tenant) == []
    # A tombstone keeps no audience; if one did, the rule about it would have the last word.
    await bench.database.raw["records"].update_many({"tenant": tenant, "record_id": "R/0"}, {"$set": {"deleted": True}})
    rows = await bench.database.raw["records"].find({"tenant": tenant}).to_list(STORED + 1)
    assert len(rows) == STORED
    return {row["_id"]: row for row in rows}
