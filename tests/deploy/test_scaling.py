"""Scaling: every service by itself, never to none, and on queues that there are."""

from typing import Any

import pytest

from contracts.catalogue import SERVICES
from contracts.topology import build
from deploy.manifests import BASE, documents, kustomization

FOLDER = BASE / "scaling"
OBJECTS = [one for name in kustomization(FOLDER)["resources"] for one in documents(FOLDER / name)]
SCALED = {one["metadata"]["name"]: one["spec"] for one in OBJECTS if one["kind"] == "ScaledObject"}


def test_it_lists_every_file_and_every_service_scales_by_itself() -> None:
    assert set(kustomization(FOLDER)["resources"]) == {one.name for one in FOLDER.glob("*.yaml")} - {
        "kustomization.yaml"
    }
    assert SCALED.keys() == set(SERVICES)
    assert all(spec["scaleTargetRef"] == {"name": name} for name, spec in SCALED.items())


@pytest.mark.parametrize("service", SCALED)
def test_nothing_scales_to_none_or_falls_at_once(service: str) -> None:
    spec = SCALED[service]
    assert 1 <= spec["minReplicaCount"] < spec["maxReplicaCount"]
    down = spec["advanced"]["horizontalPodAutoscalerConfig"]["behavior"]["scaleDown"]
    assert down["stabilizationWindowSeconds"] >= 300


def _queues() -> list[tuple[str, dict[str, Any]]]:
    return [(name, one) for name, spec in SCALED.items() for one in spec["triggers"] if one["type"] == "rabbitmq"]


def test_queues_are_asked_over_http_and_there() -> None:
    there = {queue.name for queue in build().queues}
    assert _queues()
    for service, trigger in _queues():
        assert trigger["metadata"]["queueName"] in there
        assert trigger["metadata"]["queueName"].startswith(f"{service}.")
        assert trigger["metadata"]["protocol"] == "http"  # amqp counts ready messages only
        assert SCALED[service]["fallback"]["replicas"] >= 1
