"""The repository as its own tests read it: tracked files, Python modules, and services with their rooms."""

import ast
import importlib
import pkgutil
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@cache
def tracked() -> tuple[Path, ...]:
    """Every file under version control that is still there."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return tuple(path for path in paths if path.is_file())


def python_files() -> tuple[Path, ...]:
    """Every tracked Python file."""
    return tuple(path for path in tracked() if path.suffix == ".py")


def here(path: Path) -> str:
    """A path as people say it."""
    return str(path.relative_to(ROOT))


@cache
def tree_of(path: Path) -> ast.Module:
    """A file's syntax tree."""
    return ast.parse(path.read_text(), str(path))


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function in it, nested ones too."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def services() -> dict[str, Path]:
    """Each service's import name and its source folder."""
    folders = sorted((ROOT / "services").iterdir())
    return {folder.name.replace("-", "_"): folder / "src" / folder.name.replace("-", "_") for folder in folders}


def room(service: str, name: str) -> tuple[ModuleType, ...]:
    """The modules of one room of a service, imported; none where it has no such room."""
    try:
        package = importlib.import_module(f"{service}.{name}")
    except ModuleNotFoundError as error:
        if error.name != f"{service}.{name}":
            raise
        return ()
    paths = getattr(package, "__path__", None)
    inner = pkgutil.walk_packages(paths, f"{package.__name__}.") if paths else ()
    return (package, *(importlib.import_module(module.name) for module in inner))


def members() -> dict[str, dict[str, Any]]:
    """Each workspace member's pyproject.toml by its folder, the root included."""
    found = [path for path in tracked() if path.name == "pyproject.toml"]
    return {here(path): tomllib.loads(path.read_text()) for path in found}
