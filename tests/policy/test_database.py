"""The filter leads with what the index leads with, and a list reads only the index of its shape."""

from datetime import UTC, date, datetime
from typing import Any

import pymongo
import pytest
from pymongo.collation import Collation

from policy import (
    PRESET_MODULES,
    ModulePolicy,
    Viewer,
    compile_policy,
    decide,
    mongo_filter,
    mongo_projection,
    parse_portal,
    stamp,
)
from worlds import OPTIONS
from worlds.sample import entry, portal_of

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
VIEWER = Viewer("acme", "m1", "C-1", "P-7", date(2026, 11, 22))
PAGE = 20


def module(**changes: object) -> ModulePolicy:
    document = portal_of(entry("invoices", **changes))
    return compile_policy(parse_portal(document, PRESET_MODULES), 1, frozenset(), "C-1").modules["invoices"]


def test_the_filter_leads_with_module_and_audience_and_leaves_the_tenant_to_the_collection() -> None:
    query = mongo_filter(module(), VIEWER, NOW)

    assert list(query)[:2] == ["module", "audience"]
    assert query["audience"] == "a:C-1"
    assert "tenant" not in query


def test_own_asks_for_contact_or_maker() -> None:
    assert mongo_filter(module(scope="own"), VIEWER, NOW)["audience"] == {"$in": ["c:C-1/P-7", "u:m1"]}


def test_a_moment_without_offset_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="offset"):
        mongo_filter(module(), VIEWER, datetime(2026, 11, 22))  # noqa: DTZ001


def test_a_page_of_a_filtered_list_examines_little_more_than_it_shows(mongo_url: str, own_database: str) -> None:
    record = {"tenant": "acme", "module": "invoices", "deleted": False, "hidden": False}
    rows = [
        {
            **record,
            "_id": f"{account}-{number}",
            "audience": list(stamp([account], [], ["C-0"])),
            "values": {"status": "open"},
            "sort": {"issued_on": f"2026-{number:04}"},
        }
        for account in ("C-1", "C-2", "C-3")
        for number in range(300)
    ]
    open_only = {"field": "status", "op": "in", "value": ["open", "paid"]}
    query = {"tenant": "acme", **mongo_filter(module(filter=open_only), VIEWER, NOW)}
    with pymongo.MongoClient[dict[str, Any]](mongo_url) as client:
        records = client.get_database(own_database, codec_options=OPTIONS)["records"]
        records.create_index({"tenant": 1, "module": 1, "audience": 1, "sort.issued_on": -1, "_id": 1})
        records.insert_many(rows)
        ran = records.find(query).sort({"sort.issued_on": -1, "_id": 1}).limit(PAGE).explain()["executionStats"]
        client.drop_database(own_database)

    assert ran["nReturned"] == PAGE
    assert ran["totalKeysExamined"] <= PAGE + 1
    assert ran["totalDocsExamined"] <= PAGE + 1


def test_where_a_collation_makes_the_database_lenient_the_verdict_is_not(mongo_url: str, own_database: str) -> None:
    granted = module()
    policy = compile_policy(parse_portal(portal_of(entry("invoices")), PRESET_MODULES), 1, frozenset(), "C-1")
    record = {"tenant": "acme", "module": "invoices", "deleted": False, "hidden": False, "values": {}}
    with pymongo.MongoClient[dict[str, Any]](mongo_url) as client:
        records = client[own_database]["records"]
        records.insert_many({**record, "_id": each, "audience": list(stamp([each], [], []))} for each in ("C-1", "c-1"))
        query = {"tenant": "acme", **mongo_filter(granted, VIEWER, NOW)}
        loose = records.find(query, mongo_projection(granted, for_verdict=True), collation=Collation("en", strength=1))
        found = {row["_id"]: decide(policy, VIEWER, "invoices", row, NOW).rule for row in loose}
        client.drop_database(own_database)

    assert found == {"C-1": "allowed", "c-1": "scope"}
