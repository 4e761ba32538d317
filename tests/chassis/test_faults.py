"""Crash points do nothing unless armed, and then kill at the very step that was named."""

import os
import signal
import subprocess
import sys

import pytest

from chassis.faults import POINTS, crash_point

TWICE = "from chassis.faults import crash_point as c; c('call.before_commit'); c('{again}'); print('alive')"


def _run(armed: str, again: str = "call.before_commit") -> subprocess.CompletedProcess[str]:
    code = TWICE.format(again=again)
    env = {**os.environ, "PORTICO_FAULTS": armed}
    return subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)  # noqa: S603


@pytest.mark.parametrize("point", sorted(POINTS))
def test_a_crash_point_does_nothing_in_production(point: str) -> None:
    crash_point(point)


def test_an_armed_point_dies_as_by_kill_9() -> None:
    assert _run("call.before_commit").returncode == -signal.SIGKILL


def test_the_nth_time_can_be_named() -> None:
    assert _run("call.before_commit:2").returncode == -signal.SIGKILL
    assert _run("call.before_commit:3").stdout == "alive\n"
    assert _run("call.after_commit").stdout == "alive\n"


@pytest.mark.parametrize(("armed", "called"), [("no.such-point", "call.before_commit"), ("mail.sent", "no.such-point")])
def test_a_name_that_is_no_point_is_told(armed: str, called: str) -> None:
    ran = _run(armed, called)
    assert ran.returncode == 1
    assert "no crash point is named no.such-point" in ran.stderr
