"""docs/operator.md: what it names is there."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from chassis.instruments import DECLARED
from chassis.measures import BROADCAST_AGE, OUTBOX_AGE
from contracts.catalogue import requests
from contracts.topology import build
from deploy.manifests import BASE, container_of, of_kind
from portico_operator import audit_command
from portico_operator.command import app, tenant_app, topology_app
from portico_operator.settings import OperatorSettings
from records.handlers.turns import SILENT
from repository.tree import ROOT

PAGE = (ROOT / "docs/operator.md").read_text()
OVERLAY = re.search(r"<!-- overlay: begin -->\n```yaml\n(.*?)```", PAGE, flags=re.DOTALL)


def _variables() -> set[str]:
    workloads = (*of_kind("Deployment").values(), *of_kind("Job").values())
    given = {one["name"] for workload in workloads for one in container_of(workload)["env"]}
    common = {name for config in of_kind("ConfigMap").values() for name in config["data"]}
    return given | common | {f"PORTICO_{name.upper()}" for name in OperatorSettings.model_fields}


def test_settings_that_it_names_are_there() -> None:
    assert set(re.findall(r"PORTICO_[A-Z0-9_]+", PAGE)) <= _variables()


def test_commands_that_it_names_are_there() -> None:
    known = {one.name for one in app.registered_commands}
    known |= {f"topology {one.name}" for one in topology_app.registered_commands}
    known |= {f"tenant {one.name}" for one in tenant_app.registered_commands}
    known |= {f"audit {one.name}" for one in audit_command.app.registered_commands}
    named = set(re.findall(r"(?<=[`& ]portico )(keys|topology \w+|tenant [\w-]+|audit \w+)", PAGE))
    assert {"topology apply", "tenant create", "keys"} <= named <= known


def test_queues_that_it_names_are_there() -> None:
    queues = {queue.name for queue in build().queues}
    assert "portico.unrouted" in queues
    assert "identity.sign-in.v1" in requests()
    assert any(name.startswith("dead.") for name in queues)


def test_measures_that_it_names_are_there() -> None:
    told = {name.removesuffix("_seconds") for name in re.findall(r"`(portico_[a-z_]+)`", PAGE)}
    assert {one.name.replace(".", "_") for one in (BROADCAST_AGE, OUTBOX_AGE, SILENT)} <= told
    assert told <= {name.replace(".", "_") for name in DECLARED}


def test_files_that_it_names_are_there() -> None:
    files = set(re.findall(r"`?(deploy/[A-Za-z0-9_./-]*[A-Za-z])", PAGE))
    assert files
    assert not [name for name in files if not (ROOT / name).exists()]


@pytest.mark.skipif(not shutil.which("kubectl"), reason="no kubectl here")
def test_its_overlay_renders(tmp_path: Path) -> None:
    assert OVERLAY
    (tmp_path / "overlay").mkdir()
    (tmp_path / "overlay/kustomization.yaml").write_text(OVERLAY[1])
    shutil.copytree(BASE, tmp_path / "deploy/kubernetes")
    command = ["kubectl", "kustomize", str(tmp_path / "overlay")]
    told = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  our own words
    objects = list(yaml.safe_load_all(told.stdout))
    deployments = [one for one in objects if one["kind"] == "Deployment"]
    assert {container_of(one)["image"] for one in deployments} == {"registry.example.com/portico:0.1.0"}
    assert not [one for one in deployments if "replicas" in one["spec"]]
    assert len([one for one in objects if one["kind"] == "ScaledObject"]) == len(deployments)
