"""What notifications refuses: events that can never become a mail."""

from typing import ClassVar


class Refusal(Exception):  # noqa: N818  a refusal is an answer, not an error
    """A rule said no. The event goes to the dead letters."""

    code: ClassVar[str]
    status: ClassVar[int]
    title: ClassVar[str]


class ForeignPortal(Refusal):
    """An event of one tenant names the portal of another."""

    code, status, title = "notifications.foreign-portal", 422, "The portal belongs to another tenant"
