"""The README's walk, copied from the README and pasted into a shell, works as it stands."""

import asyncio
import os
import re
import shlex
import sys
from pathlib import Path

from stack.fixtures import Suite

ROOT = Path(__file__).parents[2]
WALK = re.compile(r"<!-- walk: begin -->\s*```sh\n(.*?)```", re.DOTALL)
WITHIN_S = 60


def _environment_file(values: dict[str, str]) -> str:
    return "".join(f"{name}={shlex.quote(value)}\n" for name, value in values.items())


async def test_the_walk_from_event_to_page_works_by_copy_and_paste(suite: Suite, tmp_path: Path) -> None:
    found = WALK.search((ROOT / "README.md").read_text())
    assert found
    (tmp_path / ".portico").mkdir()
    (tmp_path / ".portico" / "addresses.env").write_text(_environment_file(suite.settings))
    (tmp_path / ".venv").symlink_to(Path(sys.executable).parents[1])
    shell = await asyncio.create_subprocess_exec(
        "bash", "-c", found.group(1), cwd=tmp_path, env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await asyncio.wait_for(shell.communicate(), WITHIN_S)
    shown = out.decode().splitlines()[-1]
    assert "Roof repair" in shown, (out.decode(), err.decode())
    assert "never shown" not in shown
    assert not err.decode().strip()
