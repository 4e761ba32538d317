"""Which port is whose, and who sits on one that we need."""

import random
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
DEFAULTS: Mapping[str, int] = {
    "edge": 8080,
    "mail": 8025,
    "smtp": 1025,
    "amqp": 5673,
    "amqp_management": 15673,
    "amqp_distribution": 25673,
    "amqp_mapper": 14369,
    "mongodb": 27018,
    "s3": 9100,
    "identity": 8101,
    "portal-config": 8102,
    "records": 8103,
    "documents": 8104,
    "payments": 8105,
    "notifications": 8106,
}
# Below the kernel's own range for outgoing connections (32768 and up): nothing takes one of these in passing.
CHOSEN_FROM = range(16_000, 32_000)
TRIES = 1_000
LISTENING = "0A"


class NoFreePort(Exception):  # noqa: N818 - the name says what is so
    """Tried often enough: this machine has no free port in the range."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who listens on a port: process id and command, where this user may see it."""

    pid: int | None
    command: str

    def __str__(self) -> str:
        return f"process {self.pid} ({self.command})" if self.pid else "a process of another user"


def with_offset(offset: int) -> dict[str, int]:
    """The default ports, all moved by `offset`."""
    return {name: port + offset for name, port in DEFAULTS.items()}


def chosen_at_random() -> dict[str, int]:
    """A free port for each name."""
    free = (port for port in _random_ports() if is_free(port))
    return {name: next(free) for name in DEFAULTS}


def one_at_random() -> int:
    """One free port."""
    return next(port for port in _random_ports() if is_free(port))


def is_free(port: int) -> bool:
    """Whether we could listen there now."""
    with socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # what just closed there is no obstacle
        try:
            sock.bind((HOST, port))
        except OSError:
            return False
    return True


def holder(port: int) -> Holder:
    """Who listens on `port`."""
    inodes = {f"socket:[{inode}]" for inode in _listening_inodes(port)}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if any(str(fd.readlink()) in inodes for fd in (process / "fd").iterdir()):
                command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                return Holder(int(process.name), command.strip()[:120])
        except OSError:  # gone, or another user's
            continue
    return Holder(None, "")


def _listening_inodes(port: int) -> Iterator[str]:
    for table in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")):
        if not table.exists():
            continue
        for line in table.read_text().splitlines()[1:]:
            columns = line.split()
            if columns[3] == LISTENING and int(columns[1].rpartition(":")[2], 16) == port:
                yield columns[9]


def _random_ports() -> Iterator[int]:
    yield from random.sample(CHOSEN_FROM, TRIES)
    raise NoFreePort
