"""What the README shows works as it stands there."""

import asyncio
import os
import re
import sys
from pathlib import Path

import backoffice
from backoffice.table import read_mapping
from stack.backoffice_bench import Backoffice

README = (Path(backoffice.__file__).parents[2] / "README.md").read_text()
URL = "amqp://backoffice.acme:…@broker/"


def _shown(start: str, end: str) -> str:
    found = re.search(rf"{start}\n(.*?)\n *{end}", README, re.DOTALL)
    assert found
    return found.group(1)


async def _run(*words: str, **environ: str) -> str:
    process = await asyncio.create_subprocess_exec(
        *words, env={**os.environ, **environ}, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    out, err = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 0, err.decode()
    return out.decode()


async def test_the_first_event_arrives(acme: Backoffice, tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    file.write_text("\n".join(line.strip() for line in _shown("<<'END'", "END").splitlines()))
    command = str(Path(sys.executable).with_name("portico-backoffice"))
    assert "2 published" in await _run(command, "publish", str(file), PORTICO_BACKOFFICE_AMQP_URL=acme.url)
    assert {event["subject"] for event in await acme.events()} == {"accounts/C-1001", "invoices/INV-1"}


async def test_the_python_says_what_it_says(acme: Backoffice) -> None:
    code = _shown("```python", "```")
    assert URL in code
    ours = code.replace(URL, acme.url).replace('EventMaker("acme"', f'EventMaker("{acme.tenant}"')
    assert "stored for good" in await _run(sys.executable, "-c", ours)
    [event] = await acme.events()
    assert (event["data"]["status"], event["data"]["accounts"]) == ("paid", ["C-1001"])


def test_the_mapping_is_one(tmp_path: Path) -> None:
    (tmp_path / "mapping.toml").write_text(_shown("```toml", "```"))
    assert read_mapping(tmp_path / "mapping.toml").module == "invoices"
