"""What pages say: in the language of whoever reads, with nothing left out, and kindly where a link does not hold."""

import re

import pytest

from contracts.identity.invitations import ShowInvitation
from edge.web import texts
from stack.knocking import Knocker

PAGE = "/p/acme/customers/invitations/acme.t0k3n"
PREVIEW = {
    "portal": "acme/customers", "portal_name": "Acme", "inviter": "Ada", "email": "jo@example.com", "name": "Jo",
    "sign_in": False, "expires_at": "2026-12-06T10:00:00Z",
}  # fmt: skip


@pytest.mark.parametrize(
    ("status", "text"), [(404, "unknown_heading"), (410, "ended_heading"), (409, "ended_heading"), (504, "away")]
)
@pytest.mark.parametrize("language", ["en", "de", "es", "pt"])
async def test_a_link_that_does_not_hold_is_told_kindly(edge: Knocker, status: int, text: str, language: str) -> None:
    edge.bus.refuses(ShowInvitation, status, "identity.invitation")

    answer = await edge.ask("GET", PAGE, accept_language=f"xx, {language}-CH;q=0.9, en;q=0.1")

    assert answer.status == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert texts.load()[language][text] in answer.text
    assert f'<html lang="{language}">' in answer.text


@pytest.mark.parametrize("language", ["en", "de", "es", "pt"])
async def test_the_invitation_speaks_the_invited_ones_language(edge: Knocker, language: str) -> None:
    edge.bus.says(ShowInvitation, {**PREVIEW, "defaults": {"language": language}})

    answer = await edge.ask("GET", PAGE, accept_language="en")

    assert f'<html lang="{language}">' in answer.text
    assert texts.load()[language]["accept"] in answer.text


def test_no_language_lacks_a_sentence_or_a_name_in_it() -> None:
    known = texts.load()
    names = {
        language: {key: sorted(re.findall(r"{(\w+)}", text)) for key, text in said.items()}
        for language, said in known.items()
    }

    assert set(known) == {"en", "de", "es", "pt"}
    assert all(names[language] == names["en"] for language in known)
