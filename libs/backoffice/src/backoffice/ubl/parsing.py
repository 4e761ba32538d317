"""Parses XML from strangers: no document types, so no entities; nothing fetched; depth, size and number bounded.

Expat is driven by hand and refuses at the first `<!DOCTYPE`, before a declaration is read, and at the first element too
many: https://docs.python.org/3/library/xml.html#xml-vulnerabilities
"""

from typing import Any, Final
from xml.parsers import expat

from backoffice.problems import InputRefusedError
from backoffice.ubl.node import Node

MAX_BYTES: Final = 50_000_000
MAX_DEPTH: Final = 100
MAX_ELEMENTS: Final = 500_000
MAX_ATTRIBUTES: Final = 100
MAX_TAG_BYTES: Final = 500_000
"""Of a tag or comment: Expat keeps one until it ends, and reads it again with every chunk."""
CHUNK_BYTES: Final = 65_536


def parse(content: bytes) -> Node:
    """Parse a whole file into its root. Raises InputRefusedError with line and column."""
    if len(content) > MAX_BYTES:
        raise InputRefusedError.at("", f"the file has more than {MAX_BYTES} bytes")
    return _Parser().parse(content)


class _Parser:
    def __init__(self) -> None:
        self._expat = expat.ParserCreate(namespace_separator=" ")
        self._expat.buffer_text = True
        self._expat.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self._expat.StartElementHandler = self._start
        self._expat.EndElementHandler = self._end
        self._expat.CharacterDataHandler = self._text
        self._expat.StartDoctypeDeclHandler = self._refuse_doctype
        self._expat.EntityDeclHandler = self._refuse_doctype
        self._expat.ExternalEntityRefHandler = self._refuse_doctype
        self._root: Node | None = None
        self._node: Node | None = None
        self._texts: list[list[str]] = []
        self._elements = 0

    def parse(self, content: bytes) -> Node:
        try:
            for start in range(0, len(content), CHUNK_BYTES):
                self._expat.Parse(content[start : start + CHUNK_BYTES], False)
                if start + CHUNK_BYTES - self._expat.CurrentByteIndex > MAX_TAG_BYTES:
                    self._refuse(f"a tag or comment has more than {MAX_TAG_BYTES} bytes")
            self._expat.Parse(b"", True)
        except expat.ExpatError as error:
            raise InputRefusedError.at(self._here(), f"this is not XML: {expat.ErrorString(error.code)}") from error
        except (LookupError, ValueError) as error:
            raise InputRefusedError.at(self._here(), f"its encoding is not known: {error}") from error
        if self._root is None:
            raise InputRefusedError.at("", "this is not XML: there is no element")
        return self._root

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            self._refuse(f"the file has more than {MAX_ELEMENTS} elements")
        if len(self._texts) >= MAX_DEPTH:
            self._refuse(f"elements are nested more than {MAX_DEPTH} deep")
        if len(attributes) > MAX_ATTRIBUTES:
            self._refuse(f"an element has more than {MAX_ATTRIBUTES} attributes")
        node = Node(name, attributes, self._expat.CurrentLineNumber, self._node)
        if self._node is not None:
            self._node.adopt(node)
        self._root = self._root or node
        self._node = node
        self._texts.append([])

    def _end(self, _name: str) -> None:
        texts = self._texts.pop()
        if self._node is not None:
            self._node.text = "".join(texts)
            self._node = self._node.parent

    def _text(self, text: str) -> None:
        self._texts[-1].append(text)

    def _refuse_doctype(self, *_: Any) -> int:  # noqa: ANN401 - each handler has its own arguments
        self._refuse("it has a document type (<!DOCTYPE), which may hold entities; remove it")
        return 0

    def _refuse(self, detail: str) -> None:
        raise InputRefusedError.at(self._here(), detail)

    def _here(self) -> str:
        return f"line {self._expat.CurrentLineNumber}, column {self._expat.CurrentColumnNumber + 1}"
