"""Which port is whose, and whether it is free."""

import random
import socket
from collections.abc import Iterator, Mapping

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


class NoFreePort(Exception):  # noqa: N818 - the name says what is so
    """Tried often enough: this machine has no free port in the range."""


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


def _random_ports() -> Iterator[int]:
    yield from random.sample(CHOSEN_FROM, TRIES)
    raise NoFreePort
