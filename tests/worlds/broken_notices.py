"""Mistakes that somebody might make in what a portal tells everybody, with what each is told."""

from typing import Any, Final

from policy import Code
from worlds.broken_portals import Broken
from worlds.sample import put

ANNOUNCEMENT: Final[dict[str, Any]] = {"text": {"en": "Closed on Friday"}}
CONTACT: Final[dict[str, Any]] = {"name": "Jo Meyer"}
TERMS: Final[dict[str, Any]] = {"version": "2026-11", "url": "https://acme.example/terms"}


def _announcement(**changed: object) -> Any:
    return put("announcement", {**ANNOUNCEMENT, **changed})


def _contact(**changed: object) -> Any:
    return put("contact", {**CONTACT, **changed})


def _terms(**changed: object) -> Any:
    return put("terms", {**TERMS, **changed})


BROKEN_NOTICES: Final[dict[str, Broken]] = {
    "an announcement as text": (put("announcement", "Closed"), "/announcement", Code.WRONG_TYPE, "{…}"),
    "an announcement without words": (put("announcement", {}), "/announcement/text", Code.REQUIRED, "add it"),
    "words in no language": (_announcement(text={}), "/announcement/text", Code.TOO_FEW, "one language"),
    "words in French": (
        _announcement(text={"fr": "Fermé"}),
        "/announcement/text/fr",
        Code.UNKNOWN_LANGUAGE,
        "de",
    ),
    "an announcement too long": (
        _announcement(text={"en": "x" * 501}),
        "/announcement/text/en",
        Code.TOO_LONG,
        "500",
    ),
    "a tone of fantasy": (_announcement(tone="loud"), "/announcement/tone", Code.NOT_A_CHOICE, "warning"),
    "a day as people write it": (
        _announcement(**{"from": "24.12.2026"}),
        "/announcement/from",
        Code.BAD_TEXT,
        "2026-12-24",
    ),
    "a day that is none": (_announcement(until="2026-02-30"), "/announcement/until", Code.BAD_TEXT, "2026-12-24"),
    "an end before the beginning": (
        _announcement(**{"from": "2026-12-24", "until": "2026-12-01"}),
        "/announcement/until",
        Code.BAD_TEXT,
        "not before",
    ),
    "a contact without a name": (put("contact", {"email": "jo@acme.example"}), "/contact/name", Code.REQUIRED, "add"),
    "a contact's name in two lines": (_contact(name="Jo\nMeyer"), "/contact/name", Code.BAD_TEXT, "one line"),
    "an e-mail address without a host": (_contact(email="jo"), "/contact/email", Code.BAD_TEXT, "jo@acme.example"),
    "two e-mail addresses": (_contact(email="a@b.example,c@d.example"), "/contact/email", Code.BAD_TEXT, "jo@"),
    "a phone number in words": (_contact(phone="call me"), "/contact/phone", Code.BAD_TEXT, "+49"),
    "a contact's key misspelt": (_contact(mail="jo@acme.example"), "/contact/mail", Code.UNKNOWN_KEY, "email"),
    "terms without a version": (
        put("terms", {"url": "https://acme.example/terms"}),
        "/terms/version",
        Code.REQUIRED,
        "add it",
    ),
    "terms that nobody can read": (put("terms", {"version": "1"}), "/terms", Code.REQUIRED, "url or text"),
    "a version with blanks": (_terms(version="as of May"), "/terms/version", Code.BAD_TEXT, "2026-11"),
    "terms without TLS": (_terms(url="http://acme.example/terms"), "/terms/url", Code.BAD_TEXT, "https://"),
    "terms that run": (_terms(url="javascript:alert(1)"), "/terms/url", Code.BAD_TEXT, "https://"),
    "terms with a password": (_terms(url="https://a:b@acme.example/"), "/terms/url", Code.BAD_TEXT, "https://"),
    "terms behind an attribute": (_terms(url='https://acme.example/" x="'), "/terms/url", Code.BAD_TEXT, "https://"),
    "privacy without TLS": (_terms(privacy_url="//acme.example"), "/terms/privacy_url", Code.BAD_TEXT, "https://"),
    "terms of control characters": (
        _terms(text={"en": "a\x00b"}),
        "/terms/text/en",
        Code.BAD_TEXT,
        "plain text",
    ),
    "terms of nothing": (_terms(text={"de": " \n "}), "/terms/text/de", Code.BAD_TEXT, "one line"),
}
