"""What the use cases stand on: those of an event, and those of the sender."""

from dataclasses import dataclass

from notifications.ports import AccountMails, Clock, Desk, Feed, Invitations, Mails, Post, Writer


@dataclass(frozen=True, slots=True)
class Context:
    """One unit of work for one tenant."""

    tenant: str
    invitations: Invitations
    mails: Mails
    account_mails: AccountMails
    feed: Feed
    now: Clock


@dataclass(frozen=True, slots=True)
class Sending:
    """One turn of the sender."""

    desk: Desk
    write: Writer
    post: Post
    now: Clock
