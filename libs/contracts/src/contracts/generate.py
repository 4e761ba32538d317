"""Writes the schema of every message to `schemas/`, and with --check fails when they are not what the code says.

python -m contracts.generate [--check]
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from contracts.catalogue import events, requests
from contracts.envelope import CloudEvent
from contracts.message import Message
from contracts.problem import Problem

SCHEMAS = Path(__file__).parents[2] / "schemas"


def schemas() -> Mapping[str, str]:
    """Give the text of every schema file by its name."""
    models: dict[str, type[Message]] = {"cloudevent": CloudEvent, "problem": Problem}
    models.update(events())
    for name, request in requests().items():
        models[name] = request
        models[f"{name}.answer"] = request.ANSWER
    return {f"{name}.json": _text(model) for name, model in models.items()}


def _text(model: type[Message]) -> str:
    schema: dict[str, Any] = model.model_json_schema(mode="validation")
    return json.dumps(schema, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _differing(wanted: Mapping[str, str]) -> list[str]:
    found = {path.name: path.read_text() for path in SCHEMAS.glob("*.json")}
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


def main(arguments: list[str]) -> int:
    """Write or check; 1 when the check finds a difference."""
    wanted = schemas()
    differing = _differing(wanted)
    if "--check" in arguments:
        sys.stdout.write(
            "".join(f"schemas/{name} is not what the code says: run make contracts\n" for name in differing)
        )
        return 1 if differing else 0
    SCHEMAS.mkdir(exist_ok=True)
    for name in differing:
        (SCHEMAS / name).unlink(missing_ok=True)
        if name in wanted:
            (SCHEMAS / name).write_text(wanted[name])
    sys.stdout.write(f"{len(wanted)} schemas, {len(differing)} changed\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
