"""Installed portals: named and coloured as theirs, and nothing of anybody kept on the device."""

import json
import re

import pytest

from contracts.portal_config.portals import ShowPublicPortal
from edge.web.assets import built
from stack.knocking import Knocker

HOME = "/p/acme/customers"
NAME = 'Ä<script>alert(1)</script>&"'
PUBLIC = {"portal": "acme/customers", "name": NAME, "languages": ["en"], "look": {"primary": "#ffee00"}, "sign_in": {}}


@pytest.fixture
def portal() -> Knocker:
    edge = Knocker()  # one that has kept no other portal's name and colour
    edge.bus.says(ShowPublicPortal, PUBLIC)
    return edge


async def test_the_manifest_names_the_portal_and_its_start_page(portal: Knocker) -> None:
    answer = await portal.ask("GET", HOME + "/manifest.webmanifest")

    assert answer.headers["content-type"] == "application/manifest+json"
    assert answer.json["name"] == NAME
    assert answer.json["start_url"] == answer.json["scope"] == HOME + "/"
    assert answer.json["theme_color"] != "#ffee00", "white on it could not be read"
    assert {each["purpose"] for each in answer.json["icons"]} == {"any", "maskable"}


@pytest.mark.parametrize("below", ["/icon.svg", "/icon-maskable.svg"])
async def test_an_icon_is_the_mark_and_nothing_that_runs(portal: Knocker, below: str) -> None:
    answer = await portal.ask("GET", HOME + below)

    assert answer.headers["content-type"] == "image/svg+xml"
    assert ">Ä</text>" in answer.text
    assert "script" not in answer.text


async def test_not_even_one_letter_of_a_name_is_markup() -> None:
    edge = Knocker()
    edge.bus.says(ShowPublicPortal, {**PUBLIC, "name": "<"})

    assert ">&lt;</text>" in (await edge.ask("GET", HOME + "/icon.svg")).text


async def test_the_worker_keeps_the_shells_files_and_the_offline_page_and_nothing_else(portal: Knocker) -> None:
    answer = await portal.ask("GET", HOME + "/worker.js")

    written = re.match(r"const SHELL = (\[.*?\]), OFFLINE = (\".*?\");\n", answer.text)
    assert written
    assert sorted(json.loads(written[1])) == sorted(built().shell)
    assert all(re.fullmatch(r"/assets/[\w-]+\.[0-9a-f]{12}\.(css|js)", each) for each in built().shell)
    assert json.loads(written[2]) == HOME + "/offline"
    rest = answer.text[written.end() :]
    assert ".put(" not in rest, "what is fetched later is not kept"
    assert rest.count("addAll") == 1
    assert "connect-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-cache"


async def test_the_offline_page_is_nobodys(portal: Knocker) -> None:
    answer = await portal.ask("GET", HOME + "/offline")

    assert answer.status == 200
    assert "data-stream" not in answer.text
    assert "<script>alert" not in answer.text


async def test_a_page_says_where_its_manifest_and_worker_are(portal: Knocker) -> None:
    page = (await portal.ask("GET", HOME + "/sign-in")).text

    assert f'<link rel="manifest" href="{HOME}/manifest.webmanifest">' in page
    assert f'data-worker="{HOME}/worker.js"' in page
    assert page.count('<meta name="theme-color"') == 2
