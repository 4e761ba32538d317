"""Lists at the door: what their address asks of records, word for word, and what people read of the answer."""

import html
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from contracts.records.exporting import ExportRecords
from contracts.records.viewing import ListRecords
from stack.knocking import Knocker, Said, problem
from stack.visitor import HOME, Visitor, visitor

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
LONG = "x" * 200
TODAY = datetime.now(UTC).date()
STATUSES = [
    {"value": "open", "label": {"en": "Open", "de": "Offen"}, "tone": "info", "closed": False},
    {"value": "paid", "label": {"en": "Paid", "de": "Bezahlt"}, "tone": "success", "closed": True},
]
FIELD = {"label": None, "sortable": True, "write": False}
INVOICES: dict[str, Any] = {
    "module": "invoices", "label": {"en": "Invoices", "de": "Rechnungen"}, "view": "list",
    "actions": ["view", "export"],
    "fields": {
        "title": {**FIELD, "type": "string"}, "status": {**FIELD, "type": "choice"},
        "due_on": {**FIELD, "type": "date"}, "currency": {**FIELD, "type": "string", "sortable": False},
        "total": {**FIELD, "type": "money"}, "balance": {**FIELD, "type": "money"},
        "fields.seen_at": {**FIELD, "type": "datetime", "label": {"en": "Seen"}},
        "documents": {**FIELD, "type": None, "sortable": False},
    },
    "layout": {"list": ["title", "due_on", "total", "status", "documents"], "detail": [], "view": "list"},
    "statuses": STATUSES, "related": [], "sort": "-due_on",
}  # fmt: skip
OWN: dict[str, Any] = {
    "module": "site_checks", "label": {"en": EVIL}, "view": "board", "actions": ["view"],
    "fields": {"fields.place": {**FIELD, "type": "string", "label": {"en": EVIL}}},
    "layout": {"list": ["fields.place"], "detail": [], "view": "board"}, "statuses": [], "related": [],
    "sort": "record_id",
}  # fmt: skip
COLUMNS = ["title", "due_on", "total", "status", "balance", "currency"]


def record(number: int, **fields: Any) -> dict[str, Any]:
    """An invoice as records tells it."""
    found = {"id": f"r{number}", "record_id": f"INV/{number}", "module": "invoices", "revision": 1, **fields}
    return {"title": f"Roof {number}", "status": "open", "currency": "EUR", "total": "10.50"} | found


def says(edge: Knocker, *items: dict[str, Any], cursor: str | None = None, **more: Any) -> None:
    """Let records answer a list so."""
    page = {"items": items, "next_cursor": cursor, "fresh_as_of": "2026-11-22T10:00:00Z", **more}
    edge.bus.says(ListRecords, page)


@pytest.fixture
def jo(edge: Knocker) -> Visitor:
    """Somebody who sees invoices and a module of the tenant's own."""
    says(edge)
    return visitor(edge, [INVOICES, OWN])


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("", {}),
        ("?q=+roof+&filter[status]=open&filter[status]=paid", {"q": "roof", "filter": {"status": {"is": "open,paid"}}}),
        ("?filter[due_on][lte]=2026-12-31&filter[due_on][gte]=", {"filter": {"due_on": {"lte": "2026-12-31"}}}),
        ("?filter[balance][gt]=0&sort=-total", {"filter": {"balance": {"gt": "0"}}, "sort": "-total"}),
        ("?cursor=c1&rows=40", {"cursor": "c1", "limit": 40}),
        ("?utm_source=mail&view=cards", {}),
        (
            "?columns=total&columns=documents,nope,title",
            {"fields": ["total", "title", "status", "due_on", *COLUMNS[4:]]},
        ),
    ],
)
async def test_the_address_is_what_records_is_asked_for_and_nothing_else(
    jo: Visitor, query: str, asked: dict[str, Any]
) -> None:
    answer = await jo.ask("/m/invoices" + query)

    assert answer.status == 200, answer.text
    assert jo.asked(ListRecords) == [{"module": "invoices", "fields": COLUMNS, **asked}]


async def test_a_day_is_asked_of_moments_as_the_reader_has_it(edge: Knocker) -> None:
    says(edge)
    jo = visitor(edge, [INVOICES], time_zone="Europe/Lisbon")

    await jo.ask("/m/invoices?filter[fields.seen_at][gte]=2026-07-01&filter[fields.seen_at][lte]=2026-12-31")

    assert jo.asked(ListRecords)[0]["filter"] == {
        "fields.seen_at": {"gte": "2026-07-01T00:00:00+01:00", "lt": "2027-01-01T00:00:00+00:00"}
    }


@pytest.mark.parametrize("below", ["/m/orders", "/m/orders/count", "/m/orders/export?format=csv", "/m/..%2f", "/m/%00"])
async def test_a_module_that_does_not_show_is_not_found_and_not_asked_for(jo: Visitor, below: str) -> None:
    answer = await jo.ask(below, hx_request_type="partial")

    assert answer.status == 404
    assert not jo.asked(ListRecords)
    assert not jo.asked(ExportRecords)


@pytest.mark.parametrize(
    "query", ["?filter[status][like]=x", "?sort=%00", "?q=" + "x" * 201, "?filter[a b]=1", "?cursor=" + "x" * 1001]
)
async def test_what_no_list_can_be_asked_for_is_said_without_asking(jo: Visitor, query: str) -> None:
    answer = await jo.ask("/m/invoices" + query)

    assert answer.status == 422
    assert f'href="{HOME}/m/invoices"' in answer.text
    assert 'role="alert"' in answer.text
    assert not jo.asked(ListRecords)


@pytest.mark.parametrize(
    ("code", "pointer", "said"),
    [
        ("records.bad-filter", "/filter/status/is", "A filter in the address does not fit"),
        ("records.unknown-field", "/sort", "cannot be sorted by that"),
        ("records.too-many-words", "/q", "use fewer words"),
        ("records.bad-cursor", "", "no longer there"),
    ],
)
async def test_what_records_refuses_is_told_with_a_way_out(jo: Visitor, code: str, pointer: str, said: str) -> None:
    jo.edge.bus.refuses(ListRecords, 422, code, *([pointer] if pointer else []))

    answer = await jo.ask("/m/invoices?filter[status]=nonsense&cursor=c")

    assert answer.status == 422
    assert said in answer.text
    assert f'href="{HOME}/m/invoices?filter%5Bstatus%5D=nonsense"' in answer.text


async def test_a_services_silence_is_no_empty_list(jo: Visitor) -> None:
    jo.edge.bus.answers[ListRecords] = problem(504, "no-answer")

    answer = await jo.ask("/m/invoices")

    assert answer.status == 504
    assert "Nothing here" not in answer.text


async def test_hostile_text_stays_text(edge: Knocker) -> None:
    module = {**INVOICES, "label": {"en": EVIL}, "statuses": [{**STATUSES[0], "label": {"en": EVIL}}]}
    jo = visitor(edge, [module])
    says(edge, record(1, title=EVIL, record_id=EVIL, currency=EVIL, due_on=EVIL), record(2, status=EVIL))

    for query in ("", "?view=cards", "?view=board", f"?q={EVIL}&columns={EVIL}&filter[title][prefix]={EVIL}"):
        answer = await jo.ask("/m/invoices" + query)

        assert answer.status == 200
        assert "<script>alert" not in answer.text
        assert "<img" not in answer.text
        assert html.escape("<img src=x onerror=alert(1)>", quote=False) in answer.text


@pytest.mark.parametrize("view", ["list", "cards", "board"])
async def test_every_view_stands_what_a_backoffice_can_send(jo: Visitor, view: str) -> None:
    strange = [{"id": "r2", "record_id": "", "module": "invoices", "revision": 1}, record(3, title=LONG, status=None)]
    says(jo.edge, *strange, record(4, title="فاتورة", total="1e999", due_on="soon", balance=None, status="unheard"))

    answer = await jo.ask(f"/m/invoices?view={view}")

    assert answer.status == 200
    assert LONG in answer.text
    assert 'href="' + HOME + '/m/invoices/r2"' in answer.text
    assert "1e999" in answer.text


async def test_a_tenants_own_module_draws_without_statuses_or_dates(jo: Visitor) -> None:
    says(
        jo.edge, {"id": "r1", "record_id": "S-1", "module": "site_checks", "revision": 1, "fields": {"place": "Porto"}}
    )

    answer = await jo.ask("/m/site_checks")

    assert jo.asked(ListRecords) == [{"module": "site_checks", "fields": ["record_id", "fields.place"]}]
    assert "Porto" in answer.text
    assert "S-1" in answer.text
    assert "view=board" not in answer.text


def _row(text: str, number: int) -> str:
    found = re.search(rf'<tr role="row" id="r-r{number}".*?</tr>', text, re.S)
    assert found
    return found[0]


async def test_the_overdue_stand_out_and_the_paid_recede(jo: Visitor) -> None:
    past, ahead = str(TODAY - timedelta(days=3)), str(TODAY + timedelta(days=3))
    says(
        jo.edge, record(1, due_on=past, balance="10.50"), record(2, due_on=past, status="paid", balance="0.00"),
        record(3, due_on=ahead, balance="10.50"), record(4, due_on=past, balance="0"),
    )  # fmt: skip

    answer = await jo.ask("/m/invoices")

    assert "3 days overdue" in _row(answer.text, 1)
    assert 'class="late"' in _row(answer.text, 1)
    assert 'class="closed"' in _row(answer.text, 2)
    assert 'class="closed"' in _row(answer.text, 4)
    assert "overdue" not in "".join(_row(answer.text, number) for number in (2, 3, 4))


async def test_sums_are_of_the_rows_shown_and_by_currency(jo: Visitor) -> None:
    says(jo.edge, record(1, total="0.10"), record(2, total="0.20"), record(3, total="5", currency="USD"), cursor="c")

    shown = (await jo.ask("/m/invoices")).text
    says(jo.edge, record(1), record(2, currency=None))
    unknown = (await jo.ask("/m/invoices")).text

    assert "Sum of the rows shown" in shown
    assert "€0.30" in shown
    assert "$5" in shown
    assert "Sum of the rows shown" not in unknown


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
    assert chosen.headers["hx-push-url"] == f"{HOME}/m/invoices?filter%5Bstatus%5D=open"
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
    assert f'href="{HOME}/m/invoices?filter%5Bstatus%5D=open">Show all' in few
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
    assert answer.text.startswith("\ufeff\"Nummer\"")
    assert "invoices-2026-11-22.csv" in answer.headers["content-disposition"]
    asked = {"module": "invoices", "q": "roof", "filter": {"status": {"is": "open"}}, "sort": "title", "limit": 500}
    assert jo.asked(ExportRecords) == [asked]


@pytest.mark.parametrize("below", ["/m/site_checks/export?format=csv", "/m/invoices/export?format=pdf"])
async def test_there_is_no_file_where_none_is_granted(jo: Visitor, below: str) -> None:
    answer = await jo.ask(below)

    assert answer.status == 404
    assert not jo.asked(ExportRecords)
    assert "Export" not in (await jo.ask("/m/site_checks")).text
