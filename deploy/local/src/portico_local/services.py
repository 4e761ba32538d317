"""The services of Portico as parts: which there are, how each is started, what each gets to know."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from contracts.catalogue import SERVICES
from portico_local.layout import Layout
from portico_local.parts import http_look
from portico_local.parts.http_look import HOST
from portico_local.parts.part import Part
from portico_local.processes.child import Program

EDGE = "edge"
# The edge is the door to the world: it knows no database and no file store (architecture.md, "Services").
WITHHELD: Mapping[str, frozenset[str]] = {
    EDGE: frozenset({"PORTICO_MONGO_URL", "PORTICO_S3_ACCESS_KEY", "PORTICO_S3_SECRET_KEY"}),
}


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
        withheld = WITHHELD.get(self.service, frozenset())
        known = {name: value for name, value in {**os.environ, **self._settings}.items() if name not in withheld}
        env = {**known, **self._own_settings()}
        return [Program(self.name, (*self._launch.command, self.service), env, self.layout.state, self.log)]

    def is_ready(self) -> bool:
        """What its readiness probe says."""
        return http_look.status(self._port, "/readyz") == 200

    def _own_settings(self) -> dict[str, str]:
        if self.service == EDGE:
            return {"PORTICO_EDGE_HOST": HOST, "PORTICO_EDGE_PORT": str(self._port)}
        return {"PORTICO_PROBE_HOST": HOST, "PORTICO_PROBE_PORT": str(self._port)}
