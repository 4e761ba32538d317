"""What the manifests give is what it takes: the job and every service run with exactly those variables."""

import contextlib
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest

from contracts.catalogue import SERVICES
from deploy.manifests import Manifest, container_of, of_kind, variables_of
from portico_operator import keys
from stack.fixtures import S3Store
from stack.waiting import wait_until

HOST = "127.0.0.1"
BIN = Path(sys.executable).parent
START_SECONDS = 60.0
STOP_SECONDS = 45.0
Environment = dict[str, str]


@pytest.fixture
def values(own_vhost: str, own_database: str, mongo_url: str, s3: S3Store, smtp_url: str) -> Environment:
    """A value for every name, as an operator would have put it in."""
    config = {name: value for one in of_kind("ConfigMap").values() for name, value in one["data"].items()}
    stores = {"PORTICO_AMQP_URL": own_vhost, "PORTICO_MONGO_URL": mongo_url, "PORTICO_SMTP_URL": smtp_url}
    files = {"PORTICO_S3_URL": s3.url, "PORTICO_S3_REGION": s3.region}
    secret = {"PORTICO_S3_ACCESS_KEY": s3.access_key, "PORTICO_S3_SECRET_KEY": s3.secret_key}
    local = {"PORTICO_PROBE_HOST": HOST, "PORTICO_EDGE_HOST": HOST, "PORTICO_DATABASE_PREFIX": f"{own_database}_"}
    return {**config, **keys.generate(), **stores, **files, **secret, **local}


def _environment(workload: Manifest, values: Environment) -> Environment:
    said = {one["name"]: one["value"] for one in container_of(workload).get("env", []) if "value" in one}
    # Not a name of the manifest's, but these share one MongoDB with other tests.
    names = variables_of(workload) | {"PORTICO_DATABASE_PREFIX"}
    return {"PATH": str(BIN)} | {name: values.get(name, said.get(name, "")) for name in names}


def _free_port() -> int:
    with socket.socket() as one:
        one.bind((HOST, 0))
        return int(one.getsockname()[1])


def _is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/readyz", timeout=4) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _start(service: str, port: int, values: Environment, folder: Path) -> subprocess.Popen[bytes]:
    """One service as its pod would run it, but for the port of its probes."""
    asked = "PORTICO_EDGE_PORT" if service == "edge" else "PORTICO_PROBE_PORT"
    deployment = of_kind("Deployment")[service]
    environment = _environment(deployment, values | {"PORTICO_PROBE_PORT": str(_free_port()), asked: str(port)})
    command = [str(BIN / "python"), "-m", "chassis.run", *container_of(deployment)["args"]]
    with (folder / f"{service}.log").open("wb") as log:
        return subprocess.Popen(command, env=environment, cwd=folder, stdout=log, stderr=log)  # noqa: S603  our own


@contextlib.contextmanager
def _stopping(processes: Mapping[str, subprocess.Popen[bytes]]) -> Iterator[None]:
    """Stop them as a pod is stopped, and have them gone within their grace."""
    try:
        yield
    finally:
        for process in processes.values():
            process.terminate()
        ended = {service: process.wait(STOP_SECONDS) for service, process in processes.items()}
    assert ended == dict.fromkeys(processes, 0)


def test_every_service_gets_ready_with_what_its_manifest_gives(values: Environment, tmp_path: Path) -> None:
    job = of_kind("Job")["topology"]
    command = [str(BIN / "portico"), *container_of(job)["command"][1:]]
    subprocess.run(command, env=_environment(job, values), cwd=tmp_path, check=True)  # noqa: S603  our own

    ports = {service: _free_port() for service in SERVICES}
    processes = {service: _start(service, port, values, tmp_path) for service, port in ports.items()}
    with _stopping(processes):
        for port in ports.values():
            wait_until(partial(_is_ready, port), START_SECONDS)
