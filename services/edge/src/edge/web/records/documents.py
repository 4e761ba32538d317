"""The documents that a record names: what they are called and what kind of file each is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from edge.web.catalogues import later

Json = Mapping[str, Any]
KINDS: Final[Mapping[str, str]] = {
    "application/pdf": "PDF",
    "application/xml": "XML",
    "text/xml": "XML",
    "text/csv": "CSV",
    "application/zip": "ZIP",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
}
FAMILIES: Final[Mapping[str, str]] = {"image": later("Image"), "text": later("Text"), "video": later("Video")}


@dataclass(frozen=True, slots=True)
class Document:
    """One of them. `kind` is said in words, "" where nobody would know it; it may have to be translated."""

    name: str
    kind: str


def documents_of(record: Json) -> list[Document]:
    """Give them as the record names them."""
    return [Document(str(each.get("name") or each.get("document_id") or ""), _kind(each)) for each in _named(record)]


def _named(record: Json) -> list[Json]:
    return [each for each in record.get("documents") or () if each.get("name") or each.get("document_id")]


def _kind(each: Json) -> str:
    media = str(each.get("media_type") or "")
    return KINDS.get(media) or FAMILIES.get(media.partition("/")[0], "")
