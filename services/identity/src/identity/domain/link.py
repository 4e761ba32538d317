"""One-time links: 256 random bits of which only a hash is kept, for one purpose, used once, by a deadline."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from identity.domain.bearer import compose, fingerprint, take_apart
from identity.domain.refusal import Refusal


class UnknownLink(Refusal):
    """No such link was ever made, or not for this."""

    code = "identity.link-unknown"
    status = 404
    title = "This link is not known"


class GuessedLink(UnknownLink):
    """The same, where that it was tried is counted."""

    keeps_effects = True


class UsedLink(Refusal):
    """It worked once."""

    code = "identity.link-used"
    status = 410
    title = "This link was used already"


class ReplacedLink(Refusal):
    """A newer one was sent."""

    code = "identity.link-replaced"
    status = 410
    title = "A newer link was sent"


class WithdrawnLink(Refusal):
    """Whoever sent it took it back."""

    code = "identity.link-withdrawn"
    status = 410
    title = "This link was taken back"


class ExpiredLink(Refusal):
    """Its time is over."""

    code = "identity.link-expired"
    status = 410
    title = "This link has expired"


class Purpose(StrEnum):
    """What a link is for; it opens nothing else."""

    INVITATION = "invitation"
    STAFF = "staff-activation"
    RESET = "password-reset"


class LinkState(StrEnum):
    """What became of a link."""

    OPEN = "open"
    USED = "used"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


_OVER: dict[LinkState, type[Refusal]] = {
    LinkState.USED: UsedLink,
    LinkState.REPLACED: ReplacedLink,
    LinkState.WITHDRAWN: WithdrawnLink,
}


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it is kept. `subject` is what it is about: an invitation, a staff member, a holder's id."""

    fingerprint: str
    purpose: Purpose
    subject: str
    expires_at: datetime
    state: LinkState = LinkState.OPEN

    def refuse_unless_open(self, now: datetime) -> None:
        """Raise what says why it no longer works."""
        if self.state in _OVER:
            raise _OVER[self.state]
        if now >= self.expires_at:
            raise ExpiredLink


def link_token(tenant: str, secret: str) -> str:
    """Write the token that goes into a link."""
    return compose(tenant, secret)


def link_fingerprint(purpose: Purpose, token: str) -> str:
    """Give what a token is found by: bound to its purpose, so that a link of another kind is simply not there."""
    return fingerprint(purpose.value, token)


def tenant_of_link(token: str) -> str:
    """Give the tenant that a link's token names. Raises UnknownLink."""
    found = take_apart(token, 1)
    if found is None:
        raise UnknownLink
    return found[0]
