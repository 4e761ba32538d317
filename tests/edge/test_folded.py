"""Parameters with brackets and commas: from the address into the request, and back to the place in a problem."""

from typing import Any

import pytest

from contracts.records.viewing import ListRecords, ShowRecord
from stack.knocking import Knocker

LIST = "/api/v1/records/invoices"


async def asked(edge: Knocker, query: str) -> dict[str, Any]:
    edge.bus.says(ListRecords, {"items": [], "next_cursor": None})
    answer = await edge.ask("GET", f"{LIST}?{query}", token=edge.token())
    assert answer.status == 200, answer.text
    return edge.bus.calls[-1][1]


async def test_conditions_words_fields_and_count_become_one_request(edge: Knocker) -> None:
    query = "filter[status]=open,overdue&filter%5Bdue_on%5D%5Blte%5D=2026-12-31&filter[due_on][gt]=2026-01-01"
    body = await asked(edge, query + "&q=Roof%20%C3%A4&fields=title,fields.project&count=true&limit=5")
    assert body == {
        "module": "invoices", "q": "Roof ä", "fields": ["title", "fields.project"], "count": True, "limit": 5,
        "filter": {"status": {"is": "open,overdue"}, "due_on": {"lte": "2026-12-31", "gt": "2026-01-01"}},
    }  # fmt: skip


async def test_values_are_text_whatever_they_look_like(edge: Knocker) -> None:
    body = await asked(edge, "filter[title]={%22$gt%22:%22%22}&filter[total][eq]=$where&filter[record_id]=a/b%25[0]")
    assert body["filter"] == {"title": {"is": '{"$gt":""}'}, "total": {"eq": "$where"}, "record_id": {"is": "a/b%[0]"}}


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("filter[due_on][$gt]=1", "/filter[due_on][$gt]"),
        ("filter[$where]=1", "/filter[$where]"),
        ("filter[due_on][lte][x]=1", "/filter[due_on][lte][x]"),
        ("filter[a[b]]=1", "/filter[a[b]]"),
        ("filter[]=1", "/filter[]"),
        ("filter=1", "/filter"),
        ("filter[status]=open%00", "/filter[status]"),
        ("filter[status]=a&filter[status][is]=b", "/filter[status][is]"),
        ("filter[a~b]=1", "/filter[a~0b]"),
        ("fields=", "/fields"),
        ("fields=title,$where", "/fields"),
        ("q=a%00b", "/q"),
        ("q=" + "a" * 201, "/q"),
        ("count=maybe", "/count"),
        ("sort[title]=1", "/sort[title]"),
        ("&".join(f"filter[f{n}]=1" for n in range(21)), "/filter"),
    ],
)
async def test_what_cannot_be_meant_is_refused_at_its_place(edge: Knocker, query: str, pointer: str) -> None:
    answer = await edge.ask("GET", f"{LIST}?{query}", token=edge.token())
    assert (answer.status, answer.pointers) == (422, [pointer])
    assert not edge.bus.calls


async def test_a_service_points_into_the_request_and_the_caller_reads_the_address(edge: Knocker) -> None:
    for place, pointer in {
        "/filter/due_on/lte": "/filter[due_on][lte]",
        "/filter/status/is/0": "/filter[status]",
        "/fields/2": "/fields",
        "/sort": "/sort",
    }.items():
        edge.bus.refuses(ListRecords, 422, "records.bad-filter", place)
        answer = await edge.ask("GET", LIST, token=edge.token())
        assert answer.pointers == [pointer]


async def test_a_record_takes_fields_too_and_nothing_else(edge: Knocker) -> None:
    edge.bus.says(ShowRecord, {"id": "r1", "revision": 1, "record": {}})
    await edge.ask("GET", f"{LIST}/r1?fields=title,lines", token=edge.token())
    assert edge.bus.calls[-1][1] == {"module": "invoices", "id": "r1", "fields": ["title", "lines"]}
    answer = await edge.ask("GET", f"{LIST}/r1?filter[status]=open", token=edge.token())
    assert (answer.status, answer.pointers) == (422, ["/filter[status]"])


async def test_they_are_described_with_their_style_and_an_example(edge: Knocker) -> None:
    described = (await edge.ask("GET", "/api/openapi.json")).json["paths"]["/api/v1/records/{module}"]["get"]
    found = {one["name"]: one for one in described["parameters"]}
    assert {"module", "limit", "cursor", "sort", "q", "filter", "fields", "count"} == found.keys()
    assert (found["filter"]["style"], found["fields"]["explode"]) == ("deepObject", False)
    assert found["filter"]["example"]["due_on"] == {"lte": "2026-12-31"}
