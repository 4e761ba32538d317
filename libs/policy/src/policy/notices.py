"""What a portal tells everybody in it: an announcement, whom to ask, on which terms. Texts are by language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

ANNOUNCEMENT_TONES: Final = ("info", "warning")


@dataclass(frozen=True, slots=True)
class Announcement:
    """Stands above every page from its first day to its last, both included, on the portal's date."""

    text: Mapping[str, str]
    tone: str = "info"
    first: date | None = None
    last: date | None = None

    def on(self, day: date) -> bool:
        """Whether it stands there on a day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Contact:
    """The person whom customers ask."""

    name: str
    role: str | None = None
    email: str | None = None
    phone: str | None = None
    text: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of use, in words or at an https address. Another `version` has to be accepted anew."""

    version: str
    url: str | None = None
    text: Mapping[str, str] | None = None
    privacy_url: str | None = None
