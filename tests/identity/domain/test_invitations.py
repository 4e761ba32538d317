"""What an invitation lets be done with it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from identity.domain.invitation import ClosedInvitation, Invitation, InvitationState

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
OPEN = Invitation(
    "i", "customers", "Kim@acme.example", "Kim", "C-1", None, (), None, "Ada", NOW, NOW + timedelta(days=14)
)


def test_it_shows_as_expired_after_its_time_only_while_open() -> None:
    later = NOW + timedelta(days=14)
    assert OPEN.state_at(NOW) is InvitationState.INVITED
    assert OPEN.state_at(later) is InvitationState.EXPIRED
    assert OPEN.accepted().state_at(later) is InvitationState.ACCEPTED


def test_an_open_one_is_renewed_and_a_closed_one_is_not() -> None:
    renewed = OPEN.renewed("Bob", NOW + timedelta(days=20))
    assert (renewed.id, renewed.attempt, renewed.inviter) == ("i", 2, "Bob")
    for closed in (OPEN.accepted(), OPEN.withdrawn()):
        with pytest.raises(ClosedInvitation):
            closed.renewed("Bob", NOW)


def test_an_accepted_one_is_not_taken_back() -> None:
    with pytest.raises(ClosedInvitation):
        OPEN.accepted().withdrawn()


def test_addresses_are_compared_without_regard_to_case() -> None:
    assert replace(OPEN, email="KIM@ACME.example").place == OPEN.place
