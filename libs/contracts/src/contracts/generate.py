"""Writes what follows from the messages: `schemas/`, `asyncapi.json` beside the code, and `docs/messages.md`.

python -m contracts.generate [--check | --release]

--check fails when one of them is not what the code says, or when a schema breaks what `released/` promised; --release
makes today's schemas the promise, unless they break the last one.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from contracts.asyncapi import document
from contracts.catalogue import events, requests
from contracts.compatibility import breaks
from contracts.envelope import CloudEvent
from contracts.message import Message
from contracts.problem import Problem
from contracts.reference import markdown
from contracts.reference.entries import entries

SCHEMAS = Path(__file__).parents[2] / "schemas"
RELEASED = SCHEMAS.parent / "released"
EXAMPLES = SCHEMAS.parent / "examples"
ASYNCAPI = Path(__file__).parent / "asyncapi/asyncapi.json"
REFERENCE = SCHEMAS.parents[2] / "docs/messages.md"


def models() -> Mapping[str, type[Message]]:
    """Give every model that has a schema, by name; `<request>.answer` is what answers it."""
    found: dict[str, type[Message]] = {"cloudevent": CloudEvent, "problem": Problem}
    found.update(events())
    for name, request in requests().items():
        found[name] = request
        found[f"{name}.answer"] = request.ANSWER
    return found


def schemas() -> Mapping[str, str]:
    """Give the text of every schema file by its name."""
    return {f"{name}.json": _text(model) for name, model in models().items()}


def _text(model: type[Message]) -> str:
    schema: dict[str, Any] = model.model_json_schema(mode="validation")
    return json.dumps(schema, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def examples() -> dict[str, dict[str, Any]]:
    """Give every example by the name of its file."""
    return {path.stem: json.loads(path.read_text()) for path in sorted(EXAMPLES.glob("*.json"))}


def pages() -> Mapping[Path, str]:
    """Give the text of what describes all messages together, by its place."""
    known = examples()
    described = json.dumps(document.build(known), indent=1, ensure_ascii=False) + "\n"
    return {ASYNCAPI: described, REFERENCE: markdown.page(entries(known))}


def _outdated(wanted: Mapping[Path, str]) -> list[Path]:
    return [path for path, text in wanted.items() if not path.exists() or path.read_text() != text]


def broken_promises(wanted: Mapping[str, str]) -> list[str]:
    """Give each way in which these schemas break the released ones, in words."""
    broken = []
    for path in sorted(RELEASED.glob("*.json")):
        if path.name not in wanted:
            broken.append(f"{path.stem}: the message is gone")
            continue
        found = breaks(json.loads(path.read_text()), json.loads(wanted[path.name]))
        broken += [f"{path.stem}{one.place}: {one.what} (for {one.reader} readers)" for one in found]
    return broken


def _write(folder: Path, wanted: Mapping[str, str]) -> int:
    """Make a folder hold exactly these; tells how many files changed."""
    folder.mkdir(exist_ok=True)
    differing = _differing(folder, wanted)
    for name in differing:
        (folder / name).unlink(missing_ok=True)
        if name in wanted:
            (folder / name).write_text(wanted[name])
    return len(differing)


def _differing(folder: Path, wanted: Mapping[str, str]) -> list[str]:
    found = {path.name: path.read_text() for path in folder.glob("*.json")}
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


def main(arguments: list[str]) -> int:
    """Write, check or release; 1 when there is something to mend."""
    wanted = schemas()
    faults = []
    if "--check" in arguments:
        names = [f"schemas/{name}" for name in _differing(SCHEMAS, wanted)]
        names += [path.name for path in _outdated(pages())]
        faults += [f"{name} is not what the code says: run make contracts" for name in names]
    if "--check" in arguments or "--release" in arguments:
        faults += broken_promises(wanted)
    if faults:
        sys.stdout.write("\n".join(faults) + "\n")
        return 1
    if "--release" in arguments:
        sys.stdout.write(f"{len(wanted)} schemas, {_write(RELEASED, wanted)} changed in released/\n")
    elif "--check" not in arguments:
        sys.stdout.write(_write_all(wanted))
    return 0


def _write_all(wanted: Mapping[str, str]) -> str:
    """Write what is not as it should be; tells what that was."""
    changed = _write(SCHEMAS, wanted)
    described = pages()
    outdated = _outdated(described)
    for path in outdated:
        path.write_text(described[path])
    names = "".join(f", {path.name}" for path in outdated)
    return f"{len(wanted)} schemas; changed: {changed} schemas{names}\n"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
