"""Letters as they are read: in each language, to new people and known ones, whatever people are called."""

from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest

from chassis.own_hosts import OwnHosts
from notifications.domain.letter import Letter
from notifications.domain.mail import Invited, Mail
from notifications.domain.name import MAX_SHOWN, harmless, isolated
from notifications.domain.texts import LANGUAGES, texts_for
from notifications.gateways.writer import InvitationWriter

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
UNTIL = datetime(2026, 12, 6, 10, 30, tzinfo=UTC)
LINK = "https://portal.example/p/acme/customers/invitations/acme.s3cret-_"
HEBREW = "\u05d9\u05d5\u05e1\u05d9 \u05db\u05d4\u05df"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "Ben\r\nBcc: everybody@evil.example",
    "Ben\u2028Bcc: x@evil.example\u0085X-Evil: 1",
    "\u202egnp.exe\u202c \u2067nepo",
    "{tenant.__class__} {0} %s {{ 7*7 }} {% raw %}",
    "=?utf-8?q?Bcc:_x?=",
    "👩‍👩‍👧 Zoë O'Brien & Söhne",
    HEBREW,
    "محمد <b>علي</b>",
    "x" * 200,
    "\x00\x07\x1b[31m",
]


class _Tags(HTMLParser):
    """Collects what a reader's mail client would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: set[str] = set()
        self.words: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._inside = tag
        self.links |= {value or "" for name, value in attrs if name in ("href", "src")}

    def handle_data(self, data: str) -> None:
        if self._inside != "style":
            self.words.append(data)


def _read(html: str) -> _Tags:
    parser = _Tags()
    parser.feed(html)
    parser.close()
    return parser


def _letter(hosts: str = "", **changes: Any) -> Letter:
    said: dict[str, Any] = {
        "portal": "acme/customers",
        "portal_name": "Acme customers",
        "tenant_name": "Acme GmbH",
        "language": "en",
        "existing_user": False,
        "expires_at": UNTIL,
        "email": "ben@kunde.example",
        "name": "Ben Kunde",
        "inviter": "Ada Lovelace",
    }
    invited = Invited(**{**said, **changes})
    mail = Mail("mail-1", "i-1", 1, invited, "sealed", NOW)
    known = OwnHosts.read(hosts, "https://portal.example/")
    return InvitationWriter(known, lambda _sealed: "acme.s3cret-_")(mail, NOW)


PLAIN = _read(_letter().html)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("existing", [False, True])
def test_a_letter_says_all_there_is_to_say(language: str, existing: bool) -> None:
    letter = _letter(language=language, existing_user=existing)
    texts = texts_for(language)
    seen = " ".join(" ".join(_read(letter.html).words).split())
    for body in (seen, " ".join(letter.text.split())):
        for said in ("Ada Lovelace", "Acme GmbH", "Acme customers", "Ben Kunde", texts.say_when(UNTIL), LINK):
            assert said in body
        assert (texts.invitation_existing in body) is existing
        assert (texts.invitation_new in body) is not existing
        for text in (texts.invitation_button, texts.invitation_alone, texts.invitation_unexpected):
            assert text in body
        assert not set("{}") & set(body)
    assert letter.subject in (
        "Ada Lovelace invites you to Acme customers",
        "Convite de Ada Lovelace para o portal Acme customers",
        "Invitación de Ada Lovelace al portal Acme customers",
        "Ada Lovelace lädt Sie zum Portal Acme customers ein",
    )
    assert f'<html lang="{language}"' in letter.html
    assert letter.language == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_customer_who_invites_is_not_said_to_be_of_the_tenant(language: str) -> None:
    by_staff, by_colleague = (_letter(language=language, by_colleague=each) for each in (False, True))
    texts = texts_for(language)
    said = {"inviter": "Ada Lovelace", "tenant": "Acme GmbH", "portal": "Acme customers"}
    for letter, who in ((by_staff, texts.invitation_who), (by_colleague, texts.invitation_who_by_colleague)):
        assert who.format(**said) in " ".join(letter.text.split())
    assert by_staff.text != by_colleague.text
    assert by_staff.subject == by_colleague.subject


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_no_person_invites_the_tenant_does(language: str) -> None:
    letter = _letter(language=language, inviter="")
    assert "Acme GmbH" in letter.subject
    assert "  " not in letter.text.replace("\n", "|")


def test_the_link_is_the_only_one_and_nothing_is_loaded_from_afar() -> None:
    assert PLAIN.links == {LINK}
    assert not {"img", "script", "link", "iframe"} & set(PLAIN.tags)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("place", ["name", "inviter", "portal_name", "tenant_name"])
def test_a_hostile_name_is_only_ever_shown(place: str, name: str) -> None:
    letter = _letter(**{place: name})
    read = _read(letter.html)
    assert sorted(set(read.tags)) == sorted(set(PLAIN.tags))
    assert read.links == {LINK}
    assert len(letter.subject.splitlines()) == 1
    lines = letter.text.splitlines()
    assert len(lines) == len(_letter().text.splitlines())
    if harmless(name):
        assert harmless(name) in "".join(read.words)
        assert harmless(name) in letter.text


@pytest.mark.parametrize("name", ["Ada Lovelace", "Zoë O'Brien & Söhne", "👩‍👩‍👧", "李 小龙", "José Ñúñez", HEBREW])
def test_real_names_stay_as_they_are(name: str) -> None:
    assert harmless(name) == name


def test_a_name_is_one_line_of_bounded_length_without_direction_marks() -> None:
    assert harmless("Ben\r\n\tKunde\u2028!") == "Ben Kunde !"
    assert harmless("\u202eevil\u2066") == "evil"
    assert len(harmless("x" * 5000)) == MAX_SHOWN


def test_only_a_name_that_runs_from_right_to_left_is_isolated() -> None:
    assert isolated("Ada") == "Ada"
    assert isolated(HEBREW) == f"\u2068{HEBREW}\u2069"


def test_a_portal_with_a_host_of_its_own_is_linked_there_and_no_other() -> None:
    hosts = "portal.acme.example=acme/customers"
    assert "https://portal.acme.example/invitations/acme.s3cret-_" in _letter(hosts).text
    assert LINK not in _letter(hosts).text
    assert LINK in _letter("portal.acme.example=acme/suppliers").text
