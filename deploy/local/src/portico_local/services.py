"""The services of Portico as parts: which there are, how each is started, what each gets to know."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from contracts.catalogue import SERVICES
from portico_local.layout import Layout
from portico_local.parts import http_look
from portico_local.parts.http_look import HOST
from portico_local.parts.part import Part
from portico_local.processes.child import Program

EDGE = "edge"
# Who alone gets to know a secret; nobody here means: only the operator's command. What is not listed goes to all.
ONLY_FOR: Mapping[str, frozenset[str]] = {
    "PORTICO_SIGNING_KEY": frozenset({"identity"}),
    "PORTICO_REFRESH_KEY": frozenset({"identity"}),
    "PORTICO_SEAL_KEY": frozenset({"notifications"}),
    "PORTICO_WEB_KEY": frozenset({EDGE}),
    "PORTICO_OPERATOR_KEY": frozenset(),
    "PORTICO_AMQP_MANAGEMENT_URL": frozenset(),
    "PORTICO_LOCAL_AMQP_PASSWORD": frozenset(),
    "PORTICO_MONGO_URL": frozenset(SERVICES) - {EDGE},  # the edge is the world's door: it knows no database
    "PORTICO_S3_ACCESS_KEY": frozenset({"documents"}),
    "PORTICO_S3_SECRET_KEY": frozenset({"documents"}),
}
# What a service's C library is told, unless somebody tells it otherwise. A password hash takes 46 MiB and gives them
# back: 11,777 page faults each time, a third of its CPU, and some hundred where the system has pages of 2 MiB.
TUNABLES: Mapping[str, Mapping[str, str]] = {"identity": {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}}


@dataclass(frozen=True, slots=True)
class Launch:
    """How services are started. Tests put small stand-ins here."""

    services: tuple[str, ...] = SERVICES
    command: tuple[str, ...] = (sys.executable, "-m", "chassis.run")  # and the service's name
    topology: tuple[str, ...] = (str(Path(sys.executable).with_name("portico")), "topology", "apply")


class Service(Part):
    """One replica of one service, ready when its own probe says so."""

    stop_within_s = 35.0  # running work gets 20 s (the chassis' stop_deadline), open connections 10 s more

    def __init__(self, layout: Layout, name: str, launch: Launch, port: int, settings: Mapping[str, str]) -> None:
        """`name` is `<service>`, or `<service>-<n>` for another replica; `settings` are its environment."""
        super().__init__(layout)
        self.name = self.title = name
        self.service = next(service for service in launch.services if name == service or name.startswith(f"{service}-"))
        self._launch = launch
        self._port = port
        self._settings = settings

    @property
    def where(self) -> str:
        """Host and port: of the door at the edge, of the probes elsewhere."""
        return f"{HOST}:{self._port}"

    @property
    def url(self) -> str:
        """The same as an address."""
        return f"http://{self.where}"

    def addresses(self) -> Mapping[str, str]:
        """Only the edge has one that others need."""
        return {"PORTICO_EDGE_URL": self.url} if self.name == EDGE else {}

    def programs(self) -> list[Program]:
        """One process."""
        given = {**os.environ, **self._settings}
        known = {name: value for name, value in given.items() if self.service in ONLY_FOR.get(name, {self.service})}
        env = {**TUNABLES.get(self.service, {}), **known, **self._own_settings()}
        return [Program(self.name, (*self._launch.command, self.service), env, self.layout.state, self.log)]

    def is_ready(self) -> bool:
        """What its readiness probe says."""
        return http_look.status(self._port, "/readyz") == 200

    def complaint(self) -> str:
        """What its readiness probe says: which of its checks fail."""
        answer = http_look.look(self._port, "/readyz")
        return f"(it says {answer.body})" if answer else "(its probe does not answer)"

    def _own_settings(self) -> dict[str, str]:
        if self.service == EDGE:
            return {"PORTICO_EDGE_HOST": HOST, "PORTICO_EDGE_PORT": str(self._port), **self._told_broker()}
        return {"PORTICO_PROBE_HOST": HOST, "PORTICO_PROBE_PORT": str(self._port)}

    def _told_broker(self) -> dict[str, str]:
        """Where the broker is for backoffices too, unless somebody says otherwise: the same, without our password."""
        broker = urlsplit(self._settings.get("PORTICO_AMQP_URL", ""))
        if "PORTICO_PUBLIC_AMQP_URL" in os.environ or not broker.hostname or not broker.port:
            return {}
        return {"PORTICO_PUBLIC_AMQP_URL": f"{broker.scheme}://{broker.hostname}:{broker.port}"}
