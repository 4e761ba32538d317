"""Around a list at the door: what follows, what htmx gets, boards, how many there are, and files."""

import re
from typing import Any

import pytest

from contracts.records.exporting import ExportRecords
from contracts.records.viewing import ListRecords
from stack.knocking import Knocker, Said, problem
from stack.listed import INVOICES, record, says
from stack.visitor import HOME, Visitor, visitor


async def test_more_grows_the_page_then_the_next_begins_and_a_short_page_goes_on(jo: Visitor) -> None:
    says(jo.edge, *(record(n) for n in range(20)), cursor="c2")
    grows = (await jo.ask("/m/invoices?q=roof")).text
    says(jo.edge, *(record(n) for n in range(100)), cursor="c2")
    follows = (await jo.ask("/m/invoices?rows=100")).text
    says(jo.edge, record(1), cursor="c2")
    goes_on = (await jo.ask("/m/invoices?cursor=c1")).text

    assert f'href="{HOME}/m/invoices?q=roof&amp;rows=40#r-r19"' in grows
    assert f'href="{HOME}/m/invoices?cursor=c2"' in follows
    assert "Next page" in follows
    assert "Go on searching" in goes_on
    assert "From the beginning" in goes_on


async def test_an_empty_page_that_goes_on_is_gone_on_with_but_not_for_ever(jo: Visitor) -> None:
    says(jo.edge, cursor="c9")

    answer = await jo.ask("/m/invoices?q=roof")

    assert [one.get("cursor") for one in jo.asked(ListRecords)] == [None, "c9", "c9"]
    assert "Nothing found so far" in answer.text
    assert f'href="{HOME}/m/invoices?q=roof&amp;cursor=c9"' in answer.text


async def test_nothing_at_all_is_told_apart_from_nothing_that_fits(jo: Visitor) -> None:
    nothing, unfitting = (await jo.ask("/m/invoices")).text, (await jo.ask("/m/invoices?q=roof&sort=title")).text
    last = (await jo.ask("/m/invoices?cursor=c")).text

    assert "Nothing here yet" in nothing
    assert "Clear filters" not in nothing
    assert f'href="{HOME}/m/invoices?sort=title">Clear filters' in unfitting
    assert "That was all" in last


async def test_htmx_gets_the_list_only_and_forms_learn_their_address(jo: Visitor) -> None:
    says(jo.edge, *(record(n) for n in range(40)), cursor="c")
    part = {"hx_request": "true", "hx_request_type": "partial", "hx_target": "div#list"}

    typed = await jo.ask("/m/invoices?q=roof&filter[due_on][gte]=", hx_source="form#list-seek", **part)
    chosen = await jo.ask("/m/invoices?q=&filter[status]=open", hx_source="form#list-filters", **part)
    more = await jo.ask("/m/invoices?rows=40", hx_source="a#list-more", **part)
    live = await jo.ask("/m/invoices?rows=40", hx_request="true", hx_request_type="full")

    assert "<h1" not in typed.text
    assert typed.text.count('id="list"') == 1
    assert typed.headers["hx-replace-url"] == f"{HOME}/m/invoices?q=roof"
    assert chosen.headers["hx-push-url"] == f"{HOME}/m/invoices?filter[status]=open"
    assert re.findall(r"data-focus>([^<]*)", more.text) == ["Roof 20"]
    assert "data-focus" not in live.text
    assert "<h1" in live.text


async def test_a_board_of_few_is_one_call_and_of_many_one_for_each_lane(jo: Visitor) -> None:
    says(jo.edge, *(record(n) for n in range(12)), record(12, status="paid"))
    few = (await jo.ask("/m/invoices?view=board")).text
    calls = len(jo.asked(ListRecords))
    says(jo.edge, *(record(n) for n in range(10)), cursor="c")
    many = (await jo.ask("/m/invoices?view=board&filter[due_on][lte]=2026-12-31")).text

    assert calls == 1
    assert few.count("card record") == 11
    assert f'href="{HOME}/m/invoices?filter[status]=open">Show all' in few
    lanes = [one["filter"]["status"] for one in jo.asked(ListRecords)[calls + 1 :]]
    assert lanes == [{"is": "open"}, {"is": "paid"}, {"exists": "false"}]
    assert all(one["filter"]["due_on"] == {"lte": "2026-12-31"} for one in jo.asked(ListRecords)[calls:])
    assert many.count("Show all") == 3


async def test_how_many_there_are_comes_after_the_page(jo: Visitor) -> None:
    says(jo.edge, record(1), cursor="c")
    page = (await jo.ask("/m/invoices?q=roof&view=cards")).text
    says(jo.edge, record(1), cursor="c", total="1000+")
    part = {"hx_request": "true", "hx_request_type": "partial"}
    count = await jo.ask("/m/invoices/count?q=roof", **part)
    counts = await jo.ask("/counts", **part)

    assert f'hx-get="{HOME}/m/invoices/count?q=roof"' in page
    assert count.text.strip() == "1000+ records"
    asked = {"module": "invoices", "limit": 1, "count": True, "fields": ["record_id"]}
    assert jo.asked(ListRecords)[1:] == [{**asked, "q": "roof"}, asked, {**asked, "module": "site_checks"}]
    assert '<span class="count" id="count-invoices" hx-swap-oob="true">1000+</span>' in counts.text
    assert (await jo.ask("/counts")).headers["location"] == f"{HOME}/"


async def test_a_module_that_cannot_be_counted_leaves_the_others_counted(jo: Visitor) -> None:
    async def send(kind: Any, body: bytes, headers: Any) -> Said:
        answer = Said(200, b'{"items": [], "next_cursor": null, "total": 7}')
        return answer if b"invoices" in body else problem(504, "no-answer") if kind is ListRecords else bus(kind)

    said = jo.edge.bus.answers
    bus = said.__getitem__
    jo.edge.bus.send = send  # type: ignore[method-assign]

    counts = await jo.ask("/counts", hx_request="true", hx_request_type="partial")

    assert 'id="count-invoices" hx-swap-oob="true">7<' in counts.text
    assert "site_checks" not in counts.text


async def test_a_file_is_the_list_as_it_is_filtered_headed_in_the_readers_language(edge: Knocker) -> None:
    jo = visitor(edge, [INVOICES], language="de")
    columns = [{"name": "record_id", "label": None, "type": "string"}]
    page = {"columns": columns, "rows": [["=1+1"]], "as_of": "2026-11-22T10:00:00Z", "next_cursor": None}
    edge.bus.says(ExportRecords, page)

    answer = await jo.ask("/m/invoices/export?q=roof&filter[status]=open&sort=title&cursor=c&rows=40&format=csv")

    assert answer.status == 200
    assert answer.text.startswith('\ufeff"Nummer"')
    assert "invoices-2026-11-22.csv" in answer.headers["content-disposition"]
    asked = {"module": "invoices", "q": "roof", "filter": {"status": {"is": "open"}}, "sort": "title", "limit": 500}
    assert jo.asked(ExportRecords) == [asked]


@pytest.mark.parametrize("below", ["/m/site_checks/export?format=csv", "/m/invoices/export?format=pdf"])
async def test_there_is_no_file_where_none_is_granted(jo: Visitor, below: str) -> None:
    answer = await jo.ask(below)

    assert answer.status == 404
    assert not jo.asked(ExportRecords)
    assert "Export" not in (await jo.ask("/m/site_checks")).text
