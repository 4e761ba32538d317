"""Runs `portico-backoffice` as somebody does: a process of its own, in a folder of its own."""

import asyncio
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stack.backoffice_bench import Backoffice

COMMAND = str(Path(sys.executable).with_name("portico-backoffice"))
WITHIN_S = 60


@dataclass(frozen=True)
class Run:
    """How a run went."""

    code: int | None
    out: str
    err: str

    @property
    def told(self) -> dict[str, Any]:
        """What it told with --json."""
        said: dict[str, Any] = json.loads(self.out)
        return said


class Desk:
    """A folder to run the command in, with a state of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def environ(self, more: Mapping[str, str]) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PORTICO_")}
        return {**kept, "XDG_STATE_HOME": str(self.folder / "state"), "TERM": "dumb", **more}

    async def start(self, *words: str | Path, **environ: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            COMMAND, *map(str, words), cwd=self.folder, env=self.environ(environ),
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip

    async def run(self, *words: str | Path, **environ: str) -> Run:
        process = await self.start(*words, **environ)
        out, err = await asyncio.wait_for(process.communicate(), WITHIN_S)
        return Run(process.returncode, out.decode(), err.decode())

    def write(self, name: str, content: bytes | str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path


def reach(backoffice: Backoffice) -> dict[str, str]:
    """The environment that says where and as whom."""
    return {"PORTICO_BACKOFFICE_AMQP_URL": backoffice.url}
