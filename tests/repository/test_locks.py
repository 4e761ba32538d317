"""Dependencies: locked by hash and without addresses, each with its reason, one version of ours everywhere."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from repository.tree import ROOT, members, tracked

ASSETS = ROOT / "services/edge/assets"
DEPENDENCY = re.compile(r'^\s+"(?P<name>[A-Za-z0-9._-]+).*",?(?P<rest>[^"]*)$')
ENTRY = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)==", re.MULTILINE)


def _lock() -> str:
    return (ROOT / "requirements.lock").read_text()


def test_every_locked_package_has_hashes() -> None:
    entries = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", _lock(), flags=re.MULTILINE).strip())
    assert len(entries) > 20
    assert not [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry]


def test_the_lock_names_no_address_and_no_member() -> None:
    assert "://" not in _lock()
    assert not [name for name in ENTRY.findall(_lock()) if name.startswith("portico")]


def test_the_lock_with_addresses_stays_out() -> None:
    assert ROOT / "uv.lock" not in tracked()
    ignored = subprocess.run(["git", "check-ignore", "uv.lock"], cwd=ROOT, capture_output=True, check=False)  # noqa: S607
    assert ignored.returncode == 0


@pytest.mark.parametrize("folder", [ROOT, ASSETS], ids=["here", "the assets"])
def test_npm_is_told_to_keep_addresses_out(folder: Path) -> None:
    assert "omit-lockfile-registry-resolved=true" in (folder / ".npmrc").read_text().splitlines()


def test_the_lock_of_the_assets_has_hashes_and_no_address() -> None:
    packages = json.loads((ASSETS / "package-lock.json").read_text())["packages"]

    assert len(packages) > 1
    assert not [name for name, package in packages.items() if name and "integrity" not in package]
    assert not [name for name, package in packages.items() if "resolved" in package]


def test_every_package_of_the_assets_has_its_reason_and_an_upper_bound() -> None:
    package = json.loads((ASSETS / "package.json").read_text())
    wanted = {**package["dependencies"], **package["devDependencies"]}

    assert package["why"].keys() == wanted.keys()
    assert all(version.startswith("^") for version in wanted.values())


def test_members_agree_on_version_and_python() -> None:
    assert len({member["project"]["version"] for member in members().values()}) == 1
    assert len({member["project"]["requires-python"] for member in members().values()}) == 1


def test_members_are_named_after_their_folders() -> None:
    for path, member in members().items():
        folder = path.split("/")[-2] if "/" in path else ""
        assert member["project"]["name"] == (f"portico-{folder}" if folder else "portico")


def test_every_dependency_has_its_reason_beside_it() -> None:
    bare = [
        f"{path}: {match['name']}"
        for path in members()
        for line in _dependency_lines((ROOT / path).read_text())
        if (match := DEPENDENCY.match(line)) and not match["name"].startswith("portico-") and "# " not in match["rest"]
    ]
    assert not bare


def _dependency_lines(text: str) -> list[str]:
    """The lines of `dependencies` and of the dependency groups."""
    blocks = re.findall(r"^(?:dependencies|dev) = \[\n(.*?)^\]", text, flags=re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def test_every_dependency_has_an_upper_bound() -> None:
    loose = [
        f"{path}: {needed}"
        for path, member in members().items()
        for needed in member["project"].get("dependencies", ())
        if not needed.startswith("portico-") and "<" not in needed and "==" not in needed
    ]
    assert not loose
