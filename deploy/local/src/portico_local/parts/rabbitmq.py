"""RabbitMQ as a private node: its own port mapper, cookie, data and one operator user.

Debian's `rabbitmq-server` on PATH changes the user and the folder; the scripts beside the libraries don't.
The port mapper (epmd) is started by us first: otherwise Erlang leaves one behind that outlives the node.
"""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from portico_local.layout import Layout
from portico_local.parts import http_look
from portico_local.parts.http_look import HOST
from portico_local.parts.part import NotReady, Part
from portico_local.processes.child import Program

OPERATOR = "portico"
LIBRARIES = Path("/usr/lib/rabbitmq")
FREE_DISK = "50MB"
# Few threads and none of them spinning: seven services share the cores. Distribution on loopback only.
ERLANG = "+sbwt none +sbwtdcpu none +sbwtdio none -noinput -kernel inet_dist_use_interface {127,0,0,1}"


@dataclass(frozen=True, slots=True)
class RabbitPorts:
    """The four ports of a node."""

    amqp: int
    management: int
    distribution: int
    mapper: int


class RabbitMQ(Part):
    """One node with the management plugin; the user `guest` never exists."""

    name = "rabbitmq"
    title = "RabbitMQ"
    stop_within_s = 40.0

    def __init__(self, layout: Layout, ports: RabbitPorts, password: str) -> None:
        super().__init__(layout)
        self._ports = ports
        self._password = password

    @property
    def where(self) -> str:
        """Host and port of AMQP."""
        return f"{HOST}:{self._ports.amqp}"

    def addresses(self) -> Mapping[str, str]:
        """AMQP and the management API, as the operator."""
        login = f"{OPERATOR}:{quote(self._password, safe='')}"
        return {
            "PORTICO_AMQP_URL": f"amqp://{login}@{self.where}/",
            "PORTICO_AMQP_MANAGEMENT_URL": f"http://{login}@{HOST}:{self._ports.management}",
        }

    def programs(self) -> list[Program]:
        """The port mapper, then the node."""
        folder = self.layout.data(self.name)
        env = self._environment(folder)
        self._write_settings(folder)
        mapper = ("epmd", "-address", HOST, "-port", str(self._ports.mapper))
        return [
            Program(f"{self.name}-epmd", mapper, env, folder, self.layout.log(f"{self.name}-epmd")),
            Program(self.name, (_server(),), env, folder, self.log),
        ]

    def is_ready(self) -> bool:
        """Whether it takes AMQP connections and its virtual hosts run."""
        if not http_look.listens(self._ports.amqp):
            return False
        login = (OPERATOR, self._password)
        answer = http_look.status(self._ports.management, "/api/health/checks/virtual-hosts", login)
        if answer == 401:
            raise self.failure("does not know this folder's secrets: its data is from others. `make clean` begins anew")
        return answer == 200

    def _environment(self, folder: Path) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("RABBITMQ_", "ERL_"))}
        own = {
            "HOME": str(folder),  # the cookie lies there
            "ERL_EPMD_PORT": str(self._ports.mapper),
            "ERL_EPMD_ADDRESS": HOST,
            "ERL_CRASH_DUMP_BYTES": "0",
            "RABBITMQ_NODENAME": f"{OPERATOR}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": HOST,
            "RABBITMQ_NODE_PORT": str(self._ports.amqp),
            "RABBITMQ_DIST_PORT": str(self._ports.distribution),
            "RABBITMQ_MNESIA_BASE": str(folder / "mnesia"),
            "RABBITMQ_LOG_BASE": str(folder / "log"),
            "RABBITMQ_LOGS": "-",
            "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
            "RABBITMQ_CONF_ENV_FILE": str(folder / "none"),  # the machine's own settings are for the machine's own node
            "RABBITMQ_ADVANCED_CONFIG_FILE": str(folder / "none"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "enabled_plugins"),
            "RABBITMQ_PID_FILE": str(folder / "rabbitmq.pid"),
            "RABBITMQ_ALLOW_INPUT": "true",  # the script then becomes the node instead of waiting beside it
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": ERLANG,
        }
        return {**inherited, **own}

    def _write_settings(self, folder: Path) -> None:
        settings = {
            "listeners.tcp.1": self.where,
            "management.tcp.ip": HOST,
            "management.tcp.port": str(self._ports.management),
            "default_user": OPERATOR,
            "default_pass": self._password,
            "default_user_tags.administrator": "true",
            "disk_free_limit.absolute": FREE_DISK,
            "log.console": "true",
            "log.console.level": "info",
        }
        path = folder / "rabbitmq.conf"
        path.touch(mode=0o600)
        path.write_text("".join(f"{key} = {value}\n" for key, value in settings.items()))
        (folder / "enabled_plugins").write_text("[rabbitmq_management].\n")


def _server() -> str:
    """Debian's script, else the one on PATH (elsewhere it is the plain script)."""
    beside = LIBRARIES / "bin/rabbitmq-server"
    found = str(beside) if beside.exists() else shutil.which("rabbitmq-server")
    if found is None:
        raise NotReady(
            "No rabbitmq-server here: install the packages of deploy/local/apt.txt, or give PORTICO_AMQP_URL."
        )
    return found
