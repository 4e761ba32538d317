"""Policy stands on the standard library alone, and knows neither clock nor network."""

import ast
import sys
from pathlib import Path

import policy

SOURCES = sorted(Path(policy.__file__).parent.rglob("*.py"))
OUTSIDE = {"asyncio", "http", "io", "os", "pathlib", "random", "secrets", "socket", "subprocess", "threading", "time"}


def _imported(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text())))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return {
        name.split(".")[0] for name in plain | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    }


def test_it_imports_nothing_but_the_standard_library() -> None:
    imported = set().union(*map(_imported, SOURCES))

    assert imported <= {"policy", *sys.stdlib_module_names}
    assert not imported & OUTSIDE


def test_now_is_always_an_argument() -> None:
    clocks = [
        path.name for path in SOURCES if any(word in path.read_text() for word in (".now(", ".today()", "utcnow"))
    ]

    assert clocks == []
