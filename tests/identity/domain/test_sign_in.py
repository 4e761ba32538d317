"""What somebody signs in as."""

from datetime import UTC, datetime, timedelta

from identity.domain.membership import Membership
from identity.domain.sign_in import membership_to_enter

START = datetime(2026, 11, 22, 10, tzinfo=UTC)
MINE = [
    Membership(name, "u", "customers", f"C-{name}", None, (), START - timedelta(days=age))
    for name, age in (("young", 1), ("old", 3), ("middle", 2))
]


def test_what_was_used_last_is_entered_again() -> None:
    entered = membership_to_enter(MINE, "middle")
    assert entered is not None
    assert entered.id == "middle"


def test_else_the_oldest() -> None:
    for last_used in (None, "gone"):
        entered = membership_to_enter(MINE, last_used)
        assert entered is not None
        assert entered.id == "old"


def test_without_any_nothing_is_entered() -> None:
    assert membership_to_enter([], None) is None
