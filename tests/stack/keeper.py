"""Keeps the one shared stack of a test run, started piece by piece as tests ask for it.

It lives in the process that leads the run (the only one, or the controller of pytest-xdist) and answers on a socket
in the file system, so that all workers share one set of parts which outlives each of them.
"""

import contextlib
import json
import os
import shutil
import socket
import socketserver
import threading
from pathlib import Path

from portico_local import given
from portico_local.layout import Layout
from portico_local.parts.part import NotReady
from portico_local.ports import chosen_at_random
from portico_local.stack import Stack
from stack.folders import remove_abandoned, stack_folder

STATE = Path(__file__).resolve().parents[2] / ".portico"
SUITE = "suite"
OWN_HOSTS = "customers.hosted.localhost=hosted/customers,suppliers.hosted.localhost=hosted/suppliers"
"""Host names of two portals of the tenant that a test makes by this name."""
KEEP_LOGS = "PORTICO_TEST_LOGS"  # a folder in the environment: logs of parts and services are copied there
ASK_WITHIN_S = 600.0
ANSWER_BYTES = 1_000_000


class Keeper:
    """The leader's side. Nothing is started before the first question."""

    def __init__(self) -> None:
        remove_abandoned()
        self._kept = contextlib.ExitStack()
        self._folder = self._kept.enter_context(stack_folder())
        self._suite_lock = threading.Lock()
        self._stack_lock = threading.Lock()
        self._suite_failure = ""
        self._stack: Stack | None = None
        self.door = self._folder / "door"
        self._server = _Server(str(self.door), self)
        threading.Thread(target=self._server.serve_forever, name="keeper", daemon=True).start()

    def answer(self, need: str) -> dict[str, str]:
        """Start what is needed (a part's name, or the whole suite); the settings that lead to it."""
        stack = self._made()
        if need == SUITE:
            self._ensure_suite(stack)
        else:
            stack.ensure(need)
        return stack.settings

    def _ensure_suite(self, stack: Stack) -> None:
        with self._suite_lock:
            if self._suite_failure:  # told again at once: the next test would wait as long for the same
                raise NotReady(self._suite_failure)
            if stack.services:
                return
            try:
                stack.start_all()
            except NotReady as failure:
                self._suite_failure = str(failure)
                raise

    def close(self) -> None:
        """End everything at once: its data is thrown away anyhow."""
        self._server.shutdown()
        self._server.server_close()
        if self._stack is not None:
            self._stack.kill()
            if kept := os.environ.get(KEEP_LOGS):
                shutil.copytree(self._stack.layout.log("any").parent, kept, dirs_exist_ok=True)
        self._kept.close()

    def _made(self) -> Stack:
        with self._stack_lock:
            if self._stack is None:
                also = {"PORTICO_EDGE_HOSTS": OWN_HOSTS}
                self._stack = Stack(Layout(self._folder / "state"), chosen_at_random(), environ=_environ(), also=also)
            return self._stack


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True

    def __init__(self, door: str, keeper: Keeper) -> None:
        super().__init__(door, _Question)
        self.keeper = keeper


class _Question(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        need = self.rfile.readline().decode().strip()
        try:
            answer: dict[str, object] = {"settings": self.server.keeper.answer(need)}
        except (NotReady, OSError) as error:
            answer = {"failed": str(error)}
        self.wfile.write(json.dumps(answer).encode() + b"\n")


def _environ() -> dict[str, str]:
    """The environment without the addresses that `make run` wrote here: tests never touch what runs beside them."""
    beside = given.own(Layout(STATE))
    return {name: value for name, value in os.environ.items() if beside.get(name) != value}


def ask(door: Path, need: str) -> dict[str, str]:
    """The worker's side: settings that lead to what is needed. Raises NotReady with the reason."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(ASK_WITHIN_S)
        connection.connect(str(door))
        connection.sendall(need.encode() + b"\n")
        with connection.makefile("rb") as answers:
            answer = json.loads(answers.readline(ANSWER_BYTES))
    if "failed" in answer:
        raise NotReady(answer["failed"])
    settings: dict[str, str] = answer["settings"]
    return settings
