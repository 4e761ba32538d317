"""Every crash point that fault tests can name is in the code, and the other way round."""

import ast

from chassis.faults import POINTS
from repository.tree import here, python_files, tree_of


def _called() -> set[str]:
    code = [path for path in python_files() if here(path).startswith(("libs/", "services/"))]
    calls = [node for path in code for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]
    mine = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "crash_point"]
    return {str(argument.value) for call in mine for argument in call.args if isinstance(argument, ast.Constant)}


def test_the_points_in_the_code_are_those_that_can_be_armed() -> None:
    assert _called() == POINTS
