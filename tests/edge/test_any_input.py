"""Whatever is sent anywhere: an answer that is described, and never our fault."""

import json
import re
from functools import cache
from typing import Any
from urllib.parse import quote

from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.message import Who
from edge.http.page_table import ALL_PAGES, Page
from edge.http.route import Route
from edge.http.table import STREAM, TABLE
from stack.knocking import Knocker

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
DESCRIBED = {401, 403, 404, 408, 413, 415, 422, 428, 412, 504, 202}


@cache
def _edge() -> Knocker:
    return Knocker(rate_sign_in=10**6, rate_read=10**6, rate_write=10**6, rate_intake=10**6)


@st.composite
def _near_misses(draw: st.DrawFn, route: Route) -> Any:
    """An object with fields that the request has, holding anything."""
    names = st.sampled_from(sorted(route.request.model_fields) or ["data"])
    return draw(st.dictionaries(names | st.text(max_size=8), JSON, max_size=6))


@settings(deadline=None, max_examples=250)
@given(st.data(), st.sampled_from(TABLE))
async def test_no_input_is_our_fault(data: st.DataObject, route: Route) -> None:
    edge = _edge()
    edge.bus.answers.clear()
    places = {name: quote(data.draw(TEXT), safe="") for name in re.findall(r"{(\w+)}", route.path)}
    path = route.path.format_map(places)
    query = data.draw(st.dictionaries(st.sampled_from(["limit", "cursor", "sort", "x"]), TEXT, max_size=3))
    raw = data.draw(st.binary(max_size=40) | (JSON | _near_misses(route)).map(lambda value: json.dumps(value).encode()))
    token = edge.token(min(route.who), scopes=frozenset({route.request.SCOPE})) if Who.ANYONE not in route.who else ""

    pairs = "&".join(f"{name}={quote(value)}" for name, value in query.items())
    answer = await edge.ask(
        route.method,
        path + ("?" + pairs if pairs else ""),
        raw=raw,
        token=token,
        if_match=data.draw(st.sampled_from(['"1"', "x"])),
    )

    # A stream begins before anything is asked of a service: nobody has answered yet that could refuse.
    assert answer.status in DESCRIBED | ({200} if route is STREAM else set()), answer.text
    if answer.status >= 400:
        assert answer.json["code"]


@settings(deadline=None, max_examples=150)
@given(st.data(), st.sampled_from(ALL_PAGES))
async def test_no_address_of_a_page_is_our_fault(data: st.DataObject, page: Page) -> None:
    edge = _edge()
    edge.bus.answers.clear()
    places = {name: quote(data.draw(TEXT), safe="") for name in re.findall(r"{(\w+)}", page.path)}
    query = data.draw(st.dictionaries(st.sampled_from(["lang", "next", "q", "cursor", "x"]), TEXT, max_size=3))
    cookies = data.draw(
        st.sampled_from(["", "portico.language=de", "portico.theme=<x>", "portico.console=x", "a=\x7f"])
    )

    pairs = "&".join(f"{name}={quote(value)}" for name, value in query.items())
    path = page.path.format_map(places) + ("?" + pairs if pairs else "")
    answer = await edge.ask(page.method, path, raw=data.draw(st.binary(max_size=40)), cookie=cookies)

    # A stream that nobody may follow has nothing to say, and nowhere to lead.
    assert answer.status in DESCRIBED | ({200, 204} if page.streams else {200, 303}), answer.text
