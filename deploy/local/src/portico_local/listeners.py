"""Who listens where on this machine, read from /proc."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

PROC = Path("/proc")
LISTENING = "0A"  # TCP_LISTEN, include/net/tcp_states.h
COMMAND_LENGTH = 120
WORD = 8  # hexadecimal digits of 32 bits, in the order of the machine


@dataclass(frozen=True, slots=True)
class Listener:
    """One listening TCP socket; `inode` tells whose it is."""

    address: IPv4Address | IPv6Address
    port: int
    inode: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Who listens on a port: process id and command, where this user may see it."""

    pid: int | None
    command: str

    def __str__(self) -> str:
        return f"process {self.pid} ({self.command})" if self.pid else "a process that this user may not see"


def listeners() -> Iterator[Listener]:
    """All of them."""
    for table in (PROC / "net/tcp", PROC / "net/tcp6"):
        lines = table.read_text().splitlines()[1:] if table.exists() else []
        for columns in (line.split() for line in lines):
            if columns[3] == LISTENING:
                address, _, port = columns[1].rpartition(":")
                yield Listener(_address(address), int(port, 16), columns[9])


def sockets_of(pid: int) -> set[str]:
    """Inodes of the sockets that a process holds; empty where this user may not look."""
    found = set()
    with contextlib.suppress(OSError):  # the process is gone, or another user's
        for fd in (PROC / str(pid) / "fd").iterdir():
            with contextlib.suppress(OSError):  # closed meanwhile
                found.add(str(fd.readlink()))
    return {target.removeprefix("socket:[").rstrip("]") for target in found if target.startswith("socket:[")}


def holder(port: int) -> Holder:
    """Who listens on `port`."""
    inodes = {listener.inode for listener in listeners() if listener.port == port}
    for pid in (int(entry.name) for entry in PROC.glob("[0-9]*")):
        if inodes & sockets_of(pid):
            return Holder(pid, _command(pid))
    return Holder(None, "")


def _command(pid: int) -> str:
    try:
        words = (PROC / str(pid) / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return "gone meanwhile"
    return b" ".join(words).decode(errors="replace").strip()[:COMMAND_LENGTH]


def _address(digits: str) -> IPv4Address | IPv6Address:
    words = [bytes.fromhex(digits[at : at + WORD])[::-1] for at in range(0, len(digits), WORD)]
    return ip_address(b"".join(words))
