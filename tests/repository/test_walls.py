"""What import-linter cannot see: domains import the standard library only, and every index begins with the tenant."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from chassis.mongo import Index
from repository.tree import here, room, services, tree_of


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def _pure(name: str, own: str) -> bool:
    return name.split(".", maxsplit=1)[0] in sys.stdlib_module_names or name.startswith(own)


def _impure(folder: Path, own: str) -> list[str]:
    return [
        f"{here(path)} imports {name}"
        for path in sorted(folder.rglob("*.py"))
        for name in _imported(tree_of(path))
        if not _pure(name, own)
    ]


@pytest.mark.parametrize("service", services())
def test_a_domain_imports_the_standard_library_only(service: str) -> None:
    assert not _impure(services()[service] / "domain", f"{service}.domain")


def test_policy_imports_the_standard_library_only() -> None:
    import policy  # noqa: PLC0415  where it is, whichever way it is installed

    assert not _impure(Path(str(policy.__file__)).parent, "policy")


@pytest.mark.parametrize("service", services())
@pytest.mark.parametrize("module", ["time", "asyncio", "socket", "random", "secrets", "os"])
def test_a_domain_has_no_clock_no_chance_and_no_io(service: str, module: str) -> None:
    domain = services()[service] / "domain"
    assert not [here(path) for path in domain.rglob("*.py") if module in set(_imported(tree_of(path)))]


@pytest.mark.parametrize("service", services())
def test_every_index_begins_with_the_tenant(service: str) -> None:
    indexes = [index for module in room(service, "storage") for index in _indexes(vars(module).values())]
    bare = [index for index in indexes if index.keys[0][0] != "tenant" and index.expire_after is None]
    assert not bare


def _indexes(values: object) -> Iterator[Index]:
    for value in values if isinstance(values, tuple | list | type({}.values())) else ():
        if isinstance(value, Index):
            yield value
        elif isinstance(value, tuple | list):
            yield from _indexes(value)
