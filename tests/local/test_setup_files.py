"""What sets a machine up keeps its promises: reasons beside packages, no address in the lock, texts at targets."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_each_debian_package_has_its_reason() -> None:
    lines = [line for line in (ROOT / "deploy/local/apt.txt").read_text().splitlines() if re.match("[a-z]", line)]
    assert lines
    assert all(re.fullmatch(r"[a-z0-9.+-]+ +# \S.+", line) for line in lines)


def test_the_lock_holds_hashes_and_no_addresses() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    pinned = re.findall(r"^\S+==\S+(?: ;.*)? \\\n +--hash=sha256:", lock, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^[a-z0-9]", lock, re.MULTILINE))
    assert "://" not in lock
    assert "--index" not in lock
    assert "--find-links" not in lock


def test_uv_lock_with_its_addresses_is_kept_out() -> None:
    assert "uv.lock" in (ROOT / ".gitignore").read_text().splitlines()
    assert "omit-lockfile-registry-resolved=true" in (ROOT / ".npmrc").read_text().splitlines()


def test_each_target_tells_what_it_does() -> None:
    makefile = (ROOT / "Makefile").read_text()
    public = set(re.findall(r"^\.PHONY: ([a-z]+)(?: .*)?$", makefile, re.MULTILINE))
    told = set(re.findall(r"^([a-z]+):.*?  ## .+$", makefile, re.MULTILINE))
    assert public == told == {
        "help", "run", "stop", "test", "slow", "check", "bench", "screenshots", "contracts", "texts", "lock", "clean"
    }  # fmt: skip
