"""Signing in: one refusal for every reason, so that it tells nobody which addresses exist."""

from collections.abc import Sequence

from identity.domain.membership import Membership
from identity.domain.refusal import Refusal


class SignInFailed(Refusal):
    """Address, password or portal: it does not say which. That it was tried is counted."""

    code = "identity.sign-in-failed"
    status = 401
    title = "That did not work"
    keeps_effects = True

    def __init__(self) -> None:
        super().__init__("Check the e-mail address and the password.")


def membership_to_enter(memberships: Sequence[Membership], last_used: str | None) -> Membership | None:
    """Choose what to sign in as: what was used last, else the oldest; None where there is nothing."""
    for membership in memberships:
        if membership.id == last_used:
            return membership
    return min(memberships, key=lambda membership: (membership.created_at, membership.id), default=None)
