"""Reads and writes `NAME=value` files that a shell can source and only their owner can read."""

import os
import shlex
from collections.abc import Mapping
from pathlib import Path

OWNER_ONLY = 0o600


def read(path: Path) -> dict[str, str]:
    """The names and values in `path`; empty where there is no such file."""
    if not path.exists():
        return {}
    lines = (line.partition("=") for line in path.read_text().splitlines() if line and not line.startswith("#"))
    return {name: "".join(shlex.split(value)) for name, _, value in lines}


def write(path: Path, values: Mapping[str, str], about: str) -> None:
    """Replace `path` in one step; `about` is its first line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = f"# {about}\n" + "".join(f"{name}={shlex.quote(value)}\n" for name, value in values.items())
    beside = path.with_name(path.name + ".new")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY), "w") as file:
        file.write(text)
    beside.replace(path)
