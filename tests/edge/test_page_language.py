"""In which language a page speaks before sign-in: what was chosen, else the browser's, else the portal's."""

from typing import Any

import pytest

from contracts.portal_config.portals import ShowPublicPortal
from stack.knocking import Knocker

PAGE = "/p/acme/speaking/sign-in"
PUBLIC: dict[str, Any] = {
    "portal": "acme/speaking", "name": "Acme", "languages": ["de", "en", "es"], "language": "de", "look": {},
    "sign_in": {},
}  # fmt: skip
OTHER = {**PUBLIC, "portal": "globex/speaking", "languages": ["pt"], "language": "pt"}


@pytest.fixture
def portal(edge: Knocker) -> Knocker:
    """An edge whose portal speaks three languages."""
    edge.bus.says(ShowPublicPortal, PUBLIC)
    return edge


@pytest.mark.parametrize(
    ("address", "headers", "spoken"),
    [
        (PAGE, {}, "de"),
        (PAGE, {"accept_language": "pt-BR, es;q=0.8"}, "es"),
        (PAGE, {"accept_language": "pt"}, "de"),
        (PAGE + "?lang=en", {"accept_language": "es"}, "en"),
        (PAGE, {"accept_language": "es", "cookie": "portico.language=en"}, "en"),
        (PAGE + "?lang=es", {"cookie": "portico.language=en"}, "es"),
        (PAGE + "?lang=pt", {}, "de"),
        (PAGE + "?lang=../x", {"cookie": 'portico.language="><script>'}, "de"),
    ],
    ids=str,
)
async def test_before_sign_in_a_page_speaks(
    portal: Knocker, address: str, headers: dict[str, Any], spoken: str
) -> None:
    answer = await portal.ask("GET", address, **headers)

    assert f'<html lang="{spoken}"' in answer.text
    assert answer.headers["content-language"] == spoken


async def test_what_was_chosen_is_kept_and_leads_on_where_the_reader_was_going(portal: Knocker) -> None:
    answer = await portal.ask("GET", PAGE + "?next=/m/invoices&lang=es")

    assert "portico.language=es" in answer.headers["set-cookie"]
    assert 'href="?next=%2Fm%2Finvoices&amp;lang=de" lang="de"' in answer.text
    assert 'lang="es" hreflang="es" aria-current="true">Español<' in answer.text


async def test_where_there_is_no_choice_none_is_offered(portal: Knocker) -> None:
    portal.bus.says(ShowPublicPortal, OTHER)

    answer = await portal.ask("GET", "/p/globex/speaking/sign-in", accept_language="de")

    assert '<html lang="pt"' in answer.text
    assert "hreflang" not in answer.text


@pytest.mark.parametrize(
    ("address", "accepted", "spoken"), [("", "pt-PT", "pt"), ("?lang=es", "de", "es"), ("", "", "en")]
)
async def test_the_console_speaks_what_was_chosen_or_the_browser_does(
    edge: Knocker, address: str, accepted: str, spoken: str
) -> None:
    answer = await edge.ask("GET", f"/console/sign-in{address}", accept_language=accepted)

    assert f'<html lang="{spoken}"' in answer.text
