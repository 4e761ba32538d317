"""`make run` from start to end, with stand-ins for services and, to be quick, given addresses for the slow parts."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from portico_local import detached, ending, environment_files, instance
from portico_local.layout import Layout
from portico_local.parts import http_look
from portico_local.ports import chosen_at_random
from portico_local.processes import marks
from portico_local.screen import Screen
from portico_local.services import ONLY_FOR
from stack import wait_until

RUN = Path(__file__).with_name("stand_ins") / "run.py"
GIVEN = {
    "PORTICO_AMQP_URL": "amqp://elsewhere/",
    "PORTICO_AMQP_MANAGEMENT_URL": "http://elsewhere:15672",
    "PORTICO_MONGO_URL": "mongodb://elsewhere/",
    "PORTICO_S3_URL": "http://elsewhere:9000",
    "PORTICO_S3_ACCESS_KEY": "a",
    "PORTICO_S3_SECRET_KEY": "s",
}


class Run:
    """One run in a folder of its own, its output in a file."""

    def __init__(self, folder: Path) -> None:
        self.layout = Layout(folder / "state")
        self.ports = chosen_at_random()
        self.output = folder / "output"
        self.started: list[subprocess.Popen[bytes]] = []

    @property
    def command(self) -> list[str]:
        return [str(RUN), str(self.layout.state), json.dumps(self.ports)]

    def start(self) -> "subprocess.Popen[bytes]":
        with self.output.open("ab") as output:
            process = subprocess.Popen(  # noqa: S603 - our own script
                [sys.executable, *self.command], env={**os.environ, **GIVEN}, stdout=output, stderr=output
            )
        self.started.append(process)
        return process

    def said(self, text: str) -> bool:
        return text in self.output.read_text()

    @property
    def living(self) -> set[str]:
        return marks.names(self.layout.state)

    def clean(self) -> None:
        for process in self.started:
            process.kill()
            process.wait()
        marks.end(self.layout.state)


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    made = Run(tmp_path)
    yield made
    made.clean()


@pytest.fixture
def up(run: Run) -> Run:
    run.start()
    wait_until(lambda: run.said("Portico is up"), 30)
    return run


def test_a_run_starts_all_and_ctrl_c_stops_all(up: Run) -> None:
    assert up.living == {"mail", "identity", "records", "edge"}
    assert environment_files.read(up.layout.addresses)["PORTICO_EDGE_URL"].endswith(str(up.ports["edge"]))
    assert http_look.status(up.ports["edge"], "/readyz") == 200

    up.started[0].send_signal(signal.SIGINT)

    assert up.started[0].wait(30) == 0
    assert up.living == set()
    assert "asked to stop" in up.layout.log("records").read_text()
    assert up.said("All stopped")


def test_a_second_ctrl_c_kills_what_does_not_stop(up: Run) -> None:
    marks.send(up.layout.state, "records", signal.SIGSTOP)
    up.started[0].send_signal(signal.SIGINT)
    wait_until(lambda: up.said("Stopping"))
    up.started[0].send_signal(signal.SIGINT)
    assert up.started[0].wait(10) == 0
    assert up.living == set()


def test_nothing_outlives_a_killed_runner(up: Run) -> None:
    marks.send(up.layout.state, "records", signal.SIGSTOP)  # not even what is frozen
    up.started[0].kill()
    wait_until(lambda: not up.living)
    assert ending.stop(up.layout, Screen()) == 0
    again = up.start()
    wait_until(lambda: up.output.read_text().count("Portico is up") == 2, 30)
    assert again.poll() is None


def test_a_second_instance_is_told_so(up: Run) -> None:
    second = up.start()
    assert second.wait(20) == 1
    assert up.said(f"running here already (process {up.started[0].pid})")
    assert up.started[0].poll() is None
    assert "edge" in up.living


def test_a_taken_port_is_told_with_its_holder(up: Run, tmp_path: Path) -> None:
    other = Run(tmp_path / "other")
    other.output.parent.mkdir()
    other.ports = {**up.ports, "mail": chosen_at_random()["mail"]}
    try:
        assert other.start().wait(20) == 1
        assert other.said(f"Port {up.ports['edge']} (edge) is taken by process")
        assert other.said("service.py edge")
        assert other.said("PORTICO_PORT_OFFSET")
        assert not other.said(f"({'mail'}) is taken")
    finally:
        other.clean()


def test_a_service_that_dies_is_told_and_started_again(up: Run) -> None:
    [first] = marks.marked(up.layout.state, "records")
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: up.said("records ended (records: signal 9)"))
    wait_until(lambda: up.said("records is back"))
    assert marks.marked(up.layout.state, "records") != [first]


def test_the_demo_is_built_once_and_told_each_time(up: Run) -> None:
    assert up.said("Demo is filled")
    ending.stop(up.layout, Screen())
    up.output.write_text("")
    up.start()
    wait_until(lambda: up.said("Portico is up"), 30)
    assert not up.said("Demo is filled")
    wait_until(lambda: up.said("ann@parts.example"))


def test_a_detached_run_returns_when_ready_and_stop_ends_it(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in GIVEN.items():
        monkeypatch.setenv(name, value)
    began = time.monotonic()
    process = detached.start(run.layout, run.command)
    run.started.append(process)
    assert detached.follow(process, run.layout, Screen()) == 0
    assert time.monotonic() - began < 60
    running = instance.running(run.layout)
    assert running is not None
    assert running.ready
    assert "Portico is up" in capsys.readouterr().out

    assert ending.stop(run.layout, Screen()) == 0

    assert instance.running(run.layout) is None
    assert run.living == set()


def test_each_service_learns_only_the_secrets_that_are_for_it(up: Run) -> None:
    def known(name: str) -> set[str]:
        [pid] = marks.marked(up.layout.state, name)
        entries = Path(f"/proc/{pid}/environ").read_text().split("\0")
        return {entry.partition("=")[0] for entry in entries} & (set(ONLY_FOR) | {"PORTICO_VERIFY_KEYS"})

    assert known("identity") == {
        "PORTICO_SIGNING_KEY",
        "PORTICO_REFRESH_KEY",
        "PORTICO_MONGO_URL",
        "PORTICO_VERIFY_KEYS",
    }
    assert known("records") == {"PORTICO_MONGO_URL", "PORTICO_VERIFY_KEYS"}
    assert known("edge") == {"PORTICO_VERIFY_KEYS", "PORTICO_WEB_KEY"}
