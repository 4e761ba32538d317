"""What the use cases stand on: those of an event, and those of the sender."""

from dataclasses import dataclass
from datetime import timedelta

from notifications.ports import Clock, Invitations, Mails, Post, Queue, Reach, Writer


@dataclass(frozen=True, slots=True)
class Context:
    """One unit of work for one tenant."""

    tenant: str
    invitations: Invitations
    mails: Mails
    now: Clock


@dataclass(frozen=True, slots=True)
class Sending:
    """The sender's own. `lease` is longer than a delivery may take."""

    queue: Queue
    write: Writer
    post: Post
    now: Clock
    reach: Reach
    lease: timedelta
