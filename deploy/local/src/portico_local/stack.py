"""All parts and services of one Portico: made from a state folder and ports, started as they are asked for."""

import os
import subprocess
import threading
from collections.abc import Callable, Mapping

from portico_local import credentials, environment_files, given
from portico_local.layout import Layout
from portico_local.parts.mail import MailCatcher
from portico_local.parts.mongodb import MongoDB
from portico_local.parts.part import NotReady, Part, wait_ready
from portico_local.parts.rabbitmq import RabbitMQ, RabbitPorts
from portico_local.parts.s3 import S3
from portico_local.ports import HOST, one_at_random
from portico_local.processes import marks
from portico_local.services import EDGE, Launch, Service

OWNER_ONLY = 0o700  # databases without logins and keys lie in the state folder
TOPOLOGY_WITHIN_S = 60.0
PORTS_OF: Mapping[str, tuple[str, ...]] = {
    "rabbitmq": ("amqp", "amqp_management", "amqp_distribution", "amqp_mapper"),
    "mongodb": ("mongodb",),
    "s3": ("s3",),
    "mail": ("mail", "smtp"),
}
Told = Callable[[Part, float], None]


class Stack:
    """One Portico on this machine. Blocking calls; `ensure` may be called from several threads at once."""

    def __init__(
        self,
        layout: Layout,
        ports: Mapping[str, int],
        environ: Mapping[str, str] | None = None,
        launch: Launch | None = None,
        also: Mapping[str, str] | None = None,
    ) -> None:
        """`environ` may give addresses that replace local parts (see `given`); all services get to know `also`."""
        layout.state.mkdir(parents=True, exist_ok=True)
        layout.state.chmod(OWNER_ONLY)
        self.layout = layout
        self.ports = ports
        self.launch = launch or Launch()
        self._also = dict(also or {})
        self.secrets = credentials.load(layout)
        local = _local_parts(layout, ports, self.secrets)
        self.given = given.instead_of(local.values(), os.environ if environ is None else environ, layout)
        self.parts = {name: part for name, part in local.items() if name not in self.given}
        self.services: dict[str, Service] = {}
        self._locks = {name: threading.Lock() for name in self.parts}

    @property
    def edge_url(self) -> str:
        """Where the edge is (once it was started)."""
        return f"http://{HOST}:{self.ports[EDGE]}"

    @property
    def addresses(self) -> dict[str, str]:
        """Addresses of all parts, local or given, and of the edge."""
        found = {"PORTICO_EDGE_URL": self.edge_url}
        for addresses in (*(part.addresses() for part in self.parts.values()), *self.given.values()):
            found.update(addresses)
        return found

    @property
    def settings(self) -> dict[str, str]:
        """What services and the operator's command need in their environment: addresses and secrets."""
        return {**self.secrets, **self.addresses, **self._also}

    @property
    def ports_needed(self) -> dict[str, int]:
        """The ports that local parts and services will listen on."""
        of_parts = [port for name in self.parts for port in PORTS_OF[name]]
        return {name: self.ports[name] for name in (*of_parts, *self.launch.services)}

    def part(self, name: str) -> Part:
        """A local part or a started service by its name."""
        return self.parts[name] if name in self.parts else self.services[name]

    def write_addresses(self) -> None:
        """Put the addresses where people and shells find them."""
        own = " ".join(name for part in self.parts.values() for name in part.addresses())
        written = {**self.addresses, given.LOCAL: f"PORTICO_EDGE_URL {own}"}
        environment_files.write(self.layout.addresses, written, "Addresses of this local Portico.")

    def ensure(self, *names: str) -> None:
        """Start these parts unless they run (all of them together), and wait until they are ready. Raises NotReady."""
        wanted = [self.parts[name] for name in sorted(names) if name in self.parts]
        for part in wanted:
            self._locks[part.name].acquire()
        try:
            self.start_together([part for part in wanted if not part.is_alive])
        finally:
            for part in wanted:
                self._locks[part.name].release()

    def start_together(self, parts: list[Part], told: Told = lambda _part, _s: None) -> None:
        """Start all of them, then wait for all. Raises NotReady."""
        for part in parts:
            part.start()
        wait_ready(parts, told)

    def apply_topology(self) -> None:
        """Declare exchanges and queues: before the first service starts. Raises NotReady with what the command said."""
        done = subprocess.run(  # noqa: S603 - our own command, no shell
            self.launch.topology,
            env={**os.environ, **self.settings},
            capture_output=True,
            text=True,
            timeout=TOPOLOGY_WITHIN_S,
            check=False,
        )
        if done.returncode:
            raise NotReady(f"The topology could not be applied:\n{done.stdout}{done.stderr}")

    def make_services(self) -> list[Part]:
        """One of each service, not started yet."""
        made = [self._service(name, self.ports[name], {}) for name in self.launch.services]
        self.services = {service.name: service for service in made}
        return list(made)

    def start_all(self) -> None:
        """Everything, in order: parts, topology, one of each service."""
        self.ensure(*self.parts)
        self.apply_topology()
        self.start_together(self.make_services())

    def replica(self, service: str, settings: Mapping[str, str] | None = None, *, ready: bool = True) -> Service:
        """Start one more of a service on a port of its own, with extra settings.

        With `ready=False` it returns at once: for a replica that is meant to die on its way.
        """
        number = 1 + sum(other.service == service for other in self.services.values())
        replica = self._service(f"{service}-{number}", one_at_random(), settings or {})
        self.services[replica.name] = replica
        replica.start()
        if ready:
            wait_ready([replica])
        return replica

    def stop(self) -> None:
        """Services first, then parts, each gracefully; then whatever is left. Nothing remains."""
        for group in (list(self.services.values()), list(self.parts.values())):
            for part in group:
                part.ask_to_stop()
            for part in group:
                part.stop()
        marks.end(self.layout.state)

    def kill(self) -> None:
        """SIGKILL everything."""
        for part in (*self.services.values(), *self.parts.values()):
            part.kill()
        marks.end(self.layout.state)

    def _service(self, name: str, port: int, extra: Mapping[str, str]) -> Service:
        return Service(self.layout, name, self.launch, port, {**self.settings, **extra})


def _local_parts(layout: Layout, ports: Mapping[str, int], secrets: Mapping[str, str]) -> dict[str, Part]:
    rabbit_ports = RabbitPorts(
        ports["amqp"], ports["amqp_management"], ports["amqp_distribution"], ports["amqp_mapper"]
    )
    parts: list[Part] = [
        RabbitMQ(layout, rabbit_ports, secrets[credentials.AMQP_PASSWORD]),
        MongoDB(layout, ports["mongodb"]),
        S3(layout, ports["s3"], secrets[credentials.S3_ACCESS_KEY], secrets[credentials.S3_SECRET_KEY]),
        MailCatcher(layout, ports["smtp"], ports["mail"]),
    ]
    return {part.name: part for part in parts}
