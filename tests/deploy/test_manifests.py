"""The Kustomize base: every service has its file, and nothing in it is unknown to Kubernetes or to the service."""

import inspect
import shutil
import subprocess
from typing import Any

import kubernetes_validate  # type: ignore[import-untyped]
import pytest
import yaml
from pydantic import AliasChoices
from pydantic_settings import BaseSettings

from chassis.settings import ChassisSettings, StoreSettings
from contracts.catalogue import SERVICES
from deploy.manifests import (
    BASE,
    EVERYWHERE,
    Manifest,
    container_of,
    documents,
    kustomization,
    of_kind,
    pod_of,
    rendered,
    secrets_of,
    variables_of,
)
from portico_local.services import ONLY_FOR, TUNABLES
from portico_operator.settings import OperatorSettings
from repository.tree import ROOT, members, room

KUBERNETES = ("1.31", "1.37")
"""The oldest and the newest version that the manifests are held against."""
WORKLOADS = {**of_kind("Deployment"), **of_kind("Job")}
GRACE_SECONDS = 45
PORTS = {"http": 8080, "probes": 8081}


def _settings_of(service: str) -> type[BaseSettings]:
    values = [value for module in room(service.replace("-", "_"), "settings") for value in vars(module).values()]
    classes = [one for one in values if inspect.isclass(one) and issubclass(one, ChassisSettings)]
    (found,) = [one for one in classes if one not in (ChassisSettings, StoreSettings)]
    return found


def _variables(settings: type[BaseSettings]) -> dict[str, bool]:
    """Each variable that these settings are read from, and whether it has to be there."""
    found = {}
    for name, field in settings.model_fields.items():
        aliases = field.validation_alias.choices if isinstance(field.validation_alias, AliasChoices) else [name]
        names = [str(alias) for alias in aliases if str(alias).isupper()] or [f"PORTICO_{name.upper()}"]
        found.update(dict.fromkeys(names, field.is_required()))
    return found


def test_the_base_lists_every_file_and_transforms_nothing_but_the_namespace() -> None:
    said = kustomization()
    files = {path.name for path in BASE.glob("*.yaml")} - {"kustomization.yaml"}
    assert set(said["resources"]) == files
    assert said.keys() == {"apiVersion", "kind", "namespace", "resources"}


@pytest.mark.skipif(not shutil.which("kubectl"), reason="no kubectl here; the rendering below stands in for it")
def test_kubectl_renders_the_same() -> None:
    command = ["kubectl", "kustomize", str(BASE)]
    told = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  our own words

    def by_name(objects: Any) -> dict[tuple[str, str], Manifest]:
        return {(one["kind"], one["metadata"]["name"]): one for one in objects}

    assert by_name(yaml.safe_load_all(told.stdout)) == by_name(rendered())


@pytest.mark.parametrize("version", KUBERNETES)
@pytest.mark.parametrize("one", rendered(), ids=lambda one: f"{one['kind']} {one['metadata']['name']}")
def test_kubernetes_knows_every_field(one: Manifest, version: str) -> None:
    kubernetes_validate.validate(one, version, strict=True)


def test_names_are_told_once() -> None:
    names = [(one["kind"], one["metadata"]["name"]) for one in rendered()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_has_its_file_with_all_that_it_needs(service: str) -> None:
    kinds = sorted(one["kind"] for one in documents(BASE / f"{service}.yaml"))
    also = ["Service"] if service == "edge" else []
    assert kinds == sorted(["Deployment", "NetworkPolicy", "PodDisruptionBudget", "ServiceAccount", *also])
    assert {one["metadata"]["name"] for one in documents(BASE / f"{service}.yaml")} == {service}


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_runs_as_itself_and_is_probed(service: str) -> None:
    container = container_of(of_kind("Deployment")[service])
    assert container["args"] == [service]
    assert "command" not in container
    assert {one["name"]: one["containerPort"] for one in container["ports"]}.items() <= PORTS.items()
    for probe, path in (("startupProbe", "/livez"), ("livenessProbe", "/livez"), ("readinessProbe", "/readyz")):
        asked = container[probe]["httpGet"]
        assert asked["path"] == path
        assert asked["port"] in {one["name"] for one in container["ports"]}


@pytest.mark.parametrize("service", SERVICES)
def test_every_variable_is_a_setting_and_every_setting_that_must_be_is_there(service: str) -> None:
    given = variables_of(of_kind("Deployment")[service])
    known = _variables(_settings_of(service))
    common = set(of_kind("ConfigMap")[EVERYWHERE]["data"])
    assert given - common - TUNABLES.get(service, {}).keys() <= known.keys()
    assert common <= _variables(ChassisSettings).keys()
    assert {name for name, required in known.items() if required} <= given


@pytest.mark.parametrize("service", SERVICES)
def test_its_c_library_is_told_what_it_is_told_locally(service: str) -> None:
    told = {one["name"]: one.get("value") for one in container_of(of_kind("Deployment")[service])["env"]}
    assert {name: value for name, value in told.items() if not name.startswith("PORTICO_")} == TUNABLES.get(service, {})


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_gets_no_secret_of_anothers(service: str) -> None:
    for name, (secret, key) in secrets_of(of_kind("Deployment")[service]).items():
        assert (secret, key) == (f"portico-{service}", name)
        assert service in ONLY_FOR.get(name, {service}), name


def test_the_topology_job_knows_the_broker_and_nothing_else() -> None:
    job = of_kind("Job")["topology"]
    assert container_of(job)["command"] == ["portico", "topology", "apply"]
    assert secrets_of(job) == {"PORTICO_AMQP_URL": ("portico-operator", "PORTICO_AMQP_URL")}
    required = {name for name, needed in _variables(OperatorSettings).items() if needed}
    assert required == variables_of(job)


@pytest.mark.parametrize("name", WORKLOADS)
def test_a_pod_may_nothing_that_it_does_not_need(name: str) -> None:
    pod, container = pod_of(WORKLOADS[name]), container_of(WORKLOADS[name])
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert pod["automountServiceAccountToken"] is False
    assert of_kind("ServiceAccount")[pod["serviceAccountName"]]["automountServiceAccountToken"] is False
    assert pod["enableServiceLinks"] is False, "they would set PORTICO_… variables of their own"
    assert container["resources"]["requests"].keys() == {"cpu", "memory"}
    assert "memory" in container["resources"]["limits"]
    assert {"name": "tmp", "mountPath": "/tmp"} in container["volumeMounts"]  # noqa: S108  the pod's own


@pytest.mark.parametrize("service", SERVICES)
def test_a_stop_has_the_time_it_takes(service: str) -> None:
    deployment = of_kind("Deployment")[service]
    stop = ChassisSettings.model_fields["stop_deadline"].default
    assert pod_of(deployment)["terminationGracePeriodSeconds"] >= max(GRACE_SECONDS, 2 * stop)
    assert deployment["spec"]["strategy"]["rollingUpdate"] == {"maxSurge": 1, "maxUnavailable": 0}
    assert ("lifecycle" in container_of(deployment)) == (service == "edge")


@pytest.mark.parametrize("service", SERVICES)
def test_what_selects_a_services_pods_finds_them(service: str) -> None:
    labels = of_kind("Deployment")[service]["spec"]["template"]["metadata"]["labels"].items()
    for kind in ("Deployment", "PodDisruptionBudget"):
        assert of_kind(kind)[service]["spec"]["selector"]["matchLabels"].items() <= labels
    assert of_kind("NetworkPolicy")[service]["spec"]["podSelector"]["matchLabels"].items() <= labels


def test_nobody_talks_to_anybody_unless_it_is_said() -> None:
    nothing = of_kind("NetworkPolicy")["nothing"]["spec"]
    assert nothing == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    entered = [name for name, one in of_kind("NetworkPolicy").items() if one["spec"].get("ingress")]
    assert sorted(entered) == ["edge", "everywhere"]
    assert "egress" not in of_kind("NetworkPolicy")["edge"]["spec"]


def test_the_edges_replicas_are_as_many_as_share_its_quotas() -> None:
    edge = of_kind("Deployment")["edge"]
    said = {one["name"]: one.get("value") for one in container_of(edge)["env"]}
    assert said["PORTICO_EDGE_REPLICAS"] == str(edge["spec"]["replicas"])


def test_the_image_is_that_of_this_version() -> None:
    version = members()["pyproject.toml"]["project"]["version"]
    assert {container_of(one)["image"] for one in WORKLOADS.values()} == {f"portico:{version}"}


def test_no_manifest_holds_a_secret() -> None:
    assert not of_kind("Secret")
    assert "PRIVATE" not in "".join(path.read_text() for path in (ROOT / "deploy/kubernetes").rglob("*.yaml"))
