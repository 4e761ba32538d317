"""A record's page at the door: the document as its module lays it out, how urgent it is, and nothing that executes."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest

from contracts.records.history import ShowHistory
from contracts.records.viewing import ListRecords, ShowRecord
from stack.an_invoice import HOSTILE, ID, INVOICES, ORDERS, RECORD, STATUSES, field, reader
from stack.knocking import Knocker, Reply
from stack.visitor import HOME


async def opened(edge: Knocker, record: dict[str, Any], *modules: dict[str, Any], query: str = "") -> Reply:
    jo = reader(edge, *(modules or (INVOICES, ORDERS)))
    edge.bus.says(ShowRecord, {"id": ID, "revision": 3, "record": record, "fresh_as_of": "2026-11-22T10:00:00Z"})
    return await jo.ask(f"/m/{record['module']}/{ID}{query}")


def words(reply: Reply) -> str:
    """What people read, in one line."""
    main = reply.text.split("<main", 1)[-1]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", main)))


async def test_an_invoice_is_a_document_with_all_that_its_portal_shows(edge: Knocker) -> None:
    reply = await opened(edge, RECORD)
    said = words(reply)

    assert reply.status == 200
    headings = re.findall(r"<h([1-3])[^>]*>(.*?)</h", reply.text)
    named = [unescape(text) for _, text in headings]
    assert named == [
        "Dachsanierung", "Verkäufer", "Käufer", "Eckdaten", "Bedingungen", "Positionen", "Beträge",
        "Zahlung: Überweisung", "Hinweise", "Dokumente", "Zugehöriges", "Aufträge", "Verlauf",
    ]  # fmt: skip
    for each in ("71,00 €", "Überfällig", "01.02.2026", "Lindenstraße 5", "Zahlbar sofort.\nOhne Abzug."):
        assert each in unescape(reply.text).replace("\xa0", " ")
    for each in ("Hamburg", "Deutschland", "DE123", "DE89 3704 0044 0532 0130 00", "100 Stk.", "Rechnung.pdf PDF"):
        assert each in said, each
    sums = "Netto 1.000,00 € Treue Nachlass -100,00 € Steuer 19 % auf 900,00 € 171,00 € Gesamt 1.071,00 €"
    assert f"{sums} Bezahlt oder gutgeschrieben -1.000,00 € Offen 71,00 €" in said.replace("\xa0", " ")
    assert f'href="{HOME}/m/orders/orders_1">Dach</a>' in reply.text
    assert f'href="{HOME}/m/orders/orders_2">Zaun</a>' in reply.text
    assert f'data-live-records="invoices:{ID} orders:orders_1 orders:orders_2 "' in reply.text


@pytest.mark.parametrize(
    ("days", "more", "expected"),
    [
        (-112, {}, "112 Tage überfällig"),
        (-1, {}, "1 Tag überfällig"),
        (0, {}, "Heute fällig"),
        (1, {}, "Morgen fällig"),
        (9, {}, "Fällig in 9 Tagen"),
        (-112, {"status": "paid"}, None),
        (-112, {"balance": "0.00"}, None),
        (9, {"status": "paid"}, None),
    ],
)
async def test_how_urgent_it_is_stands_beside_it(
    edge: Knocker, days: int, more: dict[str, Any], expected: str | None
) -> None:
    berlin = datetime.now(UTC) + timedelta(hours=1)
    due = (berlin.date() + timedelta(days=days)).isoformat()

    said = words(await opened(edge, {**RECORD, "due_on": due, **more}))

    found = re.findall(r"\d+ Tage? überfällig|Heute fällig|Morgen fällig|Fällig in \d+ Tagen", said)
    assert found == ([expected] if expected else [])


async def test_fields_that_are_not_granted_leave_neither_label_nor_gap(edge: Knocker) -> None:
    hidden = {"total", "balance", "currency", "taxes", "adjustments", "status", "related", "related_from", "terms"}
    fields = {name: one for name, one in INVOICES["fields"].items() if name not in hidden and "lines." not in name}
    record = {name: value for name, value in RECORD.items() if name not in {*hidden, "lines"}}

    said = words(await opened(edge, record, {**INVOICES, "fields": fields}, ORDERS))

    for label in (
        "Gesamt",
        "Offen",
        "Netto",
        "19\xa0%",
        "Bedingungen",
        "Positionen",
        "Status",
        "Zugehöriges",
        "überfällig",
    ):
        assert label not in said
    assert "Lindenstraße 5" in said


async def test_a_tenants_own_module_has_its_page_without_a_layout(edge: Knocker) -> None:
    module = {
        **ORDERS, "module": "site_checks", "label": {"en": "Site checks"},
        "fields": {
            "title": field("string"), "fields.site_code": field("string"), "fields.checked": field("boolean"),
            "fields.report": field("text", en="Report"), "lines.description": field(None), "lines.total": field(None),
        },
    }  # fmt: skip
    record = {
        "id": ID, "record_id": "S-1", "module": "site_checks", "revision": 1, "title": None,
        "fields": {"site_code": None, "checked": True, "report": "All fine."},
        "lines": [{"description": "Ladder", "total": None}],
    }  # fmt: skip

    reply = await opened(edge, record, module)

    assert [unescape(text) for text in re.findall(r"<h[12][^>]*>(.*?)</h", reply.text)] == [
        "S-1", "Details", "Positionen", "Verlauf",
    ]  # fmt: skip
    said = words(reply)
    assert "Site code \N{EN DASH} keine Angabe Checked Ja Report All fine." in said
    assert "Ladder" in said
    assert "<th" in reply.text
    assert "Netto" not in said


def hostile(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: each if key in {"id", "module"} else hostile(each) for key, each in value.items()}
    return [hostile(each) for each in value] if isinstance(value, list) else HOSTILE


async def test_nothing_that_a_record_or_a_module_says_becomes_markup(edge: Knocker) -> None:
    labels = {name: {**one, "label": {"de": HOSTILE}} for name, one in INVOICES["fields"].items()}
    detail = [{**part, "section": {"de": HOSTILE}} for part in INVOICES["layout"]["detail"]]
    named = [{**status, "value": HOSTILE, "label": {"de": HOSTILE}} for status in STATUSES]
    module = {
        **INVOICES, "label": {"de": HOSTILE}, "fields": labels, "statuses": named,
        "layout": {**INVOICES["layout"], "detail": detail},
    }  # fmt: skip
    evil = hostile(RECORD)
    evil["parties"] = {HOSTILE: evil["parties"]["buyer"]}
    evil["documents"][0]["media_type"] = HOSTILE

    reply = await opened(edge, evil, module, {**ORDERS, "label": {"de": HOSTILE}}, query="?from=" + HOSTILE)

    assert reply.status == 200
    assert HOSTILE in unescape(reply.text)
    for markup in ("<script>", "<img", "{{7*7}}</", "onerror=alert(2)>"):
        assert markup not in reply.text.replace("{{7*7}}", "") or markup == "{{7*7}}</"
    assert "49" not in re.findall(r">(49)<", reply.text)
    assert not re.findall(r'(?:href|src|action)="(?!/|\?|data:,|#)', reply.text)


@pytest.mark.parametrize(
    "below", ["/m/invoices/none", "/m/unheard_of/x1", "/m/invoices/a%20b", "/m/invoices/" + "x" * 99]
)
async def test_what_may_not_be_seen_is_told_in_the_same_words(edge: Knocker, below: str) -> None:
    jo = reader(edge, INVOICES)
    edge.bus.refuses(ShowRecord, 404, "records.not-found")
    edge.bus.refuses(ShowHistory, 404, "records.not-found")
    pages = [await jo.ask(each) for each in (f"/m/invoices/{ID}", below, below + "/history")]

    assert {page.status for page in pages} == {404}
    numberless = {re.sub(r"<code>.*?</code>|nonce=\"[^\"]*\"|value=\"\w+\"", "", page.text) for page in pages}
    assert len(numberless) == 1


async def test_the_way_back_keeps_the_lists_query_and_leads_nowhere_else(edge: Knocker) -> None:
    back = await opened(edge, RECORD, query="?from=q%3Droof%26filter%255Bstatus%255D%3Dopen")
    assert f'href="{HOME}/m/invoices?q=roof&amp;filter[status]=open"' in back.text
    for elsewhere in ("//evil.example", "https%3A%2F%2Fevil.example%3Fq%3D1"):
        assert "evil" not in (await opened(edge, RECORD, query=f"?from={elsewhere}")).text


async def test_the_neighbours_in_the_list_one_came_from_are_asked_for_only_then(edge: Knocker) -> None:
    beside = [{"id": f"invoices_{name}", "record_id": name, "title": f"<b>{name}"} for name in ("before", "behind")]
    edge.bus.says(ListRecords, {"items": [beside[0], {"id": ID, "record_id": "R"}, beside[1]], "next_cursor": None})

    edge.bus.calls.clear()
    alone = await opened(edge, RECORD)
    assert ListRecords not in [kind for kind, _, _ in edge.bus.calls]
    among = await opened(edge, RECORD, query="?from=q%3Droof%26rows%3D40")

    assert 'rel="prev"' not in alone.text
    assert f'rel="prev" href="{HOME}/m/invoices/invoices_before?from=q%3Droof%26rows%3D40"' in among.text
    assert f'rel="next" href="{HOME}/m/invoices/invoices_behind?from=q%3Droof%26rows%3D40"' in among.text
    assert "&lt;b&gt;behind" in among.text
    asked = [body for kind, body, _ in edge.bus.calls if kind is ListRecords]
    assert asked == [{"module": "invoices", "q": "roof", "limit": 40, "fields": ["record_id", "title"]}]
    edge.bus.refuses(ListRecords, 422, "records.bad-filter")
    assert (await opened(edge, RECORD, query="?from=q%3Droof")).status == 200


async def test_of_very_many_lines_the_rest_comes_when_asked_for(edge: Knocker) -> None:
    many = {**RECORD, "lines": [{"description": f"row-{n}-", "total": "1.00"} for n in range(450)]}

    first, everything = await opened(edge, many), await opened(edge, many, query="?lines=all")

    assert "250 weitere Positionen zeigen" in first.text
    assert first.text.count("row-") == 200
    assert everything.text.count("row-") == 450
