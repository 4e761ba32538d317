"""Templates whose constant calls are made once, when they are compiled: a sentence, an icon, the address of a file.

Half of what a page costs is calls of its templates, and most of those give the same on every page of a language.
"""

from collections.abc import Callable, Mapping

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer

Constant = Callable[..., str]


class Precomputing(Environment):
    """An environment of one language. `constants` are functions by name that give the same for the same words.

    A call of one of them with nothing but constants becomes its answer, marked as safe; any other is made as ever.
    """

    constants: Mapping[str, Constant]

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        """Generate a template's code: the hook that Jinja leaves open for this."""
        tree = _Calling(self.constants).visit(source)
        return super()._generate(tree, name, filename, defer_init)


class _Calling(NodeTransformer):
    """Makes constant calls."""

    def __init__(self, constants: Mapping[str, Constant]) -> None:
        self._constants = constants

    def visit_Call(self, node: nodes.Call, *_: object, **__: object) -> nodes.Node:  # noqa: N802  its name is Jinja's
        """Give the answer in place of the call, where there is nothing to wait for."""
        self.generic_visit(node)
        function = self._constants.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        words = [each.value for each in node.args if isinstance(each, nodes.Const)]
        if function is None or len(words) < len(node.args) or node.kwargs or node.dyn_args or node.dyn_kwargs:
            return node
        answer = nodes.Const(str(function(*words)), lineno=node.lineno)
        return nodes.MarkSafe(answer, lineno=node.lineno)
