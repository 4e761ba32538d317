"""Reads what a portal tells everybody in it: announcement, contact person, terms. Links lead to https only."""

import re
from datetime import date
from typing import Final

from policy.faults import Code
from policy.notices import ANNOUNCEMENT_TONES, Announcement, Contact, Terms
from policy.place import Place, shown

MAX_ANNOUNCEMENT: Final = 500
MAX_CONTACT: Final = 300
MAX_TERMS: Final = 20_000
MAX_URL: Final = 1_000
MAX_EMAIL: Final = 254
VERSION: Final = r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}"
URL: Final = r"https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:[0-9]{1,5})?([/?#][!#-;=?-\[\]_a-z~]*)?"
"""With a host and without a password; none of what ends an attribute or a line."""
EMAIL: Final = r"[^@\s<>,;:\"()\[\]\\]{1,64}@[^@\s<>,;:\"()\[\]\\]{1,189}"
PHONE: Final = r"\+?[0-9(][0-9 ()/.-]{2,30}"
DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


def read_announcement(place: Place) -> Announcement | None:
    """Read `{text, tone, from, until}`."""
    at = place.members(("text",), ("tone", "from", "until"))
    if "text" not in at:
        return None
    first, last = (_day(at[key]) if key in at else None for key in ("from", "until"))
    if first and last and last < first:
        at["until"].refuse(Code.BAD_TEXT, "it ends before it begins; write a day that is not before from")
    return Announcement(
        text=at["text"].label(MAX_ANNOUNCEMENT),
        tone=at["tone"].choice(ANNOUNCEMENT_TONES) if "tone" in at else "info",
        first=first,
        last=last,
    )


def read_contact(place: Place) -> Contact | None:
    """Read `{name, role, email, phone, text}`."""
    at = place.members(("name",), ("role", "email", "phone", "text"))
    if "name" not in at:
        return None
    return Contact(
        name=at["name"].text(200),
        role=at["role"].text(200) if "role" in at else None,
        email=_like(at["email"], EMAIL, MAX_EMAIL, "e-mail address", "jo@acme.example") if "email" in at else None,
        phone=_like(at["phone"], PHONE, 40, "phone number", "+49 40 123456") if "phone" in at else None,
        text=at["text"].label(MAX_CONTACT) if "text" in at else None,
    )


def read_terms(place: Place) -> Terms | None:
    """Read `{version, url, text, privacy_url}`: without an address or words there is nothing to accept."""
    at = place.members(("version",), ("url", "text", "privacy_url"))
    if "url" not in at and "text" not in at:
        place.refuse(Code.REQUIRED, "nobody could read the terms; add url or text")
    if "version" not in at:
        return None
    return Terms(
        version=_like(at["version"], VERSION, 40, "version", "2026-11"),
        url=_url(at["url"]) if "url" in at else None,
        text=at["text"].label(MAX_TERMS, lines=True) if "text" in at else None,
        privacy_url=_url(at["privacy_url"]) if "privacy_url" in at else None,
    )


def _url(place: Place) -> str:
    return _like(place, URL, MAX_URL, "https address", "https://acme.example/terms")


def _like(place: Place, pattern: str, most: int, what: str, example: str) -> str:
    text = place.text(most)
    if text and not re.fullmatch(pattern, text):
        place.refuse(Code.BAD_TEXT, f"{shown(text)} is no {what}; write it like {example}")
    return text


def _day(place: Place) -> date | None:
    text = place.text(10)
    try:
        return date.fromisoformat(text if re.fullmatch(DAY, text) else "")
    except ValueError:
        if text:
            place.refuse(Code.BAD_TEXT, f"{shown(text)} is no day; write it like 2026-12-24")
        return None
