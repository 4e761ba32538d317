"""Which refresh token gets what."""

from datetime import UTC, datetime, timedelta

import pytest

from identity.domain.lifetimes import Lifetimes
from identity.domain.session import Holder, Session, Step

START = datetime(2026, 11, 22, 10, tzinfo=UTC)
LIFETIMES = Lifetimes(
    access=timedelta(minutes=5),
    view=timedelta(minutes=15),
    session=timedelta(days=30),
    idle=timedelta(days=7),
    grace=timedelta(seconds=60),
    invitation=timedelta(days=14),
    activation=timedelta(days=14),
    reset=timedelta(minutes=30),
)
SESSION = Session(
    "f", Holder.USER, "u", "m", 7, "phone", started_at=START, rotated_at=START, expires_at=START + LIFETIMES.session
)


@pytest.mark.parametrize(
    ("number", "device", "after", "step"),
    [
        (7, "phone", 0, Step.ROTATE),
        (7, "another, after an update of the browser", 3600, Step.ROTATE),
        (6, "phone", 0, Step.REPEAT),
        (6, "phone", 60, Step.REPEAT),
        (6, "phone", 60.001, Step.REUSE),
        (6, "thief", 1, Step.REUSE),
        (5, "phone", 1, Step.REUSE),
        (8, "phone", 1, Step.REUSE),
    ],
)
def test_the_current_token_rotates_the_one_before_repeats_all_others_end_it(
    number: int, device: str, after: float, step: Step
) -> None:
    assert SESSION.step(number, device, START + timedelta(seconds=after), LIFETIMES) is step


def test_a_session_ends_when_idle_and_when_old_however_busy() -> None:
    moment = timedelta(milliseconds=1)
    assert SESSION.alive(START + LIFETIMES.idle - moment, LIFETIMES)
    assert not SESSION.alive(START + LIFETIMES.idle, LIFETIMES)
    end = START + LIFETIMES.session
    busy = SESSION.rotated("phone", end - moment)
    assert busy.alive(end - moment, LIFETIMES)
    assert not busy.alive(end, LIFETIMES)


def test_rotating_keeps_the_membership_unless_another_is_named() -> None:
    assert SESSION.rotated("phone", START).membership == "m"
    switched = SESSION.rotated("laptop", START, "n")
    assert (switched.membership, switched.number, switched.device) == ("n", 8, "laptop")
