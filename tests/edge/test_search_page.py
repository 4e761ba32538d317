"""The search page at the door: one question for everything, hits by module, and a way on into each list."""

from typing import Any

import pytest

from contracts.records.searching import SearchRecords
from stack.knocking import Knocker
from stack.visitor import HOME, Visitor, visitor

EVIL = "<script>alert(1)</script>"
FIELD = {"label": None, "sortable": True, "write": False}
ORDERS: dict[str, Any] = {
    "module": "orders", "label": {"en": "Orders"}, "view": "list", "actions": ["view"], "related": [],
    "fields": {"title": {**FIELD, "type": "string"}, "total": {**FIELD, "type": "money"}},
    "layout": {"list": ["title"], "detail": [], "view": "list"}, "sort": "title",
    "statuses": [{"value": "open", "label": {"en": "Under way"}, "tone": "info", "closed": False}],
}  # fmt: skip
HIT = {
    "id": "r1", "record_id": "SO-1", "module": "orders", "revision": 1, "title": EVIL, "status": "open",
    "total": "12.00", "currency": "EUR",
}  # fmt: skip


@pytest.fixture
def jo(edge: Knocker) -> Visitor:
    """Somebody who sees orders; records finds one, and more in their list."""
    found = {"module": "orders", "label": {"en": "Orders"}, "items": [HIT], "more": True}
    new = {"module": "brand_new", "label": {"en": "New"}, "items": [{**HIT, "module": "brand_new"}], "more": False}
    edge.bus.says(SearchRecords, {"modules": [found, new]})
    return visitor(edge, [ORDERS])


async def test_hits_stand_by_module_with_a_way_into_its_list(jo: Visitor) -> None:
    answer = await jo.ask("/search?q=++roof++tiles+")

    assert jo.asked(SearchRecords) == [{"q": "roof tiles", "limit": 5}]
    assert f'href="{HOME}/m/orders/r1"' in answer.text
    assert f'href="{HOME}/m/orders?q=roof%20tiles">More in Orders' in answer.text
    assert all(word in answer.text for word in ("SO-1", "Under way", "€12.00", "2 hits"))
    assert "<script>alert" not in answer.text
    assert f'href="{HOME}/m/brand_new/r1"' in answer.text


async def test_nothing_asked_is_nothing_searched(jo: Visitor) -> None:
    answer = await jo.ask("/search?q=+")

    assert answer.status == 200
    assert not jo.asked(SearchRecords)
    assert "autofocus" in answer.text


@pytest.mark.parametrize("q", ["x" * 201, "%00", "a b c d e f g h i"])
async def test_what_cannot_be_searched_for_is_said(jo: Visitor, q: str) -> None:
    jo.edge.bus.refuses(SearchRecords, 422, "records.too-many-words", "/q")

    answer = await jo.ask(f"/search?q={q}".replace(" ", "+"))

    assert answer.status == 422
    assert "use fewer words" in answer.text


async def test_typing_moves_the_hits_only(jo: Visitor) -> None:
    typed = {"hx_request": "true", "hx_request_type": "partial", "hx_target": "div#hits"}

    answer = await jo.ask("/search?q=roof", **typed)

    assert 'id="hits"' in answer.text
    assert "<form" not in answer.text
    assert "<h1" not in answer.text
