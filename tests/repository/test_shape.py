"""How files look: short, named for what they hold, and saying what they are for."""

import ast

import pytest

from repository.tree import functions, here, python_files, services, tracked, tree_of

LINES_OF_A_FILE = 250
LINES_OF_A_FUNCTION = 40
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "constants", "base", "manager"}


def test_no_file_is_longer_than_can_be_read_at_once() -> None:
    long = {here(path): lines for path in python_files() if (lines := _lines(path.read_text())) >= LINES_OF_A_FILE}
    assert not long


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{here(path)}:{function.lineno} {function.name}"
        for path in python_files()
        for function in functions(tree_of(path))
        if (function.end_lineno or 0) - function.lineno + 1 >= LINES_OF_A_FUNCTION
    ]
    assert not long


def test_nothing_is_a_drawer() -> None:
    drawers = {here(path) for path in tracked() for part in (*path.parts, path.stem) if part.lower() in DRAWERS}
    assert not drawers


def test_every_module_says_what_it_is_for() -> None:
    silent = [here(path) for path in python_files() if not ast.get_docstring(tree_of(path))]
    assert not silent


@pytest.mark.parametrize("service", services())
def test_doors_catch_nothing(service: str) -> None:
    caught = [
        f"{here(path)}:{node.lineno}"
        for path in sorted((services()[service] / "handlers").rglob("*.py"))
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Try)
    ]
    assert not caught


def _lines(text: str) -> int:
    return text.count("\n")
