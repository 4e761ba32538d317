"""Ports are told apart, and whoever sits on one is found."""

import os
import socket

from portico_local import listeners, ports


def test_a_taken_port_names_its_holder() -> None:
    with socket.create_server((ports.HOST, 0)) as taken:
        port = taken.getsockname()[1]
        assert not ports.is_free(port)
        assert listeners.holder(port).pid == os.getpid()
        assert "pytest" in str(listeners.holder(port)) or "python" in str(listeners.holder(port))
    assert ports.is_free(port)


def test_an_offset_moves_every_port() -> None:
    assert all(port - ports.DEFAULTS[name] == 100 for name, port in ports.with_offset(100).items())


def test_ports_do_not_meet() -> None:
    assert len(set(ports.DEFAULTS.values())) == len(ports.DEFAULTS)
    assert len(set(ports.chosen_at_random().values())) == len(ports.DEFAULTS)
