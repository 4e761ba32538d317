"""One element of a parsed file: found by its namespace, whatever the file's prefix, and able to say where it is."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

NAMESPACES: Final = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
"""The prefixes of our own paths."""
NO_ATTRIBUTES: Final[dict[str, str]] = {}
NO_CHILDREN: Final[list["Node"]] = []


class Node:
    """`name` is namespace and local name with a space between; `line` counts from 1 in the file."""

    __slots__ = ("attributes", "children", "line", "name", "parent", "text")

    def __init__(self, name: str, attributes: dict[str, str], line: int, parent: "Node | None") -> None:
        self.name, self.line, self.parent = name, line, parent
        self.attributes = attributes or NO_ATTRIBUTES
        self.children = NO_CHILDREN
        self.text = ""

    def adopt(self, child: "Node") -> None:
        """Add a child; lists are made only where there is one, since most elements have none."""
        if self.children is NO_CHILDREN:
            self.children = []
        self.children.append(child)

    def all(self, path: str) -> Iterator["Node"]:
        """Give every element at a path such as `cac:Party/cbc:EndpointID`."""
        found: Iterator[Node] = iter((self,))
        for step in _steps(path):
            found = _below(found, step)
        return found

    def one(self, path: str) -> "Node | None":
        """Give the first element at a path."""
        return next(self.all(path), None)

    def said(self, *paths: str) -> str | None:
        """Give the text at the first of the paths that has any, as one line."""
        return next((words for path in paths for node in self.all(path) if (words := node.words)), None)

    @property
    def words(self) -> str:
        """Give its own text as one line."""
        return " ".join(self.text.split())

    @property
    def prose(self) -> str:
        """Give its own text with its line breaks, without what indentation adds."""
        return "\n".join(" ".join(line.split()) for line in self.text.strip().splitlines())

    @property
    def kind(self) -> str:
        """Give its name without the namespace."""
        return self.name.rpartition(" ")[2]

    @property
    def namespace(self) -> str:
        """Give the namespace alone."""
        return self.name.rpartition(" ")[0]

    @property
    def place(self) -> str:
        """Say where it is: `line 12, Invoice/InvoiceLine[2]/Price/PriceAmount`."""
        steps: list[str] = []
        node: Node | None = self
        while node is not None:
            steps.append(node.kind + node.ordinal)
            node = node.parent
        return f"line {self.line}, {'/'.join(reversed(steps))}"

    @property
    def ordinal(self) -> str:
        """Say which of several it is, `[2]`; empty where it is the only one."""
        same = [] if self.parent is None else [child for child in self.parent.children if child.name == self.name]
        return f"[{same.index(self) + 1}]" if len(same) > 1 else ""


def _below(nodes: Iterator[Node], name: str) -> Iterator[Node]:
    return (child for node in nodes for child in node.children if child.name == name)


@lru_cache(maxsize=512)
def _steps(path: str) -> tuple[str, ...]:
    steps = (step.partition(":") for step in path.split("/"))
    return tuple(f"{NAMESPACES[prefix]} {name}" for prefix, _, name in steps)
