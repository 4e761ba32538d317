"""The Kustomize base as it renders: its resources, each in the base's namespace. It has no other transformation."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from repository.tree import ROOT

BASE = ROOT / "deploy/kubernetes"
EVERYWHERE = "portico-everywhere"
"""The ConfigMap whose every name goes into every service."""
Manifest = dict[str, Any]


def documents(path: Path) -> list[Manifest]:
    """Every object of one file."""
    return [document for document in yaml.safe_load_all(path.read_text()) if document]


def kustomization(folder: Path = BASE) -> Manifest:
    """What a folder's kustomization says."""
    (found,) = documents(folder / "kustomization.yaml")
    return found


@cache
def rendered() -> tuple[Manifest, ...]:
    """Every object that the base makes."""
    said = kustomization()
    objects = [one for name in said["resources"] for one in documents(BASE / name)]
    for one in objects:
        if one["kind"] != "Namespace":
            one["metadata"]["namespace"] = said["namespace"]
    return tuple(objects)


def of_kind(kind: str) -> dict[str, Manifest]:
    """The objects of a kind by name."""
    return {one["metadata"]["name"]: one for one in rendered() if one["kind"] == kind}


def pod_of(workload: Manifest) -> Manifest:
    """The pod that a deployment or a job makes."""
    pod: Manifest = workload["spec"]["template"]["spec"]
    return pod


def container_of(workload: Manifest) -> Manifest:
    """Its one container."""
    (container,) = pod_of(workload)["containers"]
    found: Manifest = container
    return found


def secrets_of(workload: Manifest) -> dict[str, tuple[str, str]]:
    """The secret and key behind each variable that has one."""
    found = {one["name"]: one.get("valueFrom", {}).get("secretKeyRef") for one in container_of(workload).get("env", [])}
    return {name: (one["name"], one["key"]) for name, one in found.items() if one}


def variables_of(workload: Manifest) -> set[str]:
    """Every variable of its container, those from the common ConfigMap too."""
    container = container_of(workload)
    common = of_kind("ConfigMap")[EVERYWHERE]["data"] if container.get("envFrom") else {}
    return {one["name"] for one in container.get("env", [])} | set(common)
