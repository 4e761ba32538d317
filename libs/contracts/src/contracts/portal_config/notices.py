"""What a portal tells everybody in it: an announcement, whom to ask, on which terms. Texts are by language."""

from typing import Annotated

from pydantic import Field

from contracts.kinds import Email, Language, Line, Name
from contracts.message import Message

Texts = dict[Language, Annotated[str, Field(max_length=20_000)]]
HttpsUrl = Annotated[str, Field(max_length=1_000, pattern=r"^https://[!-~]+$")]
TermsVersion = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")]


class Announcement(Message):
    """Stands above every page. `tone` is `info` or `warning`; more may come."""

    text: Texts
    tone: str = "info"


class ContactPerson(Message):
    """The person whom customers ask."""

    name: Name
    role: Line | None = None
    email: Email | None = None
    phone: Line | None = None
    text: Texts | None = None


class Terms(Message):
    """The terms of use, in words or at an address; who signs in accepts each `version` once."""

    version: TermsVersion
    url: HttpsUrl | None = None
    text: Texts | None = None
    privacy_url: HttpsUrl | None = None
