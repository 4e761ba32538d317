"""What the invitation's page says: in the language of whoever is invited, and kindly where a link does not hold."""

import pytest

from contracts.identity.invitations import ShowInvitation
from contracts.portal_config.portals import ShowPublicPortal
from edge.web.catalogues import translations
from stack.knocking import Knocker

PAGE = "/p/acme/words/invitations/acme.t0k3n"
PUBLIC = {
    "portal": "acme/words", "name": "Acme", "languages": ["en", "de", "es", "pt"], "language": "en", "look": {},
    "sign_in": {},
}  # fmt: skip
PREVIEW = {
    "portal": "acme/words", "portal_name": "Acme", "inviter": "Ada", "email": "jo@example.com", "name": "Jo",
    "sign_in": False, "expires_at": "2026-12-06T10:00:00Z",
}  # fmt: skip


@pytest.fixture
def edge(edge: Knocker) -> Knocker:
    """An edge that knows a portal."""
    edge.bus.says(ShowPublicPortal, PUBLIC)
    return edge


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (404, "There is no such invitation"),
        (410, "This link no longer holds"),
        (409, "This link no longer holds"),
        (504, "We cannot show this now"),
    ],
)
@pytest.mark.parametrize("language", ["en", "de", "es", "pt"])
async def test_a_link_that_does_not_hold_is_told_kindly(edge: Knocker, status: int, text: str, language: str) -> None:
    edge.bus.refuses(ShowInvitation, status, "identity.invitation")

    answer = await edge.ask("GET", PAGE, accept_language=f"xx, {language}-CH;q=0.9, en;q=0.1")

    assert answer.status == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert translations(language).ugettext(text) in answer.text
    assert f'<html lang="{language}"' in answer.text


@pytest.mark.parametrize("language", ["en", "de", "es", "pt"])
async def test_the_invitation_speaks_the_invited_ones_language(edge: Knocker, language: str) -> None:
    edge.bus.says(ShowInvitation, {**PREVIEW, "defaults": {"language": language}})

    answer = await edge.ask("GET", PAGE, accept_language="en")

    assert f'<html lang="{language}"' in answer.text
    assert translations(language).ugettext("Accept the invitation") in answer.text


async def test_over_https_the_cookie_is_bound_to_the_host() -> None:
    edge = Knocker(edge_url="https://portal.example")
    edge.bus.says(ShowPublicPortal, PUBLIC)
    edge.bus.says(ShowInvitation, PREVIEW)

    cookie = (await edge.ask("GET", PAGE)).headers["set-cookie"]

    assert cookie.startswith("__Host-portico-form=")
    for word in ("Secure", "HttpOnly", "Path=/", "SameSite=lax"):
        assert word in cookie
    assert "Domain" not in cookie


async def test_somebody_who_tries_many_links_is_stopped() -> None:
    edge = Knocker(rate_sign_in=2)
    edge.bus.says(ShowPublicPortal, PUBLIC)
    edge.bus.refuses(ShowInvitation, 404, "identity.no-such-invitation")

    answers = [await edge.ask("GET", f"/p/acme/words/invitations/acme.t{n}") for n in range(3)]

    assert [answer.status for answer in answers] == [404, 404, 429]
    assert "Too many tries" in answers[2].text
    assert int(answers[2].headers["retry-after"]) >= 1
