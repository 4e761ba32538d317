"""Addresses that lead nowhere: people get a kind page in their language, programs the problem that they expect."""

import pytest

from edge.domain.wishes import wishes_html
from stack.knocking import Knocker

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("path", "home"),
    [
        ("/", ""),
        ("/nonsense", ""),
        ("/p/acme", ""),
        ("/p/acme/customers/nonsense", "/p/acme/customers/"),
        ("/p/acme/customers/a/b/c", "/p/acme/customers/"),
        ("/p/%22%3E%3Cscript%3E/customers/x", ""),
        ("/console/nonsense", "/console/"),
    ],
)
async def test_people_are_told_kindly_and_led_home(edge: Knocker, path: str, home: str) -> None:
    answer = await edge.ask("GET", path, accept=BROWSER, accept_language="de-AT,de;q=0.9")

    assert answer.status == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert '<html lang="de"' in answer.text
    assert (f'href="{home}"' in answer.text) if home else ("<a " not in answer.text)
    assert "<script>" not in answer.text


@pytest.mark.parametrize("path", ["/api/v1/nonsense", "/backoffice/v1/nonsense", "/webhooks/x", "/.well-known/x"])
async def test_programs_addresses_answer_programs_whoever_asks(edge: Knocker, path: str) -> None:
    answer = await edge.ask("GET", path, accept=BROWSER)
    assert (answer.status, answer.headers["content-type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(
    ("accept", "page"),
    [
        (BROWSER, True),
        ("text/html", True),
        ("text/html;q=0.5, application/json", False),
        ("application/json", False),
        ("*/*", False),
        ("", False),
        ("text/html;q=0", False),
        ("text/html;q=x", True),
        (";;;,,,q=", False),
    ],
)
def test_who_names_html_first_wants_a_page(accept: str, page: bool) -> None:
    assert wishes_html(accept) is page
