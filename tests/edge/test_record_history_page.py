"""A record's history at the door: what was and what is, in the reader's formats, harmless whatever it holds."""

import re
from html import unescape

from contracts.records.history import ShowHistory
from stack.an_invoice import HOSTILE, ID, INVOICES, reader
from stack.knocking import Knocker


async def test_the_history_is_a_page_and_a_part_of_one(edge: Knocker) -> None:
    jo = reader(edge, INVOICES)
    changed = [
        {"field": "currency", "before": "GBP", "after": "EUR"},
        {"field": "balance", "before": "121.00", "after": "60.50"},
        {"field": "status", "before": HOSTILE, "after": "paid"},
        {"field": "due_on", "before": None, "after": "2026-12-24"},
    ]
    items = [
        {"at": "2026-11-20T22:14:03Z", "kind": "changed", "fields": changed},
        {"at": "2026-11-01T06:00:00Z", "kind": "appeared", "fields": []},
    ]
    edge.bus.says(ShowHistory, {"items": items, "currency": "EUR"})
    at = f"/m/invoices/{ID}/history"

    page = await jo.ask(at)
    part = await jo.ask(at, hx_request="true", hx_request_type="partial")

    for reply in (page, part):
        said = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", reply.text))).replace("\xa0", " ")
        assert "20.11.2026, 23:14" in said
        assert "Offen: vorher 121,00 £ → danach 60,50 €" in said
        assert "→ danach Bezahlt" in said
        assert "keine Angabe → danach 24.12.2026" in said
        assert "Hier erschienen." in said
        assert "<script>alert" not in reply.text
    assert "<html" in page.text
    assert part.text.strip().startswith("<section")


async def test_a_history_without_changes_says_so(edge: Knocker) -> None:
    jo = reader(edge, INVOICES)
    edge.bus.says(ShowHistory, {"items": [], "currency": None})

    page = await jo.ask(f"/m/invoices/{ID}/history")

    assert "keine Änderung" in page.text
