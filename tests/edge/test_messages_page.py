"""The messages' description is served, and browsed on a page that asks nobody else."""

import base64
import hashlib
import json
import re

from contracts.catalogue import events, requests
from contracts.generate import ASYNCAPI, examples
from edge.http import published
from stack.knocking import Knocker

OURS = re.compile(r'(?:href|src)="(/[^"#]*)"')


async def test_anybody_gets_the_asyncapi_document(edge: Knocker) -> None:
    answer = await edge.ask("GET", "/asyncapi.json")

    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json == json.loads(ASYNCAPI.read_text())
    assert (await edge.ask("GET", "/asyncapi.json", if_none_match=answer.headers["etag"])).status == 304


async def test_the_page_shows_every_message_with_its_example(edge: Knocker) -> None:
    page = await edge.ask("GET", "/api/messages")

    assert page.status == 200
    found = set(re.findall(r'<details id="([^"]+)">', page.text))
    assert found == {*requests(), *events()}
    assert "Dachsanierung" in page.text


async def test_the_page_asks_nobody_else_and_runs_nothing(edge: Knocker) -> None:
    page = await edge.ask("GET", "/api/messages")

    style = page.text.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in page.headers["content-security-policy"]
    assert "<script" not in page.text
    assert not re.search(r'(?:href|src)="(?!/|#|data:,)', page.text)


async def test_the_pages_lead_to_each_other(edge: Knocker) -> None:
    for page in ("/api/docs", "/api/messages"):
        for address in OURS.findall((await edge.ask("GET", page)).text):
            assert (await edge.ask("GET", address)).status == 200, address


def test_examples_come_through_whole() -> None:
    assert published.examples() == {name: one for name, one in examples().items() if name != "cloudevent"}
