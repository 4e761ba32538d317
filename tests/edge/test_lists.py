"""Lists at the door: what their address asks of records, word for word, and what people read of the answer."""

import html
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from contracts.records.exporting import ExportRecords
from contracts.records.viewing import ListRecords
from stack.knocking import Knocker, problem
from stack.listed import COLUMNS, EVIL, INVOICES, LONG, STATUSES, record, says
from stack.visitor import HOME, Visitor, visitor

TODAY = datetime.now(UTC).date()


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
    assert f'href="{HOME}/m/invoices?filter[status]=nonsense"' in answer.text


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
    assert 'href="' + HOME + "/m/invoices/r2?from=view%3D" in answer.text
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
    found = re.search(rf'<tr role="row" id="r-r{number}".*?</tr>', text, re.DOTALL)
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
