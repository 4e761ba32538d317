"""secrets.sh: each service's Secret holds what its manifest asks for, as it was written, and no more."""

import subprocess
from pathlib import Path

import pytest
import yaml

from deploy.manifests import BASE, of_kind, secrets_of
from portico_operator import keys

ADDRESSES = {
    "PORTICO_AMQP_URL": "amqp://portico:it's@rabbitmq:5672/",
    "PORTICO_MONGO_URL": "mongodb://mongodb:27017/?replicaSet=rs0",
    "PORTICO_S3_ACCESS_KEY": "access",
    "PORTICO_S3_SECRET_KEY": 'a="b" # c',
    "PORTICO_SMTP_URL": "smtp://mail:25",
}


def _write(path: Path, values: dict[str, str]) -> None:
    path.write_text("".join(f"{name}={value}\n" for name, value in values.items()))


def _run(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(BASE / "secrets.sh"), str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own words


def _secrets(text: str) -> dict[str, dict[str, str]]:
    return {one["metadata"]["name"]: one["stringData"] for one in yaml.safe_load_all(text) if one}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    _write(tmp_path / "all.env", {**keys.generate(), **ADDRESSES})
    return tmp_path


def test_each_gets_what_its_manifest_asks_for(folder: Path) -> None:
    found = _secrets(_run(folder).stdout)
    asked: dict[str, set[str]] = {}
    for workload in (*of_kind("Deployment").values(), *of_kind("Job").values()):
        for secret, key in secrets_of(workload).values():
            asked.setdefault(secret, set()).add(key)
    assert {name: set(values) for name, values in found.items()} == asked


def test_values_come_through_as_they_were_written(folder: Path) -> None:
    found = _secrets(_run(folder).stdout)
    assert found["portico-records"]["PORTICO_AMQP_URL"] == ADDRESSES["PORTICO_AMQP_URL"]
    assert found["portico-documents"]["PORTICO_S3_SECRET_KEY"] == ADDRESSES["PORTICO_S3_SECRET_KEY"]
    assert found["portico-edge"]["PORTICO_VERIFY_KEYS"].startswith('{"keys"')


def test_a_service_may_have_its_own_user(folder: Path) -> None:
    _write(folder / "records.env", {"PORTICO_AMQP_URL": "amqp://records@rabbitmq/"})
    found = _secrets(_run(folder).stdout)
    assert found["portico-records"]["PORTICO_AMQP_URL"] == "amqp://records@rabbitmq/"
    assert found["portico-edge"]["PORTICO_AMQP_URL"] == ADDRESSES["PORTICO_AMQP_URL"]


def test_what_is_missing_is_named(folder: Path) -> None:
    _write(folder / "all.env", ADDRESSES)
    told = _run(folder)
    assert told.returncode != 0
    assert not told.stdout
    assert "no PORTICO_OPERATOR_VERIFY_KEYS in" in told.stderr
